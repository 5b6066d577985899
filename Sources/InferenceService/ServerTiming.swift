internal import HTTPServer
internal import ModelServing

/// Where the time of an answer went, in the field that browsers and tools show.
///
/// Source: W3C Server Timing.
struct ServerTiming: Sendable {
    /// Reading the content.
    var parse = Duration.zero
    /// Waiting for a worker or, with a change of a model, for those before it.
    var queue = Duration.zero
    /// Computing.
    var compute = Duration.zero
    /// Reading and writing models where they are stored; nil where an answer has nothing to do with that.
    var store: Duration?
    /// Writing the answer.
    var serialise = Duration.zero

    /// Adds where the time of a change went.
    mutating func add(_ times: ModelChangeTimes) {
        queue += times.queue
        compute += times.compute
        if let time = times.store { store = (store ?? .zero) + time }
    }

    /// The same, with the time that work has waited until now.
    func waited(since start: ContinuousClock.Instant) -> ServerTiming {
        var timing = self
        timing.queue += ContinuousClock.now - start
        return timing
    }

    /// The field, in milliseconds with three decimals.
    var field: Response.Field {
        let parts = [
            ("parse", parse), ("queue", queue), ("compute", compute), ("store", store), ("serialise", serialise),
        ]
        let texts = parts.compactMap { name, time in time.map { "\(name);dur=\(Self.milliseconds($0))" } }
        return .init("Server-Timing", texts.joined(separator: ", "))
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let microseconds = max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
        let thousandths = String(microseconds % 1000)
        return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - thousandths.count) + thousandths
    }
}

extension Duration {
    /// Does something, and adds how long it took, also if it throws.
    mutating func add<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        let start = ContinuousClock.now
        defer { self += ContinuousClock.now - start }
        return try body()
    }
}
