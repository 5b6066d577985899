internal import Digests
public import HTTPServer

/// The clients that are known, by their tokens and by their certificates; immutable.
public final class AccessRegister: Sendable {
    /// A token as it is kept.
    public struct Token: Sendable, Hashable {
        /// The SHA-256 of the token, 32 bytes.
        ///
        /// A plain digest is enough, and no slow one is wanted: a token is 256 random bits, so nobody finds it by trying,
        /// as passwords are found.
        public let digest: [UInt8]
        /// Whose token it is.
        public let principal: Principal
    }

    /// A certificate as it is recognised.
    public struct Certificate: Sendable, Hashable {
        /// The subject in the form of RFC 2253.
        public let subject: String
        /// Whose certificate it is.
        public let principal: Principal
    }

    /// The digests of all tokens, one behind the other.
    private let digests: [UInt8]
    private let principals: [Principal]
    private let subjects: [String: Principal]
    /// What every verified certificate is granted that has no line of its own; nil for nothing.
    private let certificateScope: Scope?

    /// Whether anybody is known, so that others are refused.
    let isInForce: Bool

    /// Makes a register.
    ///
    /// - Parameters:
    ///   - tokens: The tokens; nil if there is no file of them, so that an empty file lets nobody in.
    ///   - certificates: The certificates; nil if there is no file of them.
    ///   - certificateScope: What every verified certificate is granted that is not among them; nil for nothing.
    public init(tokens: [Token]? = nil, certificates: [Certificate]? = nil, certificateScope: Scope? = nil) {
        digests = (tokens ?? []).flatMap(\.digest)
        principals = (tokens ?? []).map(\.principal)
        subjects = Dictionary((certificates ?? []).map { ($0.subject, $0.principal) }) { first, _ in first }
        self.certificateScope = certificateScope
        isInForce = tokens != nil || certificates != nil || certificateScope != nil
    }

    /// How many tokens there are.
    public var tokenCount: Int { principals.count }
    /// How many certificates there are.
    public var certificateCount: Int { subjects.count }

    /// Whose token it is.
    ///
    /// The digest of what was presented is compared with all that are kept, whole and without an early end: how long it
    /// takes depends on their number only.
    func principal(token: [UInt8]) -> Principal? {
        var hash = SHA256()
        hash.update(token)
        let presented = hash.digest()
        var found: Int?
        digests.withUnsafeBytes { digests in
            presented.withUnsafeBytes { presented in
                for index in principals.indices {
                    let kept = UnsafeRawBufferPointer(rebasing: digests[32 * index..<32 * index + 32])
                    if constantTimeEquals(kept, presented) { found = index }
                }
            }
        }
        return found.map { principals[$0] }
    }

    /// Whose certificate it is.
    func principal(of certificate: ClientCertificate) -> Principal? {
        if let known = subjects[certificate.subject] { return known }
        return certificateScope.map { Principal(name: certificate.subject, scopes: [$0]) }
    }
}
