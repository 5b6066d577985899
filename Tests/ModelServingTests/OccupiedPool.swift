import Dispatch
import ModelServing
import Testing

/// Work that holds its worker until it is let go.
final class Gate: Sendable {
    private let entered = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)

    func hold() {
        entered.signal()
        opened.wait()
    }
    func waitUntilHeld() { entered.wait() }
    func open() { opened.signal() }

    /// Holds one worker of a pool by work of a price.
    static func occupying(_ pool: ComputePool, price: Price = Price(nanoseconds: 1000)) -> Gate {
        let gate = Gate()
        #expect(pool.submit(price: price) { gate.hold() })
        gate.waitUntilHeld()
        return gate
    }
}
