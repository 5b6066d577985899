public import HTTPWire

/// Finds the endpoint of a request; answers 404, 405 with Allow, HEAD and OPTIONS itself.
public struct Router: RequestHandler {
    /// Why a request has no endpoint.
    public enum Failure: Sendable, Hashable {
        /// No route has this path.
        case notFound(path: String)
        /// Routes have this path, but not with this method; `allow` is the value of Allow.
        case methodNotAllowed(allow: String)
        /// The path does not percent-decode.
        case malformedPath
        /// No path has this method, and none will: it is none that the server knows, or CONNECT.
        case methodNotImplemented
        /// The target is of https, and the connection is not secure.
        case notSecure
    }

    /// Two routes that one request could match.
    public struct Ambiguity: Error, Sendable, Hashable {
        /// The routes.
        public let routes: [Route]
    }

    /// The most bytes of content that a route without content takes, and ignores.
    ///
    /// RFC 9110 section 9.3.1 gives content of GET no meaning; a little of it does no harm.
    static let ignoredContentLimit = 64 << 10

    private let table: RouteTable
    private let refusal: @Sendable (Failure, borrowing Request, RequestContext) -> Response
    private let failure: @Sendable (ServerFailure, RequestContext, FailureStyle) -> Response
    private let style: @Sendable (borrowing Request) -> FailureStyle
    private let access: (any AccessPolicy)?

    /// Makes a router.
    ///
    /// - Parameters:
    ///   - endpoints: The operations.
    ///   - refusal: The answer to a request without an endpoint, of which only the head is there.
    ///   - failure: The answer to what the server itself has to refuse.
    ///   - style: How failures of a request are told, of which only the head is there.
    ///   - access: Who may ask for what; nil for everybody for everything.
    /// - Throws: Two routes that one request could match.
    public init(
        _ endpoints: [any Endpoint],
        refusal: @escaping @Sendable (Failure, borrowing Request, RequestContext) -> Response,
        failure: @escaping @Sendable (ServerFailure, RequestContext, FailureStyle) -> Response,
        style: @escaping @Sendable (borrowing Request) -> FailureStyle = { _ in .standard },
        access: (any AccessPolicy)? = nil
    ) throws(Ambiguity) {
        table = try RouteTable(endpoints)
        self.refusal = refusal
        self.failure = failure
        self.style = style
        self.access = access
    }

    /// The routes, in the order of the endpoints.
    public var routes: [Route] { table.routes }

    /// Admits a request that has an endpoint and may be asked; anything else is answered without its content.
    ///
    /// Whether a path has an endpoint is told only to those who may ask for something. OPTIONS says no more than the
    /// contract and is answered to everybody: browsers send it without a credential.
    public func admit(_ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ context: RequestContext) -> Reception {
        let fault: Failure? =
            if head.target.isSecure, !context.peer.isSecure {
                // RFC 9110 section 7.4: nobody has shown here that this is the origin which the client means.
                .notSecure
            } else if head.method == .other || head.method == .connect {
                .methodNotImplemented
            } else {
                nil
            }
        if let fault {
            let request = Request(head: copy head, bytes: bytes, body: Span(), parameters: [])
            return Reception(.refuse(answer(to: fault, request, context)))
        }
        // RFC 9112 section 3.2.4: a proxy's way to say asterisk is a target without path and query.
        if head.target.form == .asterisk || Self.isForServer(head) {
            return Reception(.refuse(Self.options(head, bytes, context, allow: table.everyMethod)))
        }
        switch table.find(head.method, path: Self.path(of: head, in: bytes)) {
        case .endpoint(let match):
            let request = Request(head: copy head, bytes: bytes, body: Span(), parameters: match.parameters)
            var context = context
            switch access?.decide(request, context, scope: table.routes[match.index].scope) {
            case .refuse(let response): return Reception(.refuse(response), match: match)
            case .allow(let principal): context.principal = principal
            case nil: break
            }
            return Reception(match.endpoint.admit(request, context), match: match, principal: context.principal)
        case .options(let allow): return Reception(.refuse(Self.options(head, bytes, context, allow: allow)))
        case .failure(let failure):
            let request = Request(head: copy head, bytes: bytes, body: Span(), parameters: [])
            var principal: String?
            switch access?.decide(request, context, scope: nil) {
            case .refuse(let response): return Reception(.refuse(response))
            case .allow(let name): principal = name
            case nil: break
            }
            return Reception(.refuse(answer(to: failure, request, context)), principal: principal)
        }
    }

    /// Hands a request to its endpoint.
    public func handle(
        _ head: borrowing RequestHead,
        _ bytes: Span<UInt8>,
        body: Span<UInt8>,
        _ response: inout ResponseWriter
    ) {
        // Only what was admitted gets here, and that has an endpoint.
        guard let match = response.match else { return }
        let request = Request(head: copy head, bytes: bytes, body: body, parameters: match.parameters)
        match.endpoint.respond(to: request, &response)
    }

    /// How failures of a request are told.
    public func failureStyle(of head: borrowing RequestHead, _ bytes: Span<UInt8>) -> FailureStyle {
        style(Request(head: copy head, bytes: bytes, body: Span(), parameters: []))
    }

    /// The answer to what the server itself has to refuse.
    public func response(to failure: ServerFailure, _ context: RequestContext, style: FailureStyle) -> Response {
        self.failure(failure, context, style)
    }

    private func answer(to failure: Failure, _ request: borrowing Request, _ context: RequestContext) -> Response {
        var response = refusal(failure, request, context)
        if case .methodNotAllowed(let allow) = failure { response.fields.append(.init("Allow", allow)) }
        return response
    }

    /// The answer to OPTIONS, which says more to the preflight of a page that may ask.
    private static func options(
        _ head: borrowing RequestHead,
        _ bytes: Span<UInt8>,
        _ context: RequestContext,
        allow: String
    ) -> Response {
        var response = Response(204, fields: [.init("Allow", allow)])
        let isPreflight = head.firstValue(of: "access-control-request-method", in: bytes) != nil
        if isPreflight, context.allowedOrigin != nil {
            response.fields += CrossOriginRules.preflightFields(methods: allow)
        }
        return response
    }

    /// Whether OPTIONS asks about the server and not about a resource.
    private static func isForServer(_ head: borrowing RequestHead) -> Bool {
        head.method == .options && head.target.form == .absolute && head.target.path.isEmpty && head.target.query == nil
    }

    /// The bytes of the path; `/` for an absolute form without one (RFC 9110 section 4.2.3).
    private static func path(of head: borrowing RequestHead, in bytes: Span<UInt8>) -> PathBytes {
        guard !head.target.path.isEmpty else { return PathBytes([UInt8(ascii: "/")]) }
        return PathBytes(bytes.extracting(head.target.path))
    }
}
