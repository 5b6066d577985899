internal import HTTPWire

/// Which pages of other origins may read answers in a browser (the Fetch standard, "HTTP-CORS protocol").
public struct CrossOriginRules: Sendable, Hashable {
    /// The origins, as browsers write them: `https://example.org`, without a path; `null` only where it is listed.
    public var origins: [String] = []
    /// Whether pages of every origin may.
    public var allowsAny = false

    /// Makes rules that allow none.
    public init() {}

    /// Whether there is anything to decide.
    var isOff: Bool { origins.isEmpty && !allowsAny }

    /// Whether answers differ by the origin of the page, which caches have to know.
    var isByOrigin: Bool { !origins.isEmpty && !allowsAny }

    /// Whose scripts may read the answer to a request, in the words of Access-Control-Allow-Origin.
    ///
    /// - Returns: The origin, or `*`; nil if there is none or it is not allowed.
    func allowed(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> String? {
        guard !isOff, let origin = head.text(of: "origin", in: bytes) else { return nil }
        if allowsAny { return "*" }
        return origins.contains { $0.utf8.elementsEqual(origin.utf8) } ? origin : nil
    }

    /// The fields of an answer that a script may read beside those that every script may.
    static let exposedFields: StaticString =
        "ETag, X-Request-Id, Server-Timing, Retry-After, Inference-Header-Content-Length, traceparent"

    /// The fields of the answer to a preflight, beside those of every answer.
    ///
    /// - Parameter methods: The methods of the path.
    /// - Returns: The fields.
    static func preflightFields(methods: String) -> [Response.Field] {
        [
            .init("Access-Control-Allow-Methods", methods),
            .init(
                "Access-Control-Allow-Headers",
                "content-type, authorization, if-match, if-none-match, inference-header-content-length, x-request-id, "
                    + "traceparent"
            ),
            // Browsers keep it for two hours at most.
            .init("Access-Control-Max-Age", "7200"),
        ]
    }
}
