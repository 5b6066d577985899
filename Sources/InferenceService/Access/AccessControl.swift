public import HTTPServer
internal import HTTPWire
internal import Locking

/// Who may ask for what.
public struct AccessRules: Sendable {
    /// The clients that are known at the start.
    public var register = AccessRegister()
    /// Whether metrics are for everybody.
    public var metricsAreOpen = true
    /// The hosts that requests may be for, in lower case and without a port; any if there are none.
    public var allowedHosts: Set<String> = []
    /// The origins whose pages may change something without a token.
    public var trustedOrigins: Set<String> = []

    /// Makes rules that let everybody in.
    public init() {}
}

/// Decides about each request at its head: by token, else by client certificate; by host and origin.
///
/// Without a register in force everybody may ask for everything, but a browser, which any page can have send requests,
/// changes nothing for a page of a foreign origin.
public final class AccessControl: AccessPolicy {
    private let rules: AccessRules
    /// Held for as long as it takes to copy a reference.
    private let register: Lock<AccessRegister>

    init(_ rules: AccessRules) {
        self.rules = rules
        register = Lock(rules.register)
    }

    /// Recognises other clients from the next request on.
    public func replace(_ new: AccessRegister) { register.withLock { $0 = new } }

    /// Decides about a request, of which only the head is there.
    public func decide(_ request: borrowing Request, _ context: RequestContext, scope: Scope?) -> AccessDecision {
        // Probes name whatever host their configuration has, often an address.
        if scope == .open { return .allow(principal: nil) }
        if !rules.allowedHosts.isEmpty, let problem = hostProblem(request) { return refuse(request, context, problem) }
        let isOpen = scope == .metrics && rules.metricsAreOpen
        let register = register.withLock { $0 }
        guard register.isInForce, !isOpen else {
            if scope == .manage, let problem = originProblem(request) { return refuse(request, context, problem) }
            return .allow(principal: nil)
        }
        let principal: Principal
        switch BearerCredential(request) {
        case .malformed: return refuse(request, context, .unknownToken)
        case .token(let token):
            guard let known = register.principal(token: token) else { return refuse(request, context, .unknownToken) }
            principal = known
        case .none:
            guard let certificate = context.peer.certificate, let known = register.principal(of: certificate) else {
                return refuse(request, context, .noCredential)
            }
            // A browser shows a certificate whichever page asks it to.
            if scope == .manage, let problem = originProblem(request) { return refuse(request, context, problem) }
            principal = known
        }
        // Whoever is known may hear that there is nothing at a path.
        guard let scope, !principal.may(scope) else { return .allow(principal: principal.name) }
        return refuse(request, context, .insufficientScope(scope))
    }

    private func refuse(
        _ request: borrowing Request,
        _ context: RequestContext,
        _ problem: Problem
    ) -> AccessDecision {
        .refuse(problem.response(to: context, style: .ofRequest(request)))
    }

    private func hostProblem(_ request: borrowing Request) -> Problem? {
        guard let host = RequestHost(request) else { return .misdirected }
        return rules.allowedHosts.contains(host.name) ? nil : .misdirected
    }

    /// Why a page may not change anything; nil if no page asks, or one that may.
    private func originProblem(_ request: borrowing Request) -> Problem? {
        guard let origin = request.field("origin"), !rules.trustedOrigins.contains(origin) else { return nil }
        guard let host = RequestHost(request), host.isHost(ofOrigin: origin) else { return .foreignOrigin }
        return host.isFixed || rules.allowedHosts.contains(host.name) ? nil : .foreignOrigin
    }
}
