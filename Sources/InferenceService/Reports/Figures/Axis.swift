/// One axis of a figure: which numbers it spans, and where they lie on the drawing.
struct Axis {
    /// A number that the axis is labelled with.
    struct Tick: Hashable {
        let value: Double
        let label: String
    }

    /// The least number.
    let lower: Double
    /// The largest number, above the least.
    let upper: Double
    /// Where the least number lies, in pixels.
    let start: Double
    /// Where the largest number lies, in pixels; before `start` on an axis that points up.
    let end: Double

    /// Where a number lies, in pixels; numbers off the axis lie at its ends.
    func position(of value: Double) -> Double {
        let share = (value - lower) / (upper - lower)
        return start + (end - start) * min(max(share, 0), 1)
    }

    /// Round numbers on the axis, one, two or five times a power of ten apart.
    ///
    /// - Parameters:
    ///   - limit: The most intervals between ticks.
    ///   - characterWidth: How wide a character of a label is, in pixels, where labels stand side by side; fewer ticks
    ///     make room for long ones.
    /// - Returns: Ticks in ascending order; none where the numbers leave too few digits to tell them apart.
    func ticks(atMost limit: Int, characterWidth: Double = 0) -> [Tick] {
        for limit in stride(from: limit, through: 1, by: -1) {
            let ticks = ticks(upTo: limit)
            guard let longest = ticks.map(\.label.count).max() else { continue }
            let room =
                abs(end - start) / (upper - lower) * (ticks.count > 1 ? ticks[1].value - ticks[0].value : .infinity)
            if Double(longest + 2) * characterWidth <= room { return ticks }
        }
        return []
    }

    private func ticks(upTo limit: Int) -> [Tick] {
        guard let (factor, exponent) = Self.step(of: (upper - lower) / Double(limit)),
            let step = Double("\(factor)e\(exponent)"),
            let first = Int(exactly: (lower / step).rounded(.up)),
            let last = Int(exactly: (upper / step).rounded(.down)),
            first <= last, last - first <= limit
        else { return [] }
        return (first...last).compactMap { index in
            let (digits, overflows) = index.multipliedReportingOverflow(by: factor)
            return overflows ? nil : Tick(value: Double(index) * step, label: Self.label(digits, exponent))
        }
    }

    /// The smallest round step that is not below `least`.
    private static func step(of least: Double) -> (factor: Int, exponent: Int)? {
        for exponent in -60...60 {
            for factor in [1, 2, 5] {
                if let step = Double("\(factor)e\(exponent)"), step >= least { return (factor, exponent) }
            }
        }
        return nil
    }

    /// The number `digits * 10^exponent`, exactly, with a true minus sign.
    ///
    /// All labels of an axis have the decimals of its step, except far from one, where powers of ten are clearer.
    private static func label(_ digits: Int, _ exponent: Int) -> String {
        guard digits != 0 else { return "0" }
        let sign = digits < 0 ? minus : ""
        var text = "\(digits.magnitude)"
        let order = text.count - 1 + exponent
        if (-4...5).contains(order) {
            guard exponent < 0 else { return sign + text + String(repeating: "0", count: exponent) }
            let padded = String(repeating: "0", count: max(0, 1 - exponent - text.count)) + text
            return "\(sign)\(padded.dropLast(-exponent)).\(padded.suffix(-exponent))"
        }
        while text.count > 1, text.last == "0" { text.removeLast() }
        let fraction = text.count > 1 ? ".\(text.dropFirst())" : ""
        return "\(sign)\(text.prefix(1))\(fraction)e\(order < 0 ? minus : "")\(order.magnitude)"
    }

    private static let minus = "\u{2212}"
}
