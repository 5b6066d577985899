import HTTPServer

extension RequestContext {
    /// The context of a request that has an id, from nowhere in particular.
    static func named(_ requestID: String) -> RequestContext {
        RequestContext(requestID: requestID, peer: Peer(address: "127.0.0.1"))
    }
}
