public import HTTPWire

/// An answer to a request.
///
/// The server adds Date, Content-Length, Connection and X-Request-Id, and leaves the content out for HEAD. It compresses
/// the content where that is worth while and the client takes it, and then says so by Content-Encoding, Vary and an ETag
/// of the compressed content's own; an answer that has a Content-Encoding already is left as it is.
public struct Response: Sendable {
    /// One field of an answer.
    public struct Field: Sendable {
        /// The name, as it is to be written.
        public let name: StaticString
        /// The value.
        public let value: String

        /// Makes a field.
        public init(_ name: StaticString, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The status.
    public var status: Status
    /// The media type of the content; nil without content.
    public var contentType: String?
    /// Further fields.
    public var fields: [Field]
    /// The content.
    public var content: [UInt8]
    /// Whether the connection closes after this answer.
    public var closesConnection = false
    /// Whether the content may be compressed where the client takes that.
    public var mayBeCompressed = true
    /// What keeps the compressed content, for content that is sent again and again; nil for any other.
    public var copies: CompressedCopies?
    /// The coding that the content has by now; nil before that was decided.
    var coded: CodedContent?

    /// Makes an answer.
    public init(_ status: Status, contentType: String? = nil, fields: [Field] = [], content: [UInt8] = []) {
        self.status = status
        self.contentType = contentType
        self.fields = fields
        self.content = content
    }
}
