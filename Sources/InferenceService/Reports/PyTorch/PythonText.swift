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
        let text = number.description
        // Rounding a decimal first to float64 and then to float32 misses in rare cases, such as 7.038531e-26.
        return float64(text).map { Float($0) } == number ? text : Double(number).description
    }

    /// Appends a tensor of one or two dimensions, broken into lines where it is long.
    static func appendTensor(_ values: [Float], shape: [Int], to text: inout [UInt8]) {
        guard shape.count == 2 else {
            text += "torch.tensor(".utf8
            appendList(values[...], indentation: 0, to: &text)
            text += ")".utf8
            return
        }
        let (rows, columns) = (shape[0], shape[1])
        guard rows > 0 else {
            text += "torch.empty(0, \(columns))".utf8
            return
        }
        text += "torch.tensor([".utf8
        if rows == 1, appendLine(values[...], atMost: width - "torch.tensor([])".utf8.count, to: &text) {
            text += "])".utf8
            return
        }
        for row in 0..<rows {
            text += "\n    ".utf8
            appendList(values[row * columns..<(row + 1) * columns], indentation: 4, to: &text)
            text += ",".utf8
        }
        text += "\n])".utf8
    }

    /// Appends the base64 text of the float32 bytes in a call that reads them, broken into lines where it is long.
    static func appendEncoded(_ values: [Float], indentation: Int = 0, to text: inout [UInt8]) {
        let encoded = Base64.text(of: values)
        let lineLength = width - indentation - 4
        guard encoded.count > lineLength - 20 else {
            text += "floats(\"".utf8
            text += encoded
            text += "\")".utf8
            return
        }
        text += "floats(\"\"\"".utf8
        for start in stride(from: 0, to: encoded.count, by: lineLength) {
            appendLineFeed(indentation: indentation + 4, to: &text)
            text += encoded[start..<min(start + lineLength, encoded.count)]
        }
        appendLineFeed(indentation: indentation, to: &text)
        text += "\"\"\")".utf8
    }

    /// Appends a list in brackets, broken into lines where it is long.
    private static func appendList(_ values: ArraySlice<Float>, indentation: Int, to text: inout [UInt8]) {
        guard !appendLine(values, atMost: width - indentation, to: &text) else { return }
        text.append(UInt8(ascii: "["))
        var column = width
        for value in values {
            let item = number(value).utf8
            if column + item.count + 2 > width {
                appendLineFeed(indentation: indentation + 4, to: &text)
                column = indentation + 4
            } else {
                text.append(UInt8(ascii: " "))
                column += 1
            }
            text += item
            text.append(UInt8(ascii: ","))
            column += item.count + 1
        }
        appendLineFeed(indentation: indentation, to: &text)
        text.append(UInt8(ascii: "]"))
    }

    /// Appends a list in brackets on one line, or nothing if it is longer than that.
    ///
    /// - Returns: Whether it was appended.
    private static func appendLine(_ values: ArraySlice<Float>, atMost length: Int, to text: inout [UInt8]) -> Bool {
        // No number is shorter than 0.0, which takes five bytes with what separates it from the next.
        guard values.count <= length / 5 else { return false }
        let start = text.count
        text.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { text += ", ".utf8 }
            text += number(value).utf8
        }
        text.append(UInt8(ascii: "]"))
        guard text.count - start > length else { return true }
        text.removeSubrange(start...)
        return false
    }

    private static func appendLineFeed(indentation: Int, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\n"))
        for _ in 0..<indentation { text.append(UInt8(ascii: " ")) }
    }

    /// The float64 that a finite float32's decimal reads as.
    private static func float64(_ text: String) -> Double? {
        var (digits, exponent) = (0, 0)
        var isAfterPoint = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits &* 10 &+ Int(byte &- UInt8(ascii: "0"))
                if isAfterPoint { exponent -= 1 }
            case UInt8(ascii: "."): isAfterPoint = true
            case UInt8(ascii: "-"): continue
            default: return Double(text)
            }
        }
        // Both are exact, so the quotient is rounded once, as the decimal is; without an exponent there are at most 17
        // digits, nine of which count.
        guard digits < 1 << 53, exponent >= -22 else { return Double(text) }
        let magnitude = Double(digits) / powersOfTen[-exponent]
        return text.utf8.first == UInt8(ascii: "-") ? -magnitude : magnitude
    }

    /// Those that float64 has exactly.
    private static let powersOfTen: [Double] = (0...22).map { Double("1e\($0)") ?? .nan }
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
