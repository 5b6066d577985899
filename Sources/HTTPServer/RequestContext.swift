/// What the server knows of a request beside its bytes.
public struct RequestContext: Sendable {
    /// What the answer's X-Request-Id will be: the client's own where it fits, else made anew.
    public let requestID: String
    /// Who sent it.
    public let peer: Peer
    /// Whose scripts may read the answer, in the words of Access-Control-Allow-Origin; nil if it is for no page of
    /// another origin, or not allowed to be.
    public let allowedOrigin: String?
    /// The name of the client that was recognised; nil where nobody had to say who they are.
    public var principal: String?

    /// Its place in a distributed trace; nil if it has none.
    public var trace: TraceContext?

    /// Bundles what belongs to one request.
    public init(requestID: String, peer: Peer, allowedOrigin: String? = nil) {
        self.requestID = requestID
        self.peer = peer
        self.allowedOrigin = allowedOrigin
    }
}
