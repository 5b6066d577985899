internal import Glibc

/// How much work is on its way: its requests have begun to arrive, their content is still to come.
///
/// Work that does not come is forgotten by and by, without anybody who would have to tell: half of what is left in
/// each tenth of a second.
struct AnnouncedWork: Sendable {
    /// What work takes of the queue.
    struct Amount: Sendable {
        fileprivate(set) var pieces = 0.0
        fileprivate(set) var nanoseconds = 0.0
        fileprivate(set) var bytes = 0.0

        /// The number of pieces of work, what is left of them by half or more counted whole.
        var count: Int { Int(min(pieces.rounded(), 1e9)) }
    }

    private static let halfLife = Duration.milliseconds(100)

    private var left = Amount()
    private var instant: ContinuousClock.Instant?

    /// What is on its way, as far as it is not forgotten.
    mutating func amount(at now: ContinuousClock.Instant) -> Amount {
        fade(now)
        return left
    }

    /// Adds a piece of work that was announced.
    mutating func add(_ price: Price, _ bytes: Int, at now: ContinuousClock.Instant) {
        fade(now)
        left.pieces += 1
        left.nanoseconds += Double(price.nanoseconds)
        left.bytes += Double(bytes)
    }

    /// Takes out a piece of work that has come: what is left of its own announcement, and nothing of the others'.
    ///
    /// - Parameters:
    ///   - price: What it was announced with.
    ///   - bytes: What it was announced with.
    ///   - age: How long ago it was announced.
    ///   - now: The time.
    mutating func remove(_ price: Price, _ bytes: Int, announced age: Duration, at now: ContinuousClock.Instant) {
        fade(now)
        let share = Self.share(after: age)
        left.pieces = max(0, left.pieces - share)
        left.nanoseconds = max(0, left.nanoseconds - Double(price.nanoseconds) * share)
        left.bytes = max(0, left.bytes - Double(bytes) * share)
    }

    private mutating func fade(_ now: ContinuousClock.Instant) {
        defer { instant = now }
        guard let instant, now > instant else { return }
        let share = Self.share(after: now - instant)
        left.pieces *= share
        left.nanoseconds *= share
        left.bytes *= share
    }

    /// What is not forgotten after a time, from 0 to 1.
    private static func share(after time: Duration) -> Double { exp2(-max(0, time / halfLife)) }
}
