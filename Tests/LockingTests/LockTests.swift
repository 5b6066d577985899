import Dispatch
import Locking
import Testing

/// A lock lets one thread at a time have its value.
struct LockTests {
    @Test("Additions of many threads all count")
    func exclusion() {
        let lock = Lock(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<5_000 { lock.withLock { $0 += 1 } }
        }
        #expect(lock.withLock { $0 } == 40_000)
    }

    @Test("An error leaves the lock open")
    func errors() {
        struct Failure: Error {}
        let lock = Lock([1])
        #expect(throws: Failure.self) {
            try lock.withLock { (value: inout [Int]) throws(Failure) in
                value.append(2)
                throw Failure()
            }
        }
        #expect(lock.withLock { $0 } == [1, 2])
    }
}
