import Dispatch
import Locking
import TestSupport
import Testing

@testable import ModelServing

/// What a pool takes, refuses and skips, and in which order it works.
struct ComputePoolTests {
    private static let light = Price(nanoseconds: 1000)

    /// A pool whose clock stands still.
    private func pool(workers: Int, _ limits: ComputePool.Limits = .init()) -> ComputePool {
        let instant = ContinuousClock.now
        return ComputePool(workers: workers, limits: limits) { instant }
    }

    /// Waits until everything that was submitted before to the same flow is done, in a pool with one worker.
    private func drain(_ pool: ComputePool, _ flow: WorkFlow = .evaluations, _ price: Price = light) {
        let done = DispatchSemaphore(value: 0)
        #expect(pool.submit(to: flow, price: price) { done.signal() })
        done.wait()
    }

    @Test("A queue that holds as many pieces of work as it may refuses one more, which is never done")
    func countLimit() {
        let pool = ComputePool(workers: 1, limits: .init(count: 2))
        let gate = Gate.occupying(pool)
        let done = Lock<[Int]>([])
        for number in 1...2 { #expect(pool.submit(price: Self.light) { done.withLock { $0.append(number) } }) }
        #expect(pool.waitingCount == 2)
        #expect(!pool.submit(price: Self.light) { done.withLock { $0.append(3) } })
        gate.open()
        while pool.waitingCount > 0 {}
        drain(pool)
        #expect(done.withLock { $0 } == [1, 2])
    }

    @Test("A queue that is full by price refuses more, but a single piece of work may cost anything")
    func priceLimit() {
        let pool = pool(workers: 1, .init(count: 100, heavyPrice: Price(nanoseconds: 3_000_000_000)))
        let gate = Gate.occupying(pool, price: ComputePool.heavy)
        #expect(pool.submit(price: Price(nanoseconds: .max)) {})
        #expect(pool.secondsUntilIdle == 600)
        #expect(!pool.submit(price: ComputePool.heavy) {})
        gate.open()
        while pool.waitingCount > 0 {}
        let second = Gate.occupying(pool, price: ComputePool.heavy)
        #expect(pool.submit(price: Price(nanoseconds: 1_800_000_000)) {})
        #expect(!pool.submit(price: Price(nanoseconds: 1_200_000_001)) {})
        #expect(pool.submit(price: Price(nanoseconds: 800_000_000)) {})
        second.open()
    }

    @Test("A queue that is full by bytes refuses more, but a single piece of work may hold anything")
    func byteLimit() {
        let pool = ComputePool(workers: 1, limits: .init(bytes: 100))
        let gate = Gate.occupying(pool)
        #expect(pool.submit(price: Self.light, bytes: .max) {})
        #expect(!pool.submit(to: .builds, price: Self.light, bytes: 1) {})
        #expect(pool.submit(to: .builds, price: Self.light) {} == false)
        gate.open()
        while pool.waitingCount > 0 {}
        let second = Gate.occupying(pool)
        #expect(pool.submit(price: Self.light, bytes: 60) {})
        #expect(!pool.submit(to: .builds, price: Self.light, bytes: 41) {})
        #expect(pool.submit(to: .builds, price: Self.light, bytes: 40) {})
        second.open()
    }

    @Test("A flood on one flow leaves room for the others", arguments: [light, ComputePool.heavy])
    func roomForOthers(price: Price) {
        let limit = Price(nanoseconds: 800 * price.nanoseconds)
        let pool = ComputePool(workers: 1, limits: .init(count: 800, price: limit))
        let gates = [Gate.occupying(pool), Gate.occupying(pool, price: ComputePool.heavy)]
        var taken = 0
        while pool.submit(price: price, {}) { taken += 1 }
        #expect(taken == 700)
        for _ in 0..<80 { #expect(pool.submit(to: .builds, price: price) {}) }
        for gate in gates { gate.open() }
    }

    @Test("One huge piece of work leaves the other flows an eighth of the price")
    func hugeWork() {
        let pool = ComputePool(workers: 1, limits: .init(price: Price(nanoseconds: 8000 * 1000)))
        let gate = Gate.occupying(pool)
        #expect(pool.submit(price: Price(nanoseconds: 90_000_000)) {})
        #expect(!pool.submit(price: Self.light) {})
        var taken = 0
        while pool.submit(to: .builds, price: Self.light, {}) { taken += 1 }
        #expect(taken == 875)
        gate.open()
    }

    @Test("Light work that waits takes no room from heavy work, nor heavy from light")
    func lanes() {
        let price = Price(nanoseconds: 1_000_000_000)
        let pool = ComputePool(workers: 1, limits: .init(price: price, heavyPrice: price))
        let gates = [Gate.occupying(pool), Gate.occupying(pool, price: ComputePool.heavy)]
        let light = Price(nanoseconds: 90_000_000)
        while pool.submit(price: light, {}) {}
        var taken = 0
        while pool.submit(price: ComputePool.heavy, {}) { taken += 1 }
        #expect(taken == 9)
        let losses = pool.load.losses
        #expect((losses.refusedLight, losses.refusedHeavy) == (1, 1))
        for gate in gates { gate.open() }
    }

    @Test("Retry-After tells how long what waits should take, by what things really took")
    func retryAfter() {
        #expect(ComputePool(workers: 2).secondsUntilIdle == 1)
        let clock = Lock(ContinuousClock.now)
        let pool = ComputePool(workers: 1, limits: .init()) { clock.withLock { $0 } }
        let second = Price(nanoseconds: 1_000_000_000)
        let gate = Gate.occupying(pool, price: second)
        for _ in 0..<9 { #expect(pool.submit(price: second) {}) }
        #expect(pool.secondsUntilIdle == 10)
        clock.withLock { $0 += .milliseconds(500) }
        #expect(pool.secondsUntilIdle == 10)
        clock.withLock { $0 += .milliseconds(500) }
        #expect(pool.secondsUntilIdle == 9)
        gate.open()
        while pool.waitingCount > 0 {}
        drain(pool, .evaluations, second)
        // What was done took much less than its price.
        let slow = Gate.occupying(pool, price: second)
        clock.withLock { $0 += .seconds(2) }
        slow.open()
        drain(pool, .evaluations, second)
        let last = Gate.occupying(pool, price: second)
        for _ in 0..<20 { #expect(pool.submit(price: second) {}) }
        #expect(pool.secondsUntilIdle < 12)
        last.open()
    }

    @Test("Work whose request was cancelled is skipped, and only that")
    func cancellation() {
        let pool = ComputePool(workers: 1)
        let gate = Gate.occupying(pool)
        let done = Lock<[Int]>([])
        let cancelled = Lock(false)
        let isCancelled: @Sendable () -> Bool = { cancelled.withLock { $0 } }
        #expect(pool.submit(price: Self.light, isCancelled: isCancelled) { done.withLock { $0.append(1) } })
        #expect(pool.submit(price: Self.light) { done.withLock { $0.append(2) } })
        cancelled.withLock { $0 = true }
        gate.open()
        drain(pool)
        #expect(done.withLock { $0 } == [2])
        #expect(pool.load.losses == .init(refusedLight: 0, refusedHeavy: 0, cancelledQueued: 1, cancelledRunning: 0))
    }

    @Test("Cancelled work makes room in a full queue, and what it held is let go")
    func cancelledWorkMakesRoom() {
        let pool = ComputePool(workers: 1, limits: .init(count: 3))
        let gate = Gate.occupying(pool)
        let cancelled = Lock(false)
        weak var held: Gate?
        do {
            let resource = Gate()
            held = resource
            let isCancelled: @Sendable () -> Bool = { cancelled.withLock { $0 } }
            #expect(pool.submit(price: Self.light, isCancelled: isCancelled) { resource.open() })
        }
        #expect(held != nil)
        for _ in 0..<2 { #expect(pool.submit(price: Self.light) {}) }
        cancelled.withLock { $0 = true }
        #expect(pool.submit(price: Self.light) {})
        #expect(held == nil)
        #expect(pool.waitingCount == 3)
        gate.open()
        // It found its place after the sweep, so nothing was refused.
        #expect(pool.load.losses == .init(refusedLight: 0, refusedHeavy: 0, cancelledQueued: 1, cancelledRunning: 0))
    }

    @Test("Work that would find no place is refused like work that finds none, and counted")
    func refusalInAdvance() {
        let pool = ComputePool(workers: 1, limits: .init(count: 8, bytes: 100))
        let gate = Gate.occupying(pool)
        #expect(pool.refusal(price: Self.light, bytes: 1000) == nil)
        #expect(pool.submit(price: Self.light, bytes: 60) {})
        #expect(pool.refusal(price: Self.light, bytes: 41) == 1)
        #expect(pool.refusal(price: Self.light, bytes: 40) == nil)
        #expect(pool.load.losses.refusedLight == 1)
        while pool.submit(price: Self.light, {}) {}
        #expect(pool.refusal(price: Self.light) == 1)
        #expect(pool.refusal(to: .builds, price: Self.light) == nil)
        #expect(pool.load.losses.refusedLight == 3)
        gate.open()
    }

    @Test("Cancelled work makes room for what is asked about in advance")
    func cancelledWorkMakesRoomInAdvance() {
        let pool = ComputePool(workers: 1, limits: .init(count: 1))
        let gate = Gate.occupying(pool)
        #expect(pool.submit(price: Self.light, isCancelled: { true }) {})
        #expect(pool.refusal(price: Self.light) == nil)
        #expect(pool.waitingCount == 0)
        gate.open()
    }

    @Test("One worker does the work of a flow in the order in which it came", arguments: [light, ComputePool.heavy])
    func order(price: Price) {
        let limits = ComputePool.Limits(price: Price(nanoseconds: .max))
        let pool = ComputePool(workers: 1, limits: limits)
        let gate = Gate.occupying(pool, price: price)
        let done = Lock<[Int]>([])
        for number in 0..<3000 {
            // The queue is drained before it is full, so its room is used again.
            if number == 500 { gate.open() }
            while !pool.submit(price: price, { done.withLock { $0.append(number) } }) {}
        }
        drain(pool, .evaluations, price)
        #expect(done.withLock { $0 } == Array(0..<3000))
    }

    @Test("A flood on one flow does not hold up another")
    func fairness() {
        let pool = pool(workers: 1)
        let gate = Gate.occupying(pool)
        let done = Lock<[String]>([])
        for number in 0..<6 { #expect(pool.submit(price: Self.light) { done.withLock { $0.append("a\(number)") } }) }
        for number in 0..<2 {
            #expect(pool.submit(to: .builds, price: Self.light) { done.withLock { $0.append("b\(number)") } })
        }
        gate.open()
        drain(pool)
        let order = done.withLock { $0 }
        #expect(order.filter { $0.hasPrefix("a") } == (0..<6).map { "a\($0)" })
        // Each flow is charged alike, so the other one is done while the first has done a few.
        #expect(order.prefix(4).count { $0.hasPrefix("b") } == 2)
    }

    @Test("As many pieces of light work are done at once as there are workers")
    func parallelism() {
        let pool = ComputePool(workers: 3)
        let gates = (0..<3).map { _ in Gate.occupying(pool) }
        #expect(pool.submit(price: Self.light) {})
        #expect(pool.waitingCount == 1)
        for gate in gates { gate.open() }
    }

    @Test("Whatever heavy work there is, light work goes on, on all its workers", arguments: [1, 2, 3])
    func heavyWorkLeavesTheOthers(workers: Int) {
        let pool = ComputePool(workers: workers)
        let heavy = (0..<max(1, workers - 1)).map { _ in Gate.occupying(pool, price: ComputePool.heavy) }
        let later = Gate()
        #expect(pool.submit(price: ComputePool.heavy) { later.hold() })
        let light = (0..<workers).map { _ in Gate.occupying(pool) }
        #expect(pool.waitingCount == 1)
        for gate in light { gate.open() }
        for _ in 0..<100 { drain(pool) }
        #expect(pool.waitingCount == 1)
        heavy[0].open()
        later.waitUntilHeld()
        #expect(pool.waitingCount == 0)
        later.open()
        for gate in heavy.dropFirst() { gate.open() }
    }

    /// Looks at a pool when it is let go.
    private final class Farewell: Sendable {
        let pool: ComputePool
        let done: DispatchSemaphore

        init(_ pool: ComputePool, _ done: DispatchSemaphore) {
            self.pool = pool
            self.done = done
        }

        deinit {
            _ = pool.waitingCount
            done.signal()
        }
    }

    @Test(
        "What work holds is let go when it is done, and without holding the pool up",
        arguments: [light, ComputePool.heavy]
    )
    func letsGo(price: Price) {
        let pool = ComputePool(workers: 1)
        let done = DispatchSemaphore(value: 0)
        for _ in 0..<3 {
            let farewell = Farewell(pool, done)
            #expect(pool.submit(price: price) { withExtendedLifetime(farewell) {} })
        }
        for _ in 0..<3 { #expect(done.wait(timeout: .now() + 30) == .success) }
    }

    @Test("Under stress from many threads everything that was taken is done once, and nothing else")
    func stress() {
        let pool = ComputePool(workers: 3, limits: .init(count: 50))
        let counts = Lock(Array(repeating: 0, count: 8000))
        let taken = Lock(Array(repeating: 0, count: 8000))
        let done = DispatchGroup()
        DispatchQueue.concurrentPerform(iterations: 8) { caller in
            for number in stride(from: caller, to: 8000, by: 8) {
                done.enter()
                let isTaken = pool.submit(
                    to: number % 3 == 0 ? .builds : .evaluations,
                    price: number % 5 == 0 ? ComputePool.heavy : Self.light
                ) {
                    counts.withLock { $0[number] += 1 }
                    done.leave()
                }
                if isTaken { taken.withLock { $0[number] = 1 } } else { done.leave() }
            }
        }
        done.wait()
        #expect(counts.withLock { $0 } == taken.withLock { $0 })
        #expect(pool.waitingCount == 0)
    }
}
