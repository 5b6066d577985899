import Dispatch
import Locking
import ModelServing
import Testing

/// What a pool takes, refuses and skips, and in which order it works.
struct ComputePoolTests {
    private static let light = Price(nanoseconds: 1000)

    /// Work that holds its worker until it is let go.
    private final class Gate: Sendable {
        private let entered = DispatchSemaphore(value: 0)
        private let opened = DispatchSemaphore(value: 0)

        func hold() {
            entered.signal()
            opened.wait()
        }
        func waitUntilHeld() { entered.wait() }
        func open() { opened.signal() }
    }

    /// Holds one worker of a pool by work of a price.
    private func occupy(_ pool: ComputePool, _ price: Price = light) -> Gate {
        let gate = Gate()
        #expect(pool.submit(price: price) { gate.hold() })
        gate.waitUntilHeld()
        return gate
    }

    /// Waits until everything that was submitted before is done, in a pool with one worker.
    private func drain(_ pool: ComputePool, _ price: Price = light) {
        let done = DispatchSemaphore(value: 0)
        #expect(pool.submit(price: price) { done.signal() })
        done.wait()
    }

    @Test("A queue that holds as many pieces of work as it may refuses one more, which is never done")
    func countLimit() {
        let pool = ComputePool(workers: 1, limits: .init(count: 2))
        let gate = occupy(pool)
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
        let limit = Price(nanoseconds: 3_000_000_000)
        let pool = ComputePool(workers: 1, limits: .init(count: 100, price: limit))
        let gate = occupy(pool)
        #expect(pool.submit(price: Price(nanoseconds: .max)) {})
        #expect(pool.secondsUntilIdle == 60)
        #expect(!pool.submit(price: Self.light) {})
        gate.open()
        while pool.waitingCount > 0 {}
        let second = occupy(pool)
        #expect(pool.submit(price: Price(nanoseconds: 2_000_000_000)) {})
        #expect(pool.secondsUntilIdle == 2)
        #expect(!pool.submit(price: Price(nanoseconds: 1_000_000_001)) {})
        #expect(pool.submit(price: Price(nanoseconds: 1_000_000_000)) {})
        second.open()
    }

    @Test("Work whose request was cancelled is skipped, and only that")
    func cancellation() {
        let pool = ComputePool(workers: 1)
        let gate = occupy(pool)
        let done = Lock<[Int]>([])
        let cancelled = Lock(false)
        let isCancelled: @Sendable () -> Bool = { cancelled.withLock { $0 } }
        #expect(pool.submit(price: Self.light, isCancelled: isCancelled) { done.withLock { $0.append(1) } })
        #expect(pool.submit(price: Self.light) { done.withLock { $0.append(2) } })
        cancelled.withLock { $0 = true }
        gate.open()
        drain(pool)
        #expect(done.withLock { $0 } == [2])
    }

    @Test("One worker does the work in the order in which it came, heavy or light")
    func order() {
        let pool = ComputePool(workers: 1)
        let gate = occupy(pool)
        let done = Lock<[Int]>([])
        for number in 0..<3000 {
            let price = number % 3 == 0 ? ComputePool.heavy : Self.light
            // The queue is drained before it is full, so its room is used again.
            if number == 1000 { gate.open() }
            while !pool.submit(price: price, { done.withLock { $0.append(number) } }) {}
        }
        drain(pool)
        #expect(done.withLock { $0 } == Array(0..<3000))
    }

    @Test("As many pieces of light work are done at once as there are workers")
    func parallelism() {
        let pool = ComputePool(workers: 3)
        let gates = (0..<3).map { _ in occupy(pool) }
        #expect(pool.submit(price: Self.light) {})
        #expect(pool.waitingCount == 1)
        for gate in gates { gate.open() }
    }

    @Test("Heavy work leaves the last worker to light work")
    func heavyWorkLeavesOneWorker() {
        let pool = ComputePool(workers: 2)
        let heavy = occupy(pool, ComputePool.heavy)
        let done = DispatchSemaphore(value: 0)
        let later = Gate()
        #expect(pool.submit(price: ComputePool.heavy) { later.hold() })
        #expect(pool.submit(price: Self.light) { done.signal() })
        done.wait()
        #expect(pool.waitingCount == 1)
        heavy.open()
        later.waitUntilHeld()
        #expect(pool.waitingCount == 0)
        later.open()
    }

    @Test("Retry-After is from 1 to 60 seconds")
    func retryAfter() {
        #expect(ComputePool(workers: 2).secondsUntilIdle == 1)
    }
}
