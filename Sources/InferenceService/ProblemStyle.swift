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

    /// RFC 9457 with `error`.
    private static let unknown = ProblemStyle(
        hasErrorMember: true,
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
        let bytes = request.bytes.extracting(request.head.target.path)
        guard mayBeModels(bytes) else { return .standard }
        // The usual paths of predictions, which say nothing by their encoding.
        if bytes.count > 4, bytes[2] == UInt8(ascii: "2"), bytes[3] == UInt8(ascii: "/") {
            return .inference(accept: request.field("accept"))
        }
        let path = percentDecoded(bytes) ?? text(bytes)
        return ofPath(path, accept: request.field("accept"))
    }

    /// A path that does not percent-decode, as it was sent; targets are ASCII.
    private static func text(_ path: Span<UInt8>) -> String {
        var text = ""
        for index in 0..<path.count { text.unicodeScalars.append(UnicodeScalar(path[index])) }
        return text
    }

    /// Whether a path begins as those of models do, or may do so once it is decoded.
    private static func mayBeModels(_ path: Span<UInt8>) -> Bool {
        guard path.count >= 3 else { return false }
        if path[1] == UInt8(ascii: "v"), path[2] == UInt8(ascii: "2") { return true }
        for index in 0..<min(path.count, modelsPrefix.count) where path[index] != modelsPrefix[index] {
            return path[index] == UInt8(ascii: "%")
        }
        return path.count >= modelsPrefix.count
    }

    private static let modelsPrefix = Array("/v1/m".utf8)

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

    /// The style as a server keeps it with a request.
    var failureStyle: FailureStyle {
        guard hasErrorMember else { return .standard }
        let isProblem = contentType == Self.standard.contentType
        return FailureStyle(rawValue: 1 | (mergesContentFaults ? 2 : 0) | (isProblem ? 4 : 0))
    }

    /// The style of what the server itself refuses: where nothing is known of the request, since its head is at fault
    /// or was never read, the client may be one that reads `error`.
    init(_ style: FailureStyle, of failure: ServerFailure) {
        let isOfUnknown =
            switch failure {
            case .protocolError, .tooManyConnections, .tooManyConnectionsOfAddress: style == .standard
            default: false
            }
        self = isOfUnknown ? .unknown : ProblemStyle(style)
    }

    /// Reads what `failureStyle` wrote.
    init(_ style: FailureStyle) {
        let bits = style.rawValue
        self.init(
            hasErrorMember: bits & 1 != 0,
            mergesContentFaults: bits & 2 != 0,
            contentType: bits & 1 == 0 || bits & 4 != 0 ? Self.standard.contentType : "application/json"
        )
    }

    private init(hasErrorMember: Bool, mergesContentFaults: Bool, contentType: String) {
        self.hasErrorMember = hasErrorMember
        self.mergesContentFaults = mergesContentFaults
        self.contentType = contentType
    }

    private static func contentType(_ accept: String?) -> String {
        // A value shorter than the name does not name it.
        guard let accept, accept.utf8.count >= standard.contentType.utf8.count else { return "application/json" }
        return AcceptedTypes.names(standard.contentType, in: accept) ? standard.contentType : "application/json"
    }
}
