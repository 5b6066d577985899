/// What the fields of a head say about where the request ends and what becomes of the connection.
struct FramingFields: Sendable {
    /// The value of Content-Length.
    var contentLength: Int?
    /// Whether there is a Transfer-Encoding.
    var hasTransferEncoding = false
    /// Whether chunked is among the transfer codings.
    var hasChunked = false
    /// Whether chunked is the last transfer coding so far.
    var isChunkedLast = false
    /// Where the last transfer coding stands.
    var lastCoding = 0
    /// Where the first transfer coding other than chunked stands.
    var foreignCoding: Int?
    /// The value of Host.
    var host: Range<Int>?
    /// Whether Connection has the option `close`.
    var closes = false
    /// Whether Connection has the option `keep-alive`.
    var keepsAlive = false
    /// Whether Expect has `100-continue`.
    var expectsContinue = false
    /// Where the first expectation stands that cannot be met.
    var unmetExpectation: Int?
    /// Whether there is a Content-Type.
    var hasContentType = false
    /// Whether there is an Authorization.
    var hasAuthorization = false
}
