internal import HTTPServer

/// Where the time of an answer went, in the field that browsers and tools show.
///
/// Source: W3C Server Timing.
struct ServerTiming {
    /// Reading the content.
    var parse = Duration.zero
    /// Waiting for a worker.
    var queue = Duration.zero
    /// Computing.
    var compute = Duration.zero
    /// Writing the answer.
    var serialise = Duration.zero

    /// The field, in milliseconds with three decimals.
    var field: Response.Field {
        let parts = [("parse", parse), ("queue", queue), ("compute", compute), ("serialise", serialise)]
        return .init("Server-Timing", parts.map { "\($0);dur=\(Self.milliseconds($1))" }.joined(separator: ", "))
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let microseconds = max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
        let thousandths = String(microseconds % 1000)
        return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - thousandths.count) + thousandths
    }
}
