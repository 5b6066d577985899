internal import HTTPWire
internal import Logging

/// Which requests are logged when they are answered.
public struct AccessLogRules: Sendable {
    /// One of how many requests is logged; those that failed always are.
    public var oneOf: Int
    /// The templates of the routes, in the order of the router's list.
    public var templates: [String]

    /// Makes rules.
    public init(oneOf: Int, routes: [Route]) {
        self.oneOf = max(1, oneOf)
        templates = routes.map(\.template)
    }
}

/// Logs the requests of one reactor, one entry each.
final class AccessLog: ExchangeObserver {
    private let rules: AccessLogRules
    private let logger: Logger
    private var count = 0

    init(_ rules: AccessLogRules, logger: Logger) {
        self.rules = rules
        self.logger = logger
    }

    func note(_ record: borrowing ExchangeRecord) {
        count += 1
        let terms = record.terms
        let isFine = record.ending == .complete && (record.status?.rawValue ?? 0) < 400
        guard !isFine || count % rules.oneOf == 0 else { return }
        let (peer, context) = (terms.context.peer, terms.context)
        var fields: Logger.Metadata = [
            "peer": "\(peer.address)",
            "port": "\(peer.port)",
            "request_id": "\(context.requestID)",
            "method": "\(terms.logged?.method ?? "-")",
            "target": "\(terms.logged?.target ?? "-")",
            "version": "\(terms.isOldVersion ? "HTTP/1.0" : "HTTP/1.1")",
            "route": "\(terms.route.flatMap { $0 < rules.templates.count ? rules.templates[$0] : nil } ?? "-")",
            "status": "\(record.status.map { "\($0.rawValue)" } ?? "-")",
            "received_bytes": "\(record.receivedBytes)",
            "sent_bytes": "\(record.sentBytes)",
            "milliseconds": "\(Self.milliseconds(record.end &- record.start))",
        ]
        if let agent = terms.logged?.userAgent { fields["user_agent"] = "\(agent)" }
        if let trace = context.trace {
            fields["trace_id"] = "\(trace.traceID)"
            fields["parent_id"] = "\(trace.parentID)"
        }
        if let principal = context.principal { fields["principal"] = "\(principal)" }
        if let certificate = peer.certificate { fields["certificate"] = "\(LoggedRequest.escape(certificate.subject))" }
        switch record.ending {
        case .complete: break
        case .cutOff: fields["ending"] = "cut off"
        case .abandoned: fields["ending"] = "client left"
        }
        logger.info("request", metadata: fields)
    }

    /// Milliseconds with three decimals.
    private static func milliseconds(_ nanoseconds: UInt64) -> String {
        let thousandths = String((nanoseconds + 500) / 1000)
        let digits = String(repeating: "0", count: max(0, 4 - thousandths.count)) + thousandths
        return "\(digits.dropLast(3)).\(digits.suffix(3))"
    }
}
