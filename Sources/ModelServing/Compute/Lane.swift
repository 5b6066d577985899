/// A queue and the workers that take from it.
struct Lane: Sendable {
    typealias Queue = FairQueue<PooledWork>

    /// What a worker does at the moment, and since when.
    ///
    /// Not the work itself, so that this is let go by the worker when it is done, and not under the pool's lock.
    private struct Running: Sendable {
        let flow: WorkFlow
        let price: Price
        let start: ContinuousClock.Instant
    }

    var queue: Queue
    /// The workers that have nothing to do.
    var idle: [Int]
    /// What each worker does; nil for an idle one.
    private var running: [Running?]
    /// The batch that was taken last, as far as the next one may be expected to be like it.
    private var latest: (flow: WorkFlow, pieces: Int)?
    /// What was done lately, priced and measured: how far the prices are off here.
    private var priced = 1e9
    private var measured = 1e9

    init(workers: Int, cap: Int) {
        queue = Queue(cap: cap)
        idle = Array((0..<workers).reversed())
        running = Array(repeating: nil, count: workers)
    }

    /// Gives a worker its next turn; without any, it is idle from here on.
    mutating func next(for worker: Int, at now: ContinuousClock.Instant) -> Queue.Batch? {
        if let done = running[worker] {
            let nanoseconds = (now - done.start).wholeNanoseconds
            queue.settle(done.flow, price: done.price, nanoseconds: nanoseconds)
            learn(priced: done.price, measured: nanoseconds)
        }
        guard let batch = queue.take() else {
            running[worker] = nil
            idle.append(worker)
            return nil
        }
        running[worker] = Running(flow: batch.flow, price: batch.price, start: now)
        latest = (batch.flow, batch.pieces.count)
        return batch
    }

    /// How long a worker should wait for company of what waits, which is all of one flow and was in company before.
    ///
    /// Clients that were answered together ask again together, or nearly so. Where one asks by itself, or others wait
    /// who have nothing to do with it, nobody waits for company.
    func patience(for flow: WorkFlow) -> Duration {
        guard flow.patience > .zero, let latest, latest.flow == flow, latest.pieces > 1 else { return .zero }
        let own = queue.load(of: flow).count
        return own == queue.load.count && own < latest.pieces ? flow.patience : .zero
    }

    /// An idle worker that is to look for work, if there is both.
    mutating func wake() -> Int? { queue.isEmpty ? nil : idle.popLast() }

    /// In how many seconds everything that waits or runs should be done.
    func secondsUntilIdle(at now: ContinuousClock.Instant) -> Double {
        var nanoseconds = Double(queue.load.nanoseconds) * (measured / priced)
        for case let running? in running {
            let rest = Double(running.price.nanoseconds) * (measured / priced)
            nanoseconds += max(0, rest - Double((now - running.start).wholeNanoseconds))
        }
        return nanoseconds / Double(running.count) / 1e9
    }

    private mutating func learn(priced price: Price, measured nanoseconds: Int) {
        priced += Double(price.nanoseconds)
        measured += Double(nanoseconds)
        // Half a minute of work, about: what is older fades.
        guard priced > 30e9 || measured > 30e9 else { return }
        priced /= 2
        measured /= 2
    }
}

extension Duration {
    /// The duration in nanoseconds, as far as they fit.
    var wholeNanoseconds: Int {
        let (seconds, attoseconds) = components
        let (nanoseconds, overflows) = Int(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? (seconds < 0 ? .min : .max) : nanoseconds + Int(attoseconds / 1_000_000_000)
    }
}
