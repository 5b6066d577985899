internal import NeuralNetwork

/// The largest elements of each row as text, which is what the classification extension answers.
enum Classification {
    /// Calls `body` with `value:index` or `value:index:label` for the largest elements of each row, the largest first.
    ///
    /// Of equal elements the one of the smaller index comes first, and elements that are not a number come last.
    ///
    /// - Parameters:
    ///   - matrix: The rows.
    ///   - count: How many elements of each row, at most as many as it has.
    ///   - labels: A name for each element; nil for none.
    ///   - body: Called with each text, row after row.
    static func forEachText(of matrix: Matrix, count: Int, labels: [String]?, _ body: (String) -> Void) {
        for row in 0..<matrix.rows {
            let values = matrix[row]
            let order = values.indices.sorted { left, right in
                let (first, second) = (values[left], values[right])
                if first > second { return true }
                if first < second { return false }
                if first.isNaN != second.isNaN { return second.isNaN }
                return left < right
            }
            for place in order.prefix(count) {
                let index = place - values.startIndex
                let label = labels.map { ":\($0[index])" } ?? ""
                body("\(fixedPoint(values[place])):\(index)\(label)")
            }
        }
    }

    /// A number with six places after the point, as printf's `%f` writes it: rounded to nearest, ties to even.
    static func fixedPoint(_ value: Float) -> String {
        guard value.isFinite else {
            if value.isNaN { return "nan" }
            return value < 0 ? "-inf" : "inf"
        }
        let sign = value.sign == .minus ? "-" : ""
        let magnitude = value.magnitude
        // From 2^24 on a float32 is a whole number, and all of them are below 2^128.
        guard magnitude < 0x1p24 else { return "\(sign)\(UInt128(magnitude)).000000" }
        // Exact: the 24 bits of a float32 times the 14 bits of 5^6 fit into a float64.
        let millionths = UInt64((Double(magnitude) * 1e6).rounded(.toNearestOrEven))
        let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
        let digits = "\(rest)"
        return "\(sign)\(whole).\(String(repeating: "0", count: 6 - digits.count))\(digits)"
    }
}
