/// Writes response heads and chunked content (RFC 9112) into a buffer of bytes.
public struct ResponseEncoder: Sendable {
    /// What was written so far.
    public var bytes: [UInt8]

    /// Makes an encoder that appends to `bytes`.
    public init(appendingTo bytes: [UInt8] = []) { self.bytes = bytes }

    /// Writes a status line.
    ///
    /// The version is always HTTP/1.1 (RFC 9110 section 6.2).
    ///
    /// - Parameter status: A status with a code of three digits. It need not have a reason phrase.
    public mutating func begin(_ status: Status) {
        precondition(100...999 ~= status.rawValue, "a status code has three digits")
        append("HTTP/1.1 ")
        append(status.rawValue)
        bytes.append(Byte.space)
        append(status.reasonPhrase)
        end()
    }

    /// Writes a field line whose value is known to be free of control characters.
    public mutating func field(_ name: StaticString, _ value: StaticString) {
        beginField(name)
        append(value)
        end()
    }

    /// Writes a field line; bytes that may not stand in a field value are written as spaces.
    ///
    /// So a value that was made of something a client sent cannot end the line and begin another.
    public mutating func field(_ name: StaticString, _ value: String) {
        beginField(name)
        appendText(value)
        end()
    }

    /// Writes a field line with one more element at the end of a list.
    public mutating func field(_ name: StaticString, _ value: String, joined element: StaticString) {
        beginField(name)
        appendText(value)
        append(", ")
        append(element)
        end()
    }

    /// Writes a field line with a number.
    public mutating func field(_ name: StaticString, _ value: Int) {
        beginField(name)
        append(value)
        end()
    }

    /// Writes the empty line that ends a head.
    public mutating func end() {
        bytes.append(Byte.carriageReturn)
        bytes.append(Byte.lineFeed)
    }

    /// Writes one chunk of content; nothing for no bytes, which would end the content.
    public mutating func chunk(_ content: Span<UInt8>) {
        guard content.count > 0 else { return }
        beginChunk(content.count)
        content.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        endChunk()
    }

    /// Writes the line before a chunk of content, which then follows from elsewhere.
    ///
    /// - Parameter count: The number of bytes of the chunk, not 0, which would end the content.
    public mutating func beginChunk(_ count: Int) {
        precondition(count > 0, "an empty chunk is the last one")
        append(count, radix: 16)
        end()
    }

    /// Writes the line end behind a chunk of content.
    public mutating func endChunk() { end() }

    /// Writes the last chunk and an empty trailer section.
    public mutating func lastChunk() { append("0\r\n\r\n") }

    private mutating func beginField(_ name: StaticString) {
        append(name)
        append(": ")
    }

    /// Appends a value without the bytes that may not stand in one.
    private mutating func appendText(_ value: String) {
        let start = bytes.count
        bytes.append(contentsOf: value.utf8)
        for index in start..<bytes.count where bytes[index].isForbiddenControl { bytes[index] = Byte.space }
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends a number digit by digit, without a String between.
    private mutating func append(_ value: Int, radix: UInt = 10) {
        if value < 0 { bytes.append(0x2D) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            let digit = UInt8(truncatingIfNeeded: rest % radix)
            bytes.append(digit < 10 ? Byte.zero + digit : 0x61 + digit - 10)
            rest /= radix
        } while rest > 0
        bytes[start...].reverse()
    }
}
