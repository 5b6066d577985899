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
    ///   - context: What else is known of the request.
    /// - Returns: What becomes of the request.
    func admit(_ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ context: RequestContext) -> Reception

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

    /// How failures of a request are to be told, asked once its head is complete.
    ///
    /// Unless it is given, all of them are told alike.
    func failureStyle(of head: borrowing RequestHead, _ bytes: Span<UInt8>) -> FailureStyle

    /// The answer to what the server itself has to refuse.
    ///
    /// - Parameters:
    ///   - failure: What happened.
    ///   - context: What else is known of the request; without a whole head, what its X-Request-Id will be, and its peer.
    ///   - style: What `failureStyle` said of the request; `.standard` where there is no whole head.
    /// - Returns: The answer; it should carry Retry-After where there are too many connections.
    func response(to failure: ServerFailure, _ context: RequestContext, style: FailureStyle) -> Response
}

extension RequestHandler {
    /// Tells all failures alike.
    public func failureStyle(of head: borrowing RequestHead, _ bytes: Span<UInt8>) -> FailureStyle { .standard }
}

/// How the failures of one request are told: a number that means something to the handler only.
public struct FailureStyle: RawRepresentable, Sendable, Hashable {
    /// The number.
    public let rawValue: UInt8

    /// Makes a style of a number.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The style of requests of which nothing is known.
    public static let standard = FailureStyle(rawValue: 0)
}

/// What becomes of a request whose head is complete.
public enum Admission: Sendable {
    /// The content is collected, expanded if it is compressed, up to a limit of bytes, beyond which the answer is 413;
    /// then `handle` is called.
    case buffer(limit: Int)
    /// The content goes to a consumer as it arrives, expanded if it is compressed, which also answers; `handle` is not
    /// called.
    case stream(any BodyConsumer)
    /// The answer is given at once; content that still arrives is not kept.
    case refuse(Response)
}

/// What becomes of a request, and the route that was found for it.
public struct Reception: Sendable {
    /// What becomes of the request.
    public let admission: Admission
    /// The route, which `handle` finds in its `ResponseWriter` and so need not look for; nil if none was found.
    public let match: RouteMatch?
    /// The name of the client that was recognised, for the context of the request; nil if none had to be.
    public let principal: String?

    /// Bundles them.
    public init(_ admission: Admission, match: RouteMatch? = nil, principal: String? = nil) {
        self.admission = admission
        self.match = match
        self.principal = principal
    }
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
    /// The bytes are not those of TLS, which the port expects.
    case plainTextOnSecurePort
    /// The connections hold as many bytes of requests as they may; the answer should carry Retry-After.
    case receivedBytesFull
    /// The answer was not there in time.
    case deadlinePassed
    /// As many connections as may be open are open.
    case tooManyConnections(limit: Int)
    /// As many connections as one address may have open are open.
    case tooManyConnectionsOfAddress(limit: Int)
    /// A handler let its answer go without giving one.
    case noAnswer
}
