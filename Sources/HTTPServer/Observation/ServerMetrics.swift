internal import HTTPWire
internal import Locking
internal import Synchronization
public import Telemetry

/// What a server counts: requests, bytes and connections.
///
/// Each reactor counts in cells of its own; they are summed when somebody asks.
public final class ServerMetrics: Sendable {
    /// The templates of the routes, in the order of the router's list, and one name for all other requests.
    private let routes: [(method: String, template: String)]
    private let reactors = Lock<[ReactorMetrics]>([])

    /// Prepares to count the requests of routes.
    public init(routes: [Route]) {
        self.routes = routes.map { ($0.method.rawValue, $0.template) } + [("other", "unmatched")]
    }

    /// Counts for one more reactor.
    func makeReactorMetrics() -> ReactorMetrics {
        let reactor = ReactorMetrics(routeCount: routes.count)
        reactors.withLock { $0.append(reactor) }
        return reactor
    }

    /// Writes everything.
    public func write(to text: inout PrometheusText) {
        let reactors = reactors.withLock { $0 }
        text.family(
            "feedforward_http_request_duration_seconds",
            .histogram,
            "Time from a complete head to its answer, by route, method and class of status."
        )
        for (route, name) in routes.enumerated() {
            for (outcome, label) in ReactorMetrics.outcomes.enumerated() {
                var distribution = Distribution(.durations)
                for reactor in reactors { distribution.add(reactor.cells, from: ReactorMetrics.place(route, outcome)) }
                guard distribution.count > 0 else { continue }
                let labels = [("route", name.template), ("method", name.method), ("status", label)]
                text.samples("feedforward_http_request_duration_seconds", labels, distribution)
            }
        }
        func counter(_ name: String, _ help: String, _ count: ReactorMetrics.Count) {
            text.family(name, .counter, help)
            text.sample(name, [], reactors.reduce(0) { $0 + $1.counts[count.rawValue] })
        }
        counter("feedforward_http_received_bytes_total", "Bytes of content received, expanded.", .receivedBytes)
        counter("feedforward_http_sent_bytes_total", "Bytes of content sent, before framing.", .sentBytes)
        counter("feedforward_http_cut_off_total", "Answers that the server broke off.", .cutOff)
        counter("feedforward_http_abandoned_total", "Requests whose client went away before the answer.", .abandoned)
        counter("feedforward_connections_accepted_total", "Connections that were taken.", .accepted)
        counter("feedforward_tls_handshakes_total", "TLS handshakes that succeeded.", .handshakes)
        counter("feedforward_tls_handshake_failures_total", "TLS handshakes that failed.", .failedHandshakes)
        /// One sample for each value of a label, in the order of the cells.
        func family(
            _ name: String,
            _ kind: PrometheusText.Kind,
            _ help: String,
            _ label: String,
            _ values: [String],
            _ cells: (ReactorMetrics) -> Cells
        ) {
            text.family(name, kind, help)
            for (index, value) in values.enumerated() {
                text.sample(name, [(label, value)], reactors.reduce(0) { $0 + cells($1)[index] })
            }
        }
        family(
            "feedforward_http_refused_total",
            .counter,
            "Requests that the server itself refused or broke off, before or beside any route.",
            "reason",
            RefusalReason.allCases.map(\.label)
        ) { $0.refusals }
        family(
            "feedforward_connections_refused_total",
            .counter,
            "Connections that were not taken.",
            "reason",
            ConnectionRefusal.allCases.map { "\($0)" }
        ) { $0.refusedConnections }
        family(
            "feedforward_deadlines_expired_total",
            .counter,
            "Waits of connections that lasted too long, and so ended.",
            "wait",
            ReactorMetrics.waits
        ) { $0.expired }
        family(
            "feedforward_connections",
            .gauge,
            "Open connections by what they wait for.",
            "state",
            ReactorMetrics.states
        ) { $0.states }
    }
}
