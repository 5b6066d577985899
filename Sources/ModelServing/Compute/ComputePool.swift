internal import CLinux
internal import Dispatch
internal import Glibc
internal import Locking

/// Does work that is too long for the queue it came from.
///
/// Work waits in flows: one for each kept model, one for requests that stand by themselves, one for networks that are
/// built to be kept. A worker that becomes free takes the next turn, which is dealt fairly by price, and of a model all
/// rows that wait and that fit into a batch. Only where rows share the reading of large weights, and came together
/// before, does an idle worker wait a moment for a batch to fill. What may wait is bounded in number, bytes and price, so
/// that a full pool says so at once instead of answering late.
///
/// There are as many workers for light work as processors that the process may use. Heavy work has workers of its own, one fewer but at least one,
/// which give way to all other threads of the process: whatever is asked for, light work goes on.
public final class ComputePool: Sendable {
    /// How much may wait.
    ///
    /// One flow by itself may take seven eighths of the number and of the price; the more flows there are, the less.
    /// So there is room for the others, whichever of them is flooded. A single piece of work, however large, takes no
    /// more than that from the others: many rows are done in many turns, between which they have theirs.
    public struct Limits: Sendable, Hashable {
        /// The most pieces of work that wait for a worker.
        public var count: Int
        /// The most memory that those may hold together; one piece of work may wait whatever it holds.
        public var bytes: Int
        /// The most that the light ones may cost together; one piece of work of each flow may wait whatever it costs.
        public var price: Price
        /// The most that the heavy ones may cost together, one of each flow excepted likewise.
        public var heavyPrice: Price

        /// Makes limits; 1,024 pieces of work, 256 MiB, five seconds and two minutes unless given.
        public init(
            count: Int = 1024,
            bytes: Int = 256 << 20,
            price: Price = Price(nanoseconds: 5_000_000_000),
            heavyPrice: Price = Price(nanoseconds: 120_000_000_000)
        ) {
            self.count = count
            self.bytes = bytes
            self.price = price
            self.heavyPrice = heavyPrice
        }
    }

    /// Work from here on counts as heavy.
    public static let heavy = Price(nanoseconds: 100_000_000)

    private enum LaneName { case light, heavy }

    private struct State {
        var light: Lane
        var heavy: Lane
        var flows = 2
        /// When the next look at deadlines is due; nil if none is.
        var nextLook: ContinuousClock.Instant?
        /// When cancelled work may be looked for again; nil at once.
        var nextSweep: ContinuousClock.Instant?
        /// How long it is not looked for after a look that found none.
        var sweepPause = ComputePool.shortestSweepPause

        subscript(lane: LaneName) -> Lane {
            get { lane == .light ? light : heavy }
            _modify {
                switch lane {
                case .light: yield &light
                case .heavy: yield &heavy
                }
            }
        }
    }

    private let limits: Limits
    private let lightWorkers: [DispatchQueue]
    private let heavyWorkers: [DispatchQueue]
    private let deadlineQueue = DispatchQueue(label: "feedforward.deadlines", qos: .utility)
    private let state: Lock<State>
    /// What became of work that was not done to its end.
    let losses = WorkLosses()
    /// The clock that it looks at.
    let now: @Sendable () -> ContinuousClock.Instant

    /// Makes a pool.
    ///
    /// - Parameters:
    ///   - workers: How many pieces of light work are done at once; nil for one per processor that the process may use.
    ///   - limits: How much may wait.
    public convenience init(workers: Int? = nil, limits: Limits = Limits()) {
        self.init(workers: workers, limits: limits) { ContinuousClock.now }
    }

    /// Makes a pool that looks at a clock of its own.
    init(workers: Int? = nil, limits: Limits, now: @escaping @Sendable () -> ContinuousClock.Instant) {
        let count = max(1, workers ?? Int(linux_processor_count()))
        let heavyCount = max(1, count - 1)
        self.limits = limits
        self.now = now
        lightWorkers = (0..<count).map { DispatchQueue(label: "feedforward.worker.\($0)", qos: .utility) }
        // Threads of this class serve no other queue of the process, so their priority is lowered once and for all.
        heavyWorkers = (0..<heavyCount).map { DispatchQueue(label: "feedforward.heavy.\($0)", qos: .background) }
        // What one flow may take by many pieces of work; a single one may be larger.
        let cap = { (price: Price) in price.nanoseconds / 8 * 7 }
        state = Lock(
            State(
                light: Lane(workers: count, cap: cap(limits.price)),
                heavy: Lane(workers: heavyCount, cap: cap(limits.heavyPrice))
            )
        )
    }

    /// How many pieces of light work are done at once.
    public var workerCount: Int { lightWorkers.count }

    /// Puts work into the queue.
    ///
    /// - Parameters:
    ///   - flow: The line that it waits in.
    ///   - price: What it is expected to cost.
    ///   - bytes: How much memory it holds while it waits.
    ///   - isCancelled: Asked while it waits and once when a worker takes it; if it says so, the work is not done. It
    ///     is quick and does not call the pool.
    ///   - work: Called once on a worker's queue, unless cancelled.
    /// - Returns: Whether it was taken; false if the queue is full, and then `work` is never called.
    public func submit(
        to flow: WorkFlow = .evaluations,
        price: Price,
        bytes: Int = 0,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        _ work: @escaping @Sendable () -> Void
    ) -> Bool {
        let entry = Lane.Queue.Entry(.job(isCancelled: isCancelled, work: work), price: price, bytes: bytes)
        return submit(entry, to: flow, lane: price >= Self.heavy ? .heavy : .light) == nil
    }

    /// Puts rows into the line of their model.
    ///
    /// - Returns: Nil if they were taken; otherwise in how many seconds the client may try again.
    func submit(_ call: PredictionCall, price: Price, bytes: Int) -> Int? {
        let entry = Lane.Queue.Entry(
            .rows(call),
            rows: call.rowCount,
            price: price,
            bytes: bytes,
            deadline: call.request.deadline
        )
        return submit(entry, to: call.line.flow, lane: call.line.isHeavy ? .heavy : .light)
    }

    /// Asks whether work would find no place now.
    ///
    /// For requests whose content is still to come: what is refused before it is received costs next to nothing. It
    /// counts as refused, as if it had been submitted. That it would find a place now is no promise.
    ///
    /// - Parameters:
    ///   - flow: The line that it would wait in.
    ///   - price: What it is expected to cost, as far as that is known.
    ///   - bytes: How much memory it would hold.
    /// - Returns: In how many seconds the client may try again; nil if there is a place.
    public func refusal(to flow: WorkFlow = .evaluations, price: Price, bytes: Int = 0) -> Int? {
        refusal(of: Need(price: price, bytes: bytes), to: flow, lane: price >= Self.heavy ? .heavy : .light)
    }

    /// The same for rows of a model, where others of that model are expected that count as if they waited.
    func refusal(to line: PredictionLine, price: Price, bytes: Int, behind expected: AnnouncedWork.Amount) -> Int? {
        let need = Need(price: price, bytes: bytes, expected: expected)
        return refusal(of: need, to: line.flow, lane: line.isHeavy ? .heavy : .light)
    }

    /// A new flow.
    func makeFlow(rowsAtOnce: Int = 0, patience: Duration = .zero) -> WorkFlow {
        state.withLock { state in
            defer { state.flows += 1 }
            return WorkFlow(number: state.flows, rowsAtOnce: rowsAtOnce, patience: patience)
        }
    }

    /// In how many seconds the work that waits now should be done, from 1 to 600: what Retry-After says.
    public var secondsUntilIdle: Int {
        let now = now()
        return state.withLock { state in
            Self.retryAfter(max(state.light.secondsUntilIdle(at: now), state.heavy.secondsUntilIdle(at: now)))
        }
    }

    /// What waits for a worker, and what found no place.
    public struct Load: Sendable, Hashable {
        /// The pieces of work that wait.
        public let count: Int
        /// The memory that they hold.
        public let bytes: Int
        /// What they should cost.
        public let price: Price
        /// What was refused and given up so far.
        public let losses: WorkLosses.Counts
    }

    /// What waits now.
    public var load: Load {
        state.withLock { state in
            let (light, heavy) = (state.light.queue.load, state.heavy.queue.load)
            let (bytes, isMuch) = light.bytes.addingReportingOverflow(heavy.bytes)
            let (nanoseconds, isLong) = light.nanoseconds.addingReportingOverflow(heavy.nanoseconds)
            return Load(
                count: light.count + heavy.count,
                bytes: isMuch ? .max : bytes,
                price: Price(nanoseconds: isLong ? .max : nanoseconds),
                losses: losses.counts
            )
        }
    }

    /// The number of pieces of work that wait for a worker.
    public var waitingCount: Int { state.withLock { $0.light.queue.load.count + $0.heavy.queue.load.count } }

    private static func retryAfter(_ seconds: Double) -> Int { Int(min(600, max(1, seconds.rounded(.up)))) }

    private func submit(_ entry: Lane.Queue.Entry, to flow: WorkFlow, lane: LaneName) -> Int? {
        let now = now()
        var dropped: [Lane.Queue.Entry] = []
        var look: ContinuousClock.Instant?
        let (retryAfter, woken) = state.withLock { state -> (Int?, Int?) in
            let need = Need(price: entry.price, bytes: entry.bytes)
            if let retryAfter = refusal(of: need, of: flow, lane, &state, now, &dropped) { return (retryAfter, nil) }
            state[lane].queue.append(entry, to: flow)
            let woken = state[lane].wake()
            if woken == nil, let deadline = entry.deadline, deadline < state.nextLook ?? deadline + .seconds(1) {
                state.nextLook = deadline
                look = deadline
            }
            return (nil, woken)
        }
        for entry in dropped { drop(entry.element, .cancelled) }
        if let woken { wake(woken, lane, for: flow) }
        if let look { arrangeLook(at: look, now) }
        return retryAfter
    }

    private func refusal(of need: Need, to flow: WorkFlow, lane: LaneName) -> Int? {
        let now = now()
        var dropped: [Lane.Queue.Entry] = []
        let retryAfter = state.withLock { refusal(of: need, of: flow, lane, &$0, now, &dropped) }
        for entry in dropped { drop(entry.element, .cancelled) }
        return retryAfter
    }

    /// What work takes of the queue.
    private struct Need {
        let price: Price
        let bytes: Int
        /// What of its flow counts as if it waited already.
        var expected = AnnouncedWork.Amount()
    }

    /// Looks for room, if need be by taking out what is cancelled; counts what finds none.
    private func refusal(
        of need: Need,
        of flow: WorkFlow,
        _ lane: LaneName,
        _ state: inout State,
        _ now: ContinuousClock.Instant,
        _ dropped: inout [Lane.Queue.Entry]
    ) -> Int? {
        if hasRoom(for: need, of: flow, lane, state) { return nil }
        dropped = sweep(&state, now)
        if !dropped.isEmpty, hasRoom(for: need, of: flow, lane, state) { return nil }
        losses.count(lane == .light ? .refusedLight : .refusedHeavy)
        return Self.retryAfter(state[lane].secondsUntilIdle(at: now))
    }

    private func hasRoom(for need: Need, of flow: WorkFlow, _ lane: LaneName, _ state: State) -> Bool {
        let (light, heavy, own) = (state.light.queue.load, state.heavy.queue.load, state[lane].queue.load(of: flow))
        let expected = need.expected
        let count = light.count + heavy.count + expected.count
        guard count > 0 else { return true }
        let bytes = Double(light.bytes) + Double(heavy.bytes) + expected.bytes
        let limit = Double((lane == .light ? limits.price : limits.heavyPrice).nanoseconds)
        let nanoseconds = state[lane].queue.nanoseconds(asSeenBy: flow) + expected.nanoseconds
        guard count < limits.count, bytes + Double(need.bytes) <= Double(limits.bytes) else { return false }
        let ownCount = own.count + expected.count
        guard ownCount > 0 else { return true }
        // A flow has at most seven times what is left for all.
        let (countLeft, nanosecondsLeft) = (limits.count - count, limit - nanoseconds)
        let price = Double(need.price.nanoseconds)
        return ownCount < 7 * countLeft
            && price <= nanosecondsLeft
            && Double(own.nanoseconds) + expected.nanoseconds + price <= 7 * nanosecondsLeft
    }

    /// Takes out cancelled work, but does not look for it all the time, and the less the longer there is none.
    private func sweep(_ state: inout State, _ now: ContinuousClock.Instant) -> [Lane.Queue.Entry] {
        if let next = state.nextSweep, now < next { return [] }
        let found =
            state.light.queue.removeAll { $0.element.isCancelled }
            + state.heavy.queue.removeAll { $0.element.isCancelled }
        state.sweepPause =
            found.isEmpty ? min(state.sweepPause * 2, Self.longestSweepPause) : Self.shortestSweepPause
        state.nextSweep = now + state.sweepPause
        return found
    }

    private static let shortestSweepPause = Duration.milliseconds(10)
    /// Looking at a thousand pieces of work then takes less than a thousandth of a core.
    private static let longestSweepPause = Duration.milliseconds(160)

    /// Lets a worker look for work.
    ///
    /// - Parameters:
    ///   - worker: Whose turn it is.
    ///   - lane: The worker's lane.
    ///   - flow: What it is woken for, if that may be worth waiting for company.
    private func wake(_ worker: Int, _ lane: LaneName, for flow: WorkFlow? = nil) {
        let queue = lane == .light ? lightWorkers[worker] : heavyWorkers[worker]
        queue.async { [self] in
            if lane == .heavy { yieldToOthers() }
            if let flow, flow.patience > .zero { waitForCompany(of: flow, lane) }
            run(worker, lane)
        }
    }

    /// Waits while that is worth it, and about as long as the flow's patience.
    private func waitForCompany(of flow: WorkFlow, _ lane: LaneName) {
        // Looked at a few times, since most of the company comes at once.
        let looks = 5
        let pause = UInt32(clamping: max(1, flow.patience.wholeNanoseconds / 1000 / looks))
        for _ in 0..<looks {
            guard state.withLock({ $0[lane].patience(for: flow) }) > .zero else { return }
            usleep(pause)
        }
    }

    /// Takes and does work until there is none for this worker.
    private func run(_ worker: Int, _ lane: LaneName) {
        while true {
            let now = now()
            let (batch, woken) = state.withLock { state in
                let batch = state[lane].next(for: worker, at: now)
                // What is left over may be done at once by another.
                return (batch, batch == nil ? nil : state[lane].wake())
            }
            if let woken { wake(woken, lane) }
            guard let batch else { return }
            perform(batch)
        }
    }

    /// Lets the other threads of the process go first, from here on.
    ///
    /// To lower one's own priority is allowed to everybody. Where it fails, only latency suffers.
    private func yieldToOthers() {
        let thisThread = __priority_which_t(PRIO_PROCESS.rawValue)
        if getpriority(thisThread, 0) < Self.heavyNiceness { _ = setpriority(thisThread, 0, Self.heavyNiceness) }
    }

    /// A tenth of what a thread of ordinary priority gets, where both want the same core.
    private static let heavyNiceness: CInt = 10

    private func arrangeLook(at instant: ContinuousClock.Instant, _ now: ContinuousClock.Instant) {
        // No sooner than in a hundredth of a second, so that looking costs next to nothing however many wait.
        let nanoseconds = min(max((instant - now).wholeNanoseconds, 10_000_000), 3_600_000_000_000)
        deadlineQueue.asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { [weak self] in
            self?.look(dueAt: instant)
        }
    }

    /// Tells those whose deadline has passed, and arranges for the next look.
    private func look(dueAt instant: ContinuousClock.Instant) {
        let now = now()
        let (expired, next) = state.withLock { state -> ([Lane.Queue.Entry], ContinuousClock.Instant?) in
            // An earlier deadline came in between, and its look has arranged for all that follow.
            guard state.nextLook == instant else { return ([], nil) }
            let isExpired = { (entry: Lane.Queue.Entry) in entry.deadline.map { $0 <= now } ?? false }
            let expired = state.light.queue.removeAll(where: isExpired) + state.heavy.queue.removeAll(where: isExpired)
            let next = [state.light.queue.earliestDeadline, state.heavy.queue.earliestDeadline].compactMap(\.self).min()
            state.nextLook = next
            return (expired, next)
        }
        for entry in expired { drop(entry.element, .deadlinePassed) }
        if let next { arrangeLook(at: next, now) }
    }
}
