/// What a client has to be allowed before a route answers it.
///
/// Which clients are allowed what is the affair of an `AccessPolicy`; without one every route answers everybody.
public enum Scope: String, Sendable, Hashable, CaseIterable {
    /// Nothing: load balancers and orchestrators ask without a credential.
    case open
    /// To compute, and to look at what is there.
    case infer
    /// To read the figures of the running service.
    case metrics
    /// To change what the service keeps or how it behaves; includes the others.
    case manage
}

/// Decides, at the head of each request, whether the client may ask for it.
public protocol AccessPolicy: Sendable {
    /// Decides about a request, of which only the head is there.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - context: What else is known of it.
    ///   - scope: The scope of its route; nil if none was found.
    /// - Returns: Whether it goes on.
    func decide(_ request: borrowing Request, _ context: RequestContext, scope: Scope?) -> AccessDecision
}

/// What an `AccessPolicy` says of a request.
public enum AccessDecision: Sendable {
    /// It goes on, in the name of a client; nil where nobody had to say who they are.
    case allow(principal: String?)
    /// It is answered at once, its content unread.
    case refuse(Response)
}
