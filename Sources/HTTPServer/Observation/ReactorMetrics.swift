internal import HTTPWire
internal import Telemetry

/// What one reactor counts.
final class ReactorMetrics: ExchangeObserver, Sendable {
    /// Single counters.
    enum Count: Int, CaseIterable {
        case receivedBytes, sentBytes, cutOff, abandoned, accepted, handshakes, failedHandshakes
    }

    /// The classes of status, and those who did not wait for theirs.
    static let outcomes = ["2xx", "3xx", "4xx", "5xx", "none"]
    /// The states of a connection: what it waits for, and last its answer.
    static let states = Deadlines.Kind.allCases.map { "\($0)" } + ["answer"]
    /// What may last too long: every wait, and last the end of a stop.
    static let waits = Deadlines.Kind.allCases.map { "\($0)" } + ["stop"]

    /// The distributions of the time by route and outcome: counts and sum.
    let cells: Cells
    /// The single counters.
    let counts = Cells(Count.allCases.count)
    /// The waits that lasted too long, by kind, and last the connections that a stop did not wait for any longer.
    let expired = Cells(Deadlines.Kind.allCases.count + 1)
    /// The requests that the server itself refused, by reason.
    let refusals = Cells(RefusalReason.allCases.count)
    /// The connections that were not taken, by reason.
    let refusedConnections = Cells(ConnectionRefusal.allCases.count)
    /// The connections by state.
    let states = Cells(ReactorMetrics.states.count)
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

    /// Counts a request that the server itself refuses.
    ///
    /// - Parameters:
    ///   - failure: Why.
    ///   - terms: What is known of it.
    func count(_ failure: ServerFailure, _ terms: AnswerTerms) {
        guard let reason = RefusalReason(failure, hasHead: terms.start != nil) else { return }
        refusals.add(1, at: reason.rawValue)
    }

    /// Counts a connection that is not taken.
    func count(_ refusal: ConnectionRefusal) { refusedConnections.add(1, at: refusal.rawValue) }

    /// Counts a wait that lasted too long, and ended something.
    func count(_ kind: Deadlines.Kind) { expired.add(1, at: kind.rawValue) }

    /// Counts a connection that a stop does not wait for any longer.
    func countCutByStop() { expired.add(1, at: Deadlines.Kind.allCases.count) }

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
