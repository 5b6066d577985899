internal import NeuralNetwork

/// Values as Python writes them.
enum PythonText {
    /// The longest line.
    static let width = 100

    /// A float64, shortest.
    static func number(_ number: Double) -> String { "\(number)" }

    /// A float32, so that Python's float64 rounds to it: the shortest decimal where that is enough.
    static func number(_ number: Float) -> String {
        guard number.isFinite else { return number.isNaN ? "nan" : number > 0 ? "inf" : "-inf" }
        let text = "\(number)"
        // Rounding a decimal first to float64 and then to float32 misses in rare cases, such as 7.038531e-26.
        return Double(text).map { Float($0) } == number ? text : "\(Double(number))"
    }

    /// A list in brackets, broken into lines where it is long.
    static func list(_ values: ArraySlice<Float>, indentation: Int = 0) -> String {
        broken(values.map(number), between: ("[", "]"), indentation: indentation)
    }

    /// A tensor of one or two dimensions.
    static func tensor(_ values: [Float], shape: [Int], indentation: Int = 0) -> String {
        guard shape.count == 2 else { return "torch.tensor(\(list(values[...], indentation: indentation)))" }
        let (rows, columns) = (shape[0], shape[1])
        guard rows > 0 else { return "torch.empty(0, \(columns))" }
        let lists = (0..<rows).map { values[$0 * columns..<($0 + 1) * columns] }
        let line = "torch.tensor([\(lists.map { list($0) }.joined(separator: ", "))])"
        if rows == 1, indentation + line.utf8.count <= width, !line.contains("\n") { return line }
        let inner = String(repeating: " ", count: indentation + 4)
        let lines = lists.map { "\(inner)\(list($0, indentation: indentation + 4)),\n" }.joined()
        return "torch.tensor([\n\(lines)\(inner.dropLast(4))])"
    }

    /// The base64 text of the float32 bytes in a call that reads them, broken into lines where it is long.
    static func encoded(_ values: [Float], indentation: Int = 0) -> String {
        let text = Base64.text(of: values)
        let inner = String(repeating: " ", count: indentation + 4)
        let lineLength = width - inner.count
        guard text.count > lineLength - 20 else { return "floats(\"\(String(decoding: text, as: UTF8.self))\")" }
        var lines = "floats(\"\"\"\n"
        var rest = text[...]
        while !rest.isEmpty {
            lines += inner + String(decoding: rest.prefix(lineLength), as: UTF8.self) + "\n"
            rest = rest.dropFirst(lineLength)
        }
        return lines + inner.dropLast(4) + "\"\"\")"
    }

    private static func broken(
        _ items: [String],
        between brackets: (open: String, close: String),
        indentation: Int
    ) -> String {
        let length = items.reduce(indentation) { $0 + $1.utf8.count + 2 }
        if length <= width { return brackets.open + items.joined(separator: ", ") + brackets.close }
        let inner = String(repeating: " ", count: indentation + 4)
        var text = brackets.open
        var column = width
        for item in items {
            if column + item.utf8.count + 2 > width {
                text += "\n" + inner
                column = inner.utf8.count
            } else {
                text += " "
                column += 1
            }
            text += item + ","
            column += item.utf8.count + 1
        }
        return text + "\n" + inner.dropLast(4) + brackets.close
    }
}

/// Base64 (RFC 4648 section 4).
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The text of the little-endian bytes of float32 numbers.
    static func text(of values: [Float]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * values.count)
        for value in values {
            for shift in stride(from: 0, to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
            }
        }
        return text(of: bytes)
    }

    /// The text of bytes, padded.
    static func text(of bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = 0
            for offset in 0..<3 { bits = bits << 8 | (offset < group.count ? Int(group[start + offset]) : 0) }
            for place in 0..<4 {
                text.append(place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return text
    }
}
