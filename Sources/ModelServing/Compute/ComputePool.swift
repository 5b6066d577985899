internal import Dispatch
internal import Glibc
internal import Locking

/// Does work that is too long for the queue it came from.
///
/// As many serial worker queues as cores take work from one run queue, oldest first. The run queue is bounded, by
/// count and by price, so that a full pool says so at once instead of answering late. Heavy work never holds the last
/// worker: whatever is asked for, light work goes on.
public final class ComputePool: Sendable {
    /// How much may wait.
    public struct Limits: Sendable, Hashable {
        /// The most pieces of work that wait for a worker.
        public var count: Int
        /// The most that those may cost together; one piece of work may wait whatever it costs.
        public var price: Price

        /// Makes limits; 1,024 pieces of work and two minutes unless given.
        public init(count: Int = 1024, price: Price = Price(nanoseconds: 120_000_000_000)) {
            self.count = count
            self.price = price
        }
    }

    /// Work from here on counts as heavy.
    public static let heavy = Price(nanoseconds: 100_000_000)

    private struct Job: Sendable {
        let price: Price
        let isCancelled: @Sendable () -> Bool
        let work: @Sendable () -> Void
        var isHeavy: Bool { price >= ComputePool.heavy }
    }

    private struct State {
        /// What waits, oldest first, light and heavy apart.
        var light = Fifo<Job>()
        var heavy = Fifo<Job>()
        var waitingNanoseconds = 0
        var arrivals = 0
        var idleWorkers: [Int]
        var heavyAtWork = 0
    }

    private let limits: Limits
    private let workers: [DispatchQueue]
    private let state: Lock<State>

    /// Makes a pool.
    ///
    /// - Parameters:
    ///   - workers: How many pieces of work are done at once; nil for one per core.
    ///   - limits: How much may wait.
    public init(workers: Int? = nil, limits: Limits = Limits()) {
        let count = max(1, workers ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        self.limits = limits
        self.workers = (0..<count).map { DispatchQueue(label: "feedforward.worker.\($0)", qos: .utility) }
        state = Lock(State(idleWorkers: Array((0..<count).reversed())))
    }

    /// How many pieces of work are done at once.
    public var workerCount: Int { workers.count }

    /// Puts work into the run queue.
    ///
    /// - Parameters:
    ///   - price: What it is expected to cost.
    ///   - isCancelled: Asked once, when a worker takes the work; if it says so, the work is not done.
    ///   - work: Called once on a worker's queue, unless cancelled.
    /// - Returns: Whether it was taken; false if the queue is full, and then `work` is never called.
    public func submit(
        price: Price,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        _ work: @escaping @Sendable () -> Void
    ) -> Bool {
        let job = Job(price: price, isCancelled: isCancelled, work: work)
        let (isTaken, woken) = state.withLock { state -> (Bool, Int?) in
            let waiting = state.light.count + state.heavy.count
            let total = Price(nanoseconds: state.waitingNanoseconds) + price
            if waiting >= limits.count || (waiting > 0 && total > limits.price) { return (false, nil) }
            state.arrivals += 1
            state.waitingNanoseconds = total.nanoseconds
            if job.isHeavy {
                state.heavy.append(job, arrival: state.arrivals)
            } else {
                state.light.append(job, arrival: state.arrivals)
            }
            return (true, state.idleWorkers.popLast())
        }
        if let woken { workers[woken].async { self.run(woken) } }
        return isTaken
    }

    /// In how many seconds the work that waits now should be done, from 1 to 60: what Retry-After says.
    public var secondsUntilIdle: Int {
        let nanoseconds = state.withLock { $0.waitingNanoseconds }
        return min(60, max(1, nanoseconds / workers.count / 1_000_000_000))
    }

    /// The number of pieces of work that wait for a worker.
    public var waitingCount: Int { state.withLock { $0.light.count + $0.heavy.count } }

    /// Takes and does work until there is none for this worker.
    private func run(_ worker: Int) {
        dispatchPrecondition(condition: .onQueue(workers[worker]))
        while let job = take(for: worker) {
            if !job.isCancelled() { job.work() }
            if job.isHeavy { state.withLock { $0.heavyAtWork -= 1 } }
        }
    }

    /// The oldest work that may be done now; without any, the worker is idle from here on.
    private func take(for worker: Int) -> Job? {
        let heavyLimit = max(1, workers.count - 1)
        return state.withLock { state in
            let mayTakeHeavy = state.heavyAtWork < heavyLimit
            let heavyArrival = mayTakeHeavy ? state.heavy.firstArrival ?? .max : .max
            let job: Job?
            if let lightArrival = state.light.firstArrival, lightArrival < heavyArrival {
                job = state.light.popFirst()
            } else {
                job = mayTakeHeavy ? state.heavy.popFirst() : nil
            }
            guard let job else {
                state.idleWorkers.append(worker)
                return nil
            }
            if job.isHeavy { state.heavyAtWork += 1 }
            let isLast = state.light.count + state.heavy.count == 0
            // A saturated sum says nothing about its parts; it starts anew when nothing waits.
            state.waitingNanoseconds = isLast ? 0 : max(0, state.waitingNanoseconds - job.price.nanoseconds)
            return job
        }
    }
}

/// First in, first out, each element with the number of its arrival; appending and taking are O(1) amortised.
private struct Fifo<Element> {
    private var elements: [(arrival: Int, element: Element)?] = []
    private var head = 0

    var count: Int { elements.count - head }

    var firstArrival: Int? { count > 0 ? elements[head]?.arrival : nil }

    mutating func append(_ element: Element, arrival: Int) { elements.append((arrival, element)) }

    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let first = elements[head]?.element
        elements[head] = nil
        head += 1
        if head == elements.count || head > 1024 {
            elements.removeFirst(head)
            head = 0
        }
        return first
    }
}
