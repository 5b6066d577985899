/// Writes response heads and chunked content (RFC 9112) into a buffer of bytes.
public struct ResponseEncoder: Sendable {
    /// What was written so far.
    public var bytes: [UInt8]

    /// Makes an encoder that appends to `bytes`.
    public init(appendingTo bytes: [UInt8] = []) { self.bytes = bytes }

    /// Writes a status line. The version is always HTTP/1.1 (RFC 9110 section 6.2).
    public mutating func begin(_ status: Status) { fatalError("to be written") }

    /// Writes a field line whose value is known to be free of control characters.
    public mutating func field(_ name: StaticString, _ value: StaticString) { fatalError("to be written") }

    /// Writes a field line; bytes that may not stand in a field value are written as spaces.
    public mutating func field(_ name: StaticString, _ value: String) { fatalError("to be written") }

    /// Writes a field line with a number.
    public mutating func field(_ name: StaticString, _ value: Int) { fatalError("to be written") }

    /// Writes the empty line that ends a head.
    public mutating func end() { fatalError("to be written") }

    /// Writes one chunk of content; nothing for no bytes, which would end the content.
    public mutating func chunk(_ content: Span<UInt8>) { fatalError("to be written") }

    /// Writes the last chunk and an empty trailer section.
    public mutating func lastChunk() { fatalError("to be written") }
}
