public import HTTPWire

/// What the server asks of its user.
///
/// Called on a reactor's queue, so it returns within some 50 microseconds; longer work goes elsewhere by
/// `ResponseWriter.later()`.
public protocol RequestHandler: Sendable {
    /// Decides about a request whose head is complete. Only an admission lets the server send `100 Continue`.
    ///
    /// - Parameters:
    ///   - head: The head.
    ///   - bytes: The bytes that the head's ranges count in.
    ///   - requestID: What the answer's X-Request-Id will be.
    /// - Returns: What becomes of the request.
    func admit(_ head: borrowing RequestHead, _ bytes: Span<UInt8>, requestID: String) -> Admission

    /// Answers a request whose content is complete: by `response.send`, or later.
    ///
    /// - Parameters:
    ///   - head: The head.
    ///   - bytes: The bytes that the head's ranges count in.
    ///   - body: The content, transfer coding and content coding removed.
    ///   - response: Where the answer goes.
    func handle(
        _ head: borrowing RequestHead,
        _ bytes: Span<UInt8>,
        body: Span<UInt8>,
        _ response: inout ResponseWriter
    )

    /// The answer to what the server itself has to refuse.
    ///
    /// - Parameters:
    ///   - failure: What happened.
    ///   - requestID: What the answer's X-Request-Id will be.
    ///   - mark: What `mark` gave for the head; 0 where there is no whole head.
    /// - Returns: The answer; it should carry Retry-After where there are too many connections.
    func response(to failure: ServerFailure, requestID: String, mark: UInt8) -> Response

    /// What the handler has to know of a head when the server itself refuses the request, of which nothing else is kept.
    ///
    /// - Parameters:
    ///   - head: The head.
    ///   - bytes: The bytes that the head's ranges count in.
    /// - Returns: What `response` is given then; 0 unless a handler says otherwise.
    func mark(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> UInt8
}

extension RequestHandler {
    /// Marks all requests alike.
    public func mark(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> UInt8 { 0 }
}

/// What becomes of a request whose head is complete.
public enum Admission: Sendable {
    /// The content is collected, expanded if it is compressed, up to a limit of bytes, beyond which the answer is 413;
    /// then `handle` is called.
    ///
    /// `match` is the route that was found, which `handle` finds in its `ResponseWriter` and so need not look for.
    case buffer(limit: Int, match: RouteMatch? = nil)
    /// The content goes to a consumer as it arrives, expanded if it is compressed, which also answers; `handle` is not
    /// called.
    case stream(any BodyConsumer)
    /// The answer is given at once; content that still arrives is not kept.
    case refuse(Response)
}

/// What the server itself has to refuse.
public enum ServerFailure: Sendable, Hashable {
    /// The bytes are no request.
    case protocolError(ProtocolError)
    /// The content is larger than the limit.
    case contentTooLarge(limit: Int)
    /// The content has a coding that is not decoded, or several; the answer should carry Accept-Encoding.
    case unsupportedCoding(ContentCoding.Refusal)
    /// The content is not what its coding says.
    case malformedCoding(ContentCoding, InflationError)
    /// The content expands to more than so many times its size.
    case expansionTooLarge(ratio: Int)
    /// The head or the content did not arrive in time.
    case requestTimeout
    /// As many connections as may be open are open.
    case tooManyConnections(limit: Int)
    /// A handler let its answer go without giving one.
    case noAnswer
}
