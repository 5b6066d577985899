public import HTTPWire

extension Problem {
    /// The kinds of problems.
    ///
    /// This is the only place that says which status, type and title each one has.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        // The raw value ends the type URI; it is part of the contract.
        case malformedRequest = "malformed-request"
        case malformedJSON = "malformed-json"
        case malformedQuery = "malformed-query"
        case unauthorized = "unauthorized"
        case insufficientScope = "insufficient-scope"
        case foreignOrigin = "foreign-origin"
        case readOnly = "read-only"
        case notFound = "not-found"
        case modelNotFound = "model-not-found"
        case methodNotAllowed = "method-not-allowed"
        case notAcceptable = "not-acceptable"
        case requestTimeout = "request-timeout"
        case preconditionFailed = "precondition-failed"
        case contentTooLarge = "content-too-large"
        case targetTooLong = "target-too-long"
        case unsupportedMediaType = "unsupported-media-type"
        case unsupportedCoding = "unsupported-coding"
        case expectationFailed = "expectation-failed"
        case misdirectedRequest = "misdirected-request"
        case invalidContent = "invalid-content"
        case overLimit = "over-limit"
        case noSingleCurve = "no-single-curve"
        case noPyTorchEquivalent = "no-pytorch-equivalent"
        case tooManyConnectionsOfAddress = "too-many-connections-of-address"
        case headTooLarge = "head-too-large"
        case internalError = "internal-error"
        case notImplemented = "not-implemented"
        case queueFull = "queue-full"
        case memoryFull = "memory-full"
        case tooManyConnections = "too-many-connections"
        case modelUnavailable = "model-unavailable"
        case deadlinePassed = "deadline-passed"
        case unsupportedVersion = "unsupported-version"
        case registryFull = "registry-full"
        case storageFull = "storage-full"

        /// The status of an answer with such a problem, and its title.
        private var row: (status: Status, title: String) {
            switch self {
            case .malformedRequest: (400, "Malformed request")
            case .malformedJSON: (400, "Malformed JSON")
            case .malformedQuery: (400, "Malformed query")
            case .unauthorized: (401, "Unauthorized")
            case .insufficientScope: (403, "Insufficient scope")
            case .foreignOrigin: (403, "Foreign origin")
            case .readOnly: (403, "Read-only")
            case .notFound: (404, "Not found")
            case .modelNotFound: (404, "Model not found")
            case .methodNotAllowed: (405, "Method not allowed")
            case .notAcceptable: (406, "Not acceptable")
            case .requestTimeout: (408, "Request timeout")
            case .preconditionFailed: (412, "Precondition failed")
            case .contentTooLarge: (413, "Content too large")
            case .targetTooLong: (414, "Request target too long")
            case .unsupportedMediaType: (415, "Unsupported media type")
            case .unsupportedCoding: (415, "Unsupported content coding")
            case .expectationFailed: (417, "Expectation failed")
            case .misdirectedRequest: (421, "Misdirected request")
            case .invalidContent: (422, "Invalid content")
            case .overLimit: (422, "Over a limit")
            case .noSingleCurve: (422, "No single curve")
            case .noPyTorchEquivalent: (422, "No PyTorch equivalent")
            case .tooManyConnectionsOfAddress: (429, "Too many connections of one address")
            case .headTooLarge: (431, "Request head too large")
            case .internalError: (500, "Internal error")
            case .notImplemented: (501, "Not implemented")
            case .queueFull: (503, "Queue full")
            case .memoryFull: (503, "Memory full")
            case .tooManyConnections: (503, "Too many connections")
            case .modelUnavailable: (503, "Model unavailable")
            case .deadlinePassed: (504, "Deadline passed")
            case .unsupportedVersion: (505, "HTTP version not supported")
            case .registryFull: (507, "Registry full")
            case .storageFull: (507, "Storage full")
            }
        }

        /// The status of an answer with such a problem.
        public var status: Status { row.status }

        /// What all such problems have in common, in a few words.
        public var title: String { row.title }

        /// The URI reference that names the kind (RFC 9457 section 3.1.1); stable, and not there to be fetched.
        public var type: String { "/problems/\(rawValue)" }

        /// The kind for a request that breaks the protocol itself, by the status that the rule asks for.
        init(protocolStatus status: Status) {
            self =
                switch status {
                case 408: .requestTimeout
                case 413: .contentTooLarge
                case 414: .targetTooLong
                case 417: .expectationFailed
                case 421: .misdirectedRequest
                case 431: .headTooLarge
                case 501: .notImplemented
                case 505: .unsupportedVersion
                default: .malformedRequest
                }
        }
    }
}
