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
    static func ofRequest(_ request: borrowing Request) -> ProblemStyle { ofHead(request.head, request.bytes) }

    /// The style for a request of which only the head is there.
    static func ofHead(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> ProblemStyle {
        let path = bytes.extracting(head.target.path)
        // Most paths are told apart by their first bytes; encoded ones are looked at as a whole.
        guard path.count >= 3, path[1] == UInt8(ascii: "v") || path[1] == UInt8(ascii: "%") else { return .standard }
        let accept = head.text(of: "accept", in: bytes)
        if path[1] == UInt8(ascii: "v"), path[2] == UInt8(ascii: "2"), path.count == 3 || path[3] == UInt8(ascii: "/") {
            return .inference(accept: accept)
        }
        return ofPath(percentDecoded(path) ?? "", accept: accept)
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
        // A value shorter than the name does not name it.
        guard let accept, accept.utf8.count >= standard.contentType.utf8.count else { return "application/json" }
        return AcceptedTypes.names(standard.contentType, in: accept) ? standard.contentType : "application/json"
    }
}

extension ProblemStyle {
    /// The style as the number that the server keeps with a request; 0 is the standard one.
    var mark: UInt8 {
        guard hasErrorMember else { return 0 }
        return 1 | (mergesContentFaults ? 2 : 0) | (contentType == Self.standard.contentType ? 4 : 0)
    }

    /// The style that has a mark.
    init(mark: UInt8) {
        guard mark != 0 else {
            self = .standard
            return
        }
        self.init(
            hasErrorMember: true,
            mergesContentFaults: mark & 2 != 0,
            contentType: mark & 4 != 0 ? Self.standard.contentType : "application/json"
        )
    }
}
