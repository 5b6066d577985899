/// A request line and its fields, as ranges into the bytes that they were read from.
///
/// All ranges count from the first byte of the head, which is an empty line where the client sent one before it.
public struct RequestHead: Sendable {
    /// The method.
    public internal(set) var method: Method = .other
    /// The method's token as it was sent; methods are case-sensitive (RFC 9110 section 9.1).
    public internal(set) var methodRange: Range<Int> = 0..<0
    /// The request target.
    public internal(set) var target = RequestTarget()
    /// The minor version: 0 for HTTP/1.0, 1 for HTTP/1.1 and later 1.x.
    public internal(set) var minorVersion = 1
    /// The field lines in the order of the message.
    public internal(set) var fields: [FieldLine] = []
    /// How the content is delimited.
    public internal(set) var framing: BodyFraming = .none
    /// Whether the connection may carry another request after this one (RFC 9112 section 9.3).
    public internal(set) var isPersistent = true
    /// Whether the client waits for `100 Continue` before it sends the content (RFC 9110 section 10.1.1).
    public internal(set) var expectsContinue = false
    /// The authority that the request is for: that of the target, else Host; nil only in HTTP/1.0.
    public internal(set) var authority: Range<Int>?
    /// The number of bytes of the head, the empty line included, and empty lines before the request line as well.
    public internal(set) var byteCount = 0

    /// Makes an empty head, to be filled by a decoder.
    public init() {}

    /// The value of the first field line of a name.
    ///
    /// - Parameters:
    ///   - name: The field name in lower case.
    ///   - bytes: The bytes of the head.
    /// - Returns: The range of the value without white space around it; nil if there is no such line.
    public func firstValue(of name: StaticString, in bytes: Span<UInt8>) -> Range<Int>? {
        for line in fields where bytes.matches(name, in: line.name) { return line.value }
        return nil
    }

    /// All values of the field lines of a name, joined by `, ` (RFC 9110 section 5.3), as text.
    ///
    /// - Parameters:
    ///   - name: The field name in lower case.
    ///   - bytes: The bytes of the head.
    /// - Returns: The text, bytes that are not UTF-8 replaced; nil if there is no such line.
    public func text(of name: StaticString, in bytes: Span<UInt8>) -> String? {
        var first: Range<Int>?
        var joined: [UInt8] = []
        for line in fields where bytes.matches(name, in: line.name) {
            guard let value = first else {
                first = line.value
                continue
            }
            if joined.isEmpty { bytes.extracting(value).withUnsafeBufferPointer { joined.append(contentsOf: $0) } }
            joined += [Byte.comma, Byte.space]
            bytes.extracting(line.value).withUnsafeBufferPointer { joined.append(contentsOf: $0) }
        }
        guard let first else { return nil }
        guard joined.isEmpty else { return String(decoding: joined, as: UTF8.self) }
        // Nearly always there is one line, whose text needs no copy between.
        return bytes.extracting(first).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// Empties the head for the next request; the fields keep their capacity.
    mutating func reset() {
        method = .other
        methodRange = 0..<0
        target = RequestTarget()
        minorVersion = 1
        fields.removeAll(keepingCapacity: true)
        framing = .none
        isPersistent = true
        expectsContinue = false
        authority = nil
        byteCount = 0
    }
}

/// One field line.
public struct FieldLine: Sendable, Hashable {
    /// Where the name stands.
    public let name: Range<Int>
    /// Where the value stands, without white space around it.
    public let value: Range<Int>

    /// Makes a field line of two ranges.
    public init(name: Range<Int>, value: Range<Int>) {
        self.name = name
        self.value = value
    }
}

/// What a request asks for (RFC 9112 section 3.2).
public struct RequestTarget: Sendable, Hashable {
    /// The four forms of a target.
    public enum Form: Sendable, Hashable {
        case origin, absolute, authority, asterisk
    }

    /// Which form the target has.
    public internal(set) var form: Form = .origin
    /// The path, still percent-encoded.
    ///
    /// `/` is implied where an absolute form has none, and then the range is empty.
    /// It is `*` in the asterisk form and empty in the authority form.
    public internal(set) var path: Range<Int> = 0..<0
    /// What follows the question mark, still percent-encoded; nil without a question mark.
    public internal(set) var query: Range<Int>?
    /// The authority of an absolute or authority form, which takes precedence over Host (RFC 9112 section 3.2.2).
    public internal(set) var authority: Range<Int>?
    /// Whether the target is absolute and of https, which asks for a secure connection (RFC 9110 section 7.4).
    public internal(set) var isSecure = false
}

/// How the content of a message is delimited (RFC 9112 section 6).
public enum BodyFraming: Sendable, Hashable {
    /// There is no content.
    case none
    /// As many bytes as Content-Length says.
    case length(Int)
    /// Chunks, then trailers.
    case chunked
}
