public import HTTPWire

/// A method, a path template and what the content may be.
public struct Route: Sendable, Hashable {
    /// The method.
    ///
    /// A route for GET answers HEAD as well.
    public let method: Method
    /// The path, with parameters in braces: `/v1/activations/{type}`.
    ///
    /// A parameter is one segment, not empty.
    public let template: String
    /// The most bytes of content, beyond which the answer is 413; 0 for a route that expects none.
    public let contentLimit: Int
    /// What a client has to be allowed.
    public let scope: Scope

    /// Makes a route; unless something else is given, only those who may change everything may ask for it.
    public init(_ method: Method, _ template: String, contentLimit: Int = 0, scope: Scope = .manage) {
        self.method = method
        self.template = template
        self.contentLimit = contentLimit
        self.scope = scope
    }
}

/// One operation of the service: its route, and how it is answered.
public protocol Endpoint: Sendable {
    /// Where the operation is found.
    var route: Route { get }

    /// Decides at the head what becomes of a request for the route: how much content is collected for `respond`, who
    /// takes it as it arrives, or that it is refused.
    ///
    /// Unless it is given, content is collected up to the route's limit.
    ///
    /// - Parameters:
    ///   - request: The request, its content still to come.
    ///   - context: What else is known of it.
    /// - Returns: What becomes of it.
    func admit(_ request: borrowing Request, _ context: RequestContext) -> Admission

    /// Answers a request for the route, at once or later.
    func respond(to request: borrowing Request, _ response: inout ResponseWriter)
}

extension Endpoint {
    /// Collects content up to the route's limit in bytes; of a route without content, up to 64 KiB that mean nothing.
    public var collecting: Admission {
        let limit = route.contentLimit
        return .buffer(limit: limit == 0 ? Router.ignoredContentLimit : limit)
    }

    /// Collects content up to the route's limit.
    public func admit(_ request: borrowing Request, _ context: RequestContext) -> Admission { collecting }
}

/// The endpoint that a request was found to be for, and the values of its template's parameters.
public struct RouteMatch: Sendable {
    let endpoint: any Endpoint
    /// The place of its route in the router's list.
    let index: Int
    /// The values of the template's parameters in order, percent-decoded once.
    let parameters: [String]
}

/// A request that was matched to a route, valid for the call it is given to.
public struct Request: ~Escapable {
    /// The head.
    public let head: RequestHead
    /// The bytes that the head's ranges count in.
    public let bytes: Span<UInt8>
    /// The content, transfer coding and content coding removed.
    public let body: Span<UInt8>
    /// The values of the template's parameters in order, percent-decoded once.
    public let parameters: [String]

    /// Bundles what belongs to one request.
    @_lifetime(copy bytes, copy body)
    public init(head: RequestHead, bytes: Span<UInt8>, body: Span<UInt8>, parameters: [String]) {
        self.head = head
        self.bytes = bytes
        self.body = body
        self.parameters = parameters
    }

    /// The text of a field, lines of one name joined; nil if there is none.
    ///
    /// In If-Match and If-None-Match the entity tags of compressed content are those of the content: which coding an
    /// answer gets is the server's affair. One of a coding that the client does not take now stays as it is in
    /// If-None-Match, since what it stands for would not be the answer.
    ///
    /// - Parameter name: The field name in lower case.
    /// - Returns: The text, bytes that are not UTF-8 replaced.
    public func field(_ name: StaticString) -> String? {
        guard let text = head.text(of: name, in: bytes) else { return nil }
        if name.isSame(as: "if-match") { return EntityTags.plain(text) { _ in true } }
        guard name.isSame(as: "if-none-match") else { return text }
        let accepted = AcceptedCodings(head, bytes)
        return EntityTags.plain(text) { accepted.accepts($0) }
    }

    /// The items of the query, decoded; nil if the query does not decode, empty without a query.
    public func queryItems() -> [(name: String, value: String)]? {
        guard let range = head.target.query else { return [] }
        return HTTPWire.queryItems(bytes.extracting(range))
    }
}
