/// What the server knows of a request beside its bytes.
public struct RequestContext: Sendable {
    /// What the answer's X-Request-Id will be: the client's own where it fits, else made anew.
    public let requestID: String
    /// Who sent it.
    public let peer: Peer

    /// Bundles what belongs to one request.
    public init(requestID: String, peer: Peer) {
        self.requestID = requestID
        self.peer = peer
    }
}
