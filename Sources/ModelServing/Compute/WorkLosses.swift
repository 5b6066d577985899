internal import Synchronization

/// Counts work that was not done to its end: what found no place, and what was given up.
public final class WorkLosses: Sendable {
    /// The counts, since the process began.
    public struct Counts: Sendable, Hashable {
        /// Light work that found no place.
        public let refusedLight: Int
        /// Heavy work that found no place.
        public let refusedHeavy: Int
        /// Work that was given up while it waited.
        public let cancelledQueued: Int
        /// Work that was given up after it was begun.
        public let cancelledRunning: Int
    }

    /// What can become of it.
    enum Kind { case refusedLight, refusedHeavy, cancelledQueued, cancelledRunning }

    private let refusedLight = Atomic(0)
    private let refusedHeavy = Atomic(0)
    private let cancelledQueued = Atomic(0)
    private let cancelledRunning = Atomic(0)

    /// Counts a piece of work.
    func count(_ kind: Kind) {
        switch kind {
        case .refusedLight: refusedLight.add(1, ordering: .relaxed)
        case .refusedHeavy: refusedHeavy.add(1, ordering: .relaxed)
        case .cancelledQueued: cancelledQueued.add(1, ordering: .relaxed)
        case .cancelledRunning: cancelledRunning.add(1, ordering: .relaxed)
        }
    }

    /// The counts now.
    var counts: Counts {
        Counts(
            refusedLight: refusedLight.load(ordering: .relaxed),
            refusedHeavy: refusedHeavy.load(ordering: .relaxed),
            cancelledQueued: cancelledQueued.load(ordering: .relaxed),
            cancelledRunning: cancelledRunning.load(ordering: .relaxed)
        )
    }
}

extension ComputePool {
    /// Counts work that was begun, and broken off because nobody waits for it any more.
    ///
    /// For whoever breaks off work of its own; rows of kept models are counted without it.
    public func noteBrokenOff() { losses.count(.cancelledRunning) }

    /// Counts what a line has given up.
    ///
    /// - Parameter wasBegun: Whether some of it was done by then.
    func noteCancelled(wasBegun: Bool) { losses.count(wasBegun ? .cancelledRunning : .cancelledQueued) }

    /// Gives up work of which nothing was done yet.
    func drop(_ work: PooledWork, _ failure: PredictionFailure) {
        switch work {
        case .job: noteCancelled(wasBegun: false)
        case .rows(let call): call.giveUp(failure)
        }
    }

    /// Does what a worker took.
    func perform(_ batch: FairQueue<PooledWork>.Batch) {
        var line: PredictionLine?
        var parts: [PredictionLine.Part] = []
        for piece in batch.pieces {
            switch piece.element {
            case .job(let isCancelled, let work):
                if isCancelled() { noteCancelled(wasBegun: false) } else { work() }
            case .rows(let call):
                line = call.line
                parts.append(PredictionLine.Part(call: call, rows: piece.rows))
            }
        }
        line?.compute(parts)
    }
}
