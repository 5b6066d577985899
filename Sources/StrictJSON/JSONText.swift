internal import Glibc

/// The bytes between a string's quotes, as they stand in a document that was checked or is being checked.
///
/// Two texts are equal if their bytes are after escapes are resolved, whatever Unicode thinks of their looks: RFC 8259
/// section 8.3.
struct JSONText: Equatable {
    let start: BytePointer
    let count: Int
    let isEscaped: Bool

    /// - Parameters:
    ///   - quote: The opening quote.
    ///   - end: The byte after the closing one.
    ///   - isEscaped: Whether there are escapes in between.
    init(quote: BytePointer, end: BytePointer, isEscaped: Bool) {
        start = quote + 1
        count = max(0, end - quote - 2)
        self.isEscaped = isEscaped
    }

    /// The text, escapes resolved.
    var string: String {
        guard isEscaped else { return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }
        // No escape is shorter than what it stands for.
        return String(unsafeUninitializedCapacity: count) { unescape(into: $0) }
    }

    static func == (left: JSONText, right: JSONText) -> Bool {
        if left.isEscaped || right.isEscaped { return left.string.utf8.elementsEqual(right.string.utf8) }
        return left.count == right.count && memcmp(left.start, right.start, left.count) == 0
    }

    /// Whether the text, escapes resolved, is this one.
    func equals(_ key: String) -> Bool {
        if isEscaped { return string.utf8.elementsEqual(key.utf8) }
        return key.utf8.count == count && UnsafeBufferPointer(start: start, count: count).elementsEqual(key.utf8)
    }

    /// A hash of the text, escapes resolved, seeded in each process: keys cannot be chosen to collide.
    var hash: UInt64 {
        var hasher = Hasher()
        if isEscaped {
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { buffer in
                let length = unescape(into: buffer)
                hasher.combine(bytes: UnsafeRawBufferPointer(start: buffer.baseAddress, count: length))
            }
        } else {
            hasher.combine(bytes: UnsafeRawBufferPointer(start: start, count: count))
        }
        return UInt64(truncatingIfNeeded: hasher.finalize())
    }

    /// Writes the text with its escapes resolved.
    ///
    /// - Parameter target: Room for `count` bytes.
    /// - Returns: The number of bytes written.
    private func unescape(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var length = 0
        var pointer = start
        let end = start + count
        while pointer < end {
            guard pointer.pointee == Byte.backslash, end - pointer >= 2 else {
                target[length] = pointer.pointee
                length += 1
                pointer += 1
                continue
            }
            guard pointer[1] == Byte.u else {
                target[length] = Self.meaning(ofEscape: pointer[1])
                length += 1
                pointer += 2
                continue
            }
            var scalar = Self.codeUnit(pointer, end: end)
            pointer += min(6, end - pointer)
            if 0xD800..<0xDC00 ~= scalar {
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (Self.codeUnit(pointer, end: end) & 0x3FF)
                pointer += min(6, end - pointer)
            }
            for byte in UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? .encodedReplacementCharacter {
                target[length] = byte
                length += 1
            }
        }
        return length
    }

    private static func meaning(ofEscape byte: UInt8) -> UInt8 {
        switch byte {
        case Byte.b: 0x08
        case Byte.f: 0x0C
        case Byte.n: 0x0A
        case Byte.r: 0x0D
        case Byte.t: 0x09
        default: byte
        }
    }

    /// The UTF-16 code unit that the escape `\uXXXX` at `pointer` spells; 0 where there is none.
    private static func codeUnit(_ pointer: BytePointer, end: BytePointer) -> UInt32 {
        guard end - pointer >= 6 else { return 0 }
        return (2..<6).reduce(0) { $0 << 4 | (pointer[$1].hexadecimalValue ?? 0) }
    }
}
