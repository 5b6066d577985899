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
    private let shards = Lock<[Shard]>([])

    /// Prepares to count the requests of routes.
    public init(routes: [Route]) {
        self.routes = routes.map { ($0.method.rawValue, $0.template) } + [("other", "unmatched")]
    }

    /// Counts for one more reactor.
    func makeShard() -> Shard {
        let shard = Shard(routeCount: routes.count)
        shards.withLock { $0.append(shard) }
        return shard
    }

    /// Writes everything.
    public func write(to text: inout PrometheusText) {
        let shards = shards.withLock { $0 }
        text.family(
            "feedforward_http_request_duration_seconds",
            .histogram,
            "Time from a complete head to its answer, by route, method and class of status."
        )
        for (route, name) in routes.enumerated() {
            for (outcome, label) in Shard.outcomes.enumerated() {
                var distribution = Distribution(.durations)
                for shard in shards { distribution.add(shard.cells, from: Shard.place(route, outcome)) }
                guard distribution.count > 0 else { continue }
                let labels = [("route", name.template), ("method", name.method), ("status", label)]
                text.samples("feedforward_http_request_duration_seconds", labels, distribution)
            }
        }
        func counter(_ name: String, _ help: String, _ count: Shard.Count) {
            text.family(name, .counter, help)
            text.sample(name, [], shards.reduce(0) { $0 + $1.counts[count.rawValue] })
        }
        counter("feedforward_http_received_bytes_total", "Bytes of content received, expanded.", .receivedBytes)
        counter("feedforward_http_sent_bytes_total", "Bytes of content sent, before framing.", .sentBytes)
        counter("feedforward_http_cut_off_total", "Answers that the server broke off.", .cutOff)
        counter("feedforward_http_abandoned_total", "Requests whose client went away before the answer.", .abandoned)
        counter("feedforward_connections_accepted_total", "Connections that were taken.", .accepted)
        counter("feedforward_connections_refused_total", "Connections beyond a limit.", .refused)
        counter("feedforward_tls_handshakes_total", "TLS handshakes that succeeded.", .handshakes)
        counter("feedforward_tls_handshake_failures_total", "TLS handshakes that failed.", .failedHandshakes)
        text.family("feedforward_deadlines_expired_total", .counter, "Waits of connections that lasted too long.")
        for kind in Deadlines.Kind.allCases {
            let count = shards.reduce(0) { $0 + $1.expired[kind.rawValue] }
            text.sample("feedforward_deadlines_expired_total", [("wait", "\(kind)")], count)
        }
        text.family("feedforward_connections", .gauge, "Open connections by what they wait for.")
        for (index, name) in Shard.states.enumerated() {
            text.sample("feedforward_connections", [("state", name)], shards.reduce(0) { $0 + $1.states[index] })
        }
    }
}

/// What one reactor counts.
final class Shard: ExchangeObserver, Sendable {
    /// Single counters.
    enum Count: Int, CaseIterable {
        case receivedBytes, sentBytes, cutOff, abandoned, accepted, refused, handshakes, failedHandshakes
    }

    /// The classes of status, and those who did not wait for theirs.
    static let outcomes = ["2xx", "3xx", "4xx", "5xx", "none"]
    /// The states of a connection: what it waits for, and last its answer.
    static let states = Deadlines.Kind.allCases.map { "\($0)" } + ["answer"]

    /// The distributions of the time by route and outcome: counts and sum.
    let cells: Cells
    /// The single counters.
    let counts = Cells(Count.allCases.count)
    /// The waits that lasted too long, by kind.
    let expired = Cells(Deadlines.Kind.allCases.count)
    /// The connections by state.
    let states = Cells(Shard.states.count)
    private let routeCount: Int

    init(routeCount: Int) {
        self.routeCount = routeCount
        cells = Cells(Self.place(routeCount, 0))
    }

    /// Where the distribution of a route and an outcome begins.
    static func place(_ route: Int, _ outcome: Int) -> Int {
        (route * outcomes.count + outcome) * (Buckets.durations.count + 1)
    }

    func note(_ record: borrowing ExchangeRecord) {
        let route = min(record.terms.route ?? routeCount - 1, routeCount - 1)
        let outcome = record.status.map { min(max($0.rawValue / 100, 2), 5) - 2 } ?? 4
        let time = record.end &- record.start
        let place = Self.place(route, outcome)
        cells.add(1, at: place + Buckets.durations.index(of: time))
        cells.add(time, at: place + Buckets.durations.count)
        count(.receivedBytes, UInt64(record.receivedBytes))
        count(.sentBytes, UInt64(record.sentBytes))
        switch record.ending {
        case .complete: break
        case .cutOff: count(.cutOff)
        case .abandoned: count(.abandoned)
        }
    }

    /// Adds to a single counter.
    func count(_ count: Count, _ amount: UInt64 = 1) {
        if amount > 0 { counts.add(amount, at: count.rawValue) }
    }

    /// Says how many connections wait for what.
    func publish(_ deadlines: Deadlines, connections: Int) {
        var waiting = 0
        for kind in Deadlines.Kind.allCases {
            waiting += deadlines.count(of: kind)
            states.set(UInt64(deadlines.count(of: kind)), at: kind.rawValue)
        }
        states.set(UInt64(max(0, connections - waiting)), at: Deadlines.Kind.allCases.count)
    }
}
