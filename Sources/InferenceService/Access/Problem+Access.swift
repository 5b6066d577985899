internal import HTTPServer

/// Refusals of clients (RFC 6750 section 3); none of them repeats what a client sent.
extension Problem {
    private static let challenge = #"Bearer realm="feedforward""#

    /// No credential was shown.
    static let noCredential = Problem(
        .unauthorized,
        "This needs a token: send `Authorization: Bearer` and the token.",
        fields: [.init("WWW-Authenticate", challenge)]
    )

    /// The token that was shown is none.
    static let unknownToken = Problem(
        .unauthorized,
        "The token is not known.",
        fields: [.init("WWW-Authenticate", challenge + #", error="invalid_token""#)]
    )

    /// The client is known, but may not do this.
    static func insufficientScope(_ scope: Scope) -> Problem {
        let error = #", error="insufficient_scope", scope="\#(scope.rawValue)""#
        return Problem(
            .insufficientScope,
            "This needs the scope `\(scope.rawValue)`.",
            fields: [.init("WWW-Authenticate", challenge + error)]
        )
    }

    /// A browser asks for a page that may not change anything.
    static let foreignOrigin = Problem(
        .foreignOrigin,
        "Pages of this origin may change nothing here; `access.cors_origins` names those that may."
    )

    /// The request is for a host that is not this one.
    static let misdirected = Problem(.misdirectedRequest, "The request is for a host that this server is not.")
}
