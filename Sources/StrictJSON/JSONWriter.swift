/// Writes JSON (RFC 8259) into a buffer of bytes, without white space.
///
/// Commas are the writer's business: between `beginObject` and `endObject` the caller writes keys and values, between
/// `beginArray` and `endArray` values.
public struct JSONWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8]

    /// The number of float32 and float64 values that were not finite and so were written as null.
    public private(set) var nonFiniteCount: Int

    /// Whether a comma belongs before the next key or value: the last thing written was a value or the end of one.
    private var isAfterValue = false

    /// Makes a writer that appends to `bytes`.
    public init(appendingTo bytes: [UInt8] = []) {
        self.bytes = bytes
        nonFiniteCount = 0
    }

    /// Opens an object.
    public mutating func beginObject() { open(Byte.openBrace) }

    /// Closes the object opened last.
    public mutating func endObject() { close(Byte.closeBrace) }

    /// Opens an array.
    public mutating func beginArray() { open(Byte.openBracket) }

    /// Closes the array opened last.
    public mutating func endArray() { close(Byte.closeBracket) }

    /// Writes the key of the member whose value is written next.
    public mutating func key(_ key: String) {
        value(key)
        bytes.append(Byte.colon)
        isAfterValue = false
    }

    /// Writes a string, escaped as far as RFC 8259 section 7 demands.
    public mutating func value(_ value: String) {
        beginValue()
        bytes.append(Byte.quote)
        appendEscaped(value)
        bytes.append(Byte.quote)
    }

    /// Writes a whole number.
    public mutating func value(_ value: Int) {
        number { $0.write(UInt64(value.magnitude), isNegative: value < 0) }
    }

    /// Writes a whole number.
    public mutating func value(_ value: UInt64) {
        number { $0.write(value, isNegative: false) }
    }

    /// Writes a truth value.
    public mutating func value(_ value: Bool) { literal(value ? "true" : "false") }

    /// Writes the shortest decimal that reads back to the same float32, -0 as `-0.0`; null if it is not finite.
    ///
    /// The layout is ECMAScript's: whole numbers below 10^21 without a point, an exponent from 10^21 up and below
    /// 10^-6.
    public mutating func value(_ value: Float) {
        guard value.isFinite else { return nonFinite() }
        number { $0.writeSigned(value) }
    }

    /// Writes the shortest decimal that reads back to the same float64, -0 as `-0.0`; null if it is not finite.
    ///
    /// The layout is ECMAScript's, as for float32.
    public mutating func value(_ value: Double) {
        guard value.isFinite else { return nonFinite() }
        number { $0.writeSigned(value) }
    }

    /// Writes null.
    public mutating func null() { literal("null") }

    /// Writes an array of float32 numbers.
    public mutating func value(_ values: ArraySlice<Float>) {
        beginArray()
        // Many numbers are put together before they are appended, which costs as much as writing one.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64 * NumberText.lengthLimit) { buffer in
            var text = NumberText(in: buffer)
            for value in values {
                if text.length + NumberText.lengthLimit + 1 > buffer.count {
                    append(text)
                    text = NumberText(in: buffer)
                }
                if isAfterValue { text.append(Byte.comma) }
                isAfterValue = true
                if value.isFinite {
                    text.writeSigned(value)
                } else {
                    nonFiniteCount += 1
                    text.append("null")
                }
            }
            append(text)
        }
        endArray()
    }

    /// Writes float32 numbers nested like a shape: `[[…], …]` for two dimensions.
    ///
    /// - Precondition: `values.count` is the product of `shape`, which has one dimension or two.
    public mutating func value(_ values: [Float], shape: [Int]) {
        precondition(shape.count == 1 || shape.count == 2, "\(shape.count) dimensions")
        precondition(values.count == shape.reduce(1, *), "\(values.count) values in a shape of \(shape)")
        guard shape.count == 2 else { return value(values[...]) }
        beginArray()
        for row in 0..<shape[0] { value(values[row * shape[1]..<(row + 1) * shape[1]]) }
        endArray()
    }

    /// Ends the line, and with it the document, so that another one may follow on the next.
    public mutating func endLine() {
        bytes.append(0x0A)
        isAfterValue = false
    }

    /// Writes text that is JSON already, as one value.
    public mutating func raw(_ json: [UInt8]) {
        beginValue()
        bytes.append(contentsOf: json)
    }

    /// The text of a float64 in canonical JSON (RFC 8785 section 3.2.2.3), -0 as `0`; nil if it is not finite.
    public static func canonicalText(_ value: Double) -> String? {
        guard value.isFinite else { return nil }
        return String(unsafeUninitializedCapacity: NumberText.lengthLimit) { buffer in
            var text = NumberText(in: buffer)
            text.write(value)
            return text.length
        }
    }

    private mutating func beginValue() {
        if isAfterValue { bytes.append(Byte.comma) }
        isAfterValue = true
    }

    private mutating func open(_ bracket: UInt8) {
        beginValue()
        bytes.append(bracket)
        isAfterValue = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        isAfterValue = true
    }

    private mutating func literal(_ text: StaticString) {
        beginValue()
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func nonFinite() {
        nonFiniteCount += 1
        null()
    }

    private mutating func number(_ write: (inout NumberText) -> Void) {
        beginValue()
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberText.lengthLimit) { buffer in
            var text = NumberText(in: buffer)
            write(&text)
            append(text)
        }
    }

    private mutating func append(_ text: NumberText) { bytes.append(contentsOf: text.bytes) }

    private mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            // Runs of bytes that need no escape are copied as a whole.
            var run = 0
            for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == Byte.quote || byte == Byte.backslash {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[run..<index]))
                appendEscape(byte)
                run = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[run...]))
        }
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(Byte.backslash)
        switch byte {
        case 0x08: bytes.append(Byte.b)
        case 0x09: bytes.append(Byte.t)
        case 0x0A: bytes.append(Byte.n)
        case 0x0C: bytes.append(Byte.f)
        case 0x0D: bytes.append(Byte.r)
        case Byte.quote, Byte.backslash: bytes.append(byte)
        default:
            bytes.append(contentsOf: [Byte.u, Byte.zero, Byte.zero])
            bytes.append(hexadecimalDigit(byte >> 4))
            bytes.append(hexadecimalDigit(byte & 15))
        }
    }
}

/// The lower-case hexadecimal digit of a value in 0...15.
func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? Byte.zero + value : 0x61 + (value - 10) }
