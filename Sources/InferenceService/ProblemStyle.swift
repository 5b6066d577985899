internal import HTTPServer
internal import HTTPWire

/// How problems are told, which depends on the path: clients of older protocols read a member `error`.
struct ProblemStyle: Sendable, Hashable {
    /// Whether the object has a string member `error`, with the text of `detail`.
    let hasErrorMember: Bool
    /// Whether every fault of content is a 400.
    let mergesContentFaults: Bool
    /// The media type.
    let contentType: String

    /// RFC 9457 as it stands.
    static let standard = ProblemStyle(
        hasErrorMember: false,
        mergesContentFaults: false,
        contentType: "application/problem+json"
    )

    /// The style of `/v1/models`: with `error`, and typed as plain JSON unless the client names the problem type.
    ///
    /// - Parameter accept: The value of Accept.
    /// - Returns: The style.
    static func models(accept: String?) -> ProblemStyle {
        ProblemStyle(hasErrorMember: true, mergesContentFaults: false, contentType: contentType(accept))
    }

    /// The style of `/v2` and `:predict`: that of `/v1/models`, and faults of content are 400, never 422.
    ///
    /// - Parameter accept: The value of Accept.
    /// - Returns: The style.
    static func inference(accept: String?) -> ProblemStyle {
        ProblemStyle(hasErrorMember: true, mergesContentFaults: true, contentType: contentType(accept))
    }

    /// The style for a request whose path need not have an endpoint.
    static func ofRequest(_ request: borrowing Request) -> ProblemStyle {
        let path = percentDecoded(request.bytes.extracting(request.head.target.path)) ?? ""
        return ofPath(path, accept: request.field("accept"))
    }

    /// The style for a path that need not have an endpoint.
    ///
    /// - Parameters:
    ///   - path: The path, percent-decoded.
    ///   - accept: The value of Accept.
    /// - Returns: The style.
    static func ofPath(_ path: String, accept: String?) -> ProblemStyle {
        if path == "/v2" || path.hasPrefix("/v2/") { return .inference(accept: accept) }
        guard path == "/v1/models" || path.hasPrefix("/v1/models/") else { return .standard }
        return path.hasSuffix(":predict") ? .inference(accept: accept) : .models(accept: accept)
    }

    private static func contentType(_ accept: String?) -> String {
        AcceptedTypes.names(standard.contentType, in: accept) ? standard.contentType : "application/json"
    }
}
