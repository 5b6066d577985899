import ModelServing
import TestSupport
import Testing

extension Gate {
    /// Holds one worker of a pool by work of a price.
    static func occupying(_ pool: ComputePool, price: Price = Price(nanoseconds: 1000)) -> Gate {
        let gate = Gate()
        #expect(pool.submit(price: price) { gate.hold() })
        gate.waitUntilHeld()
        return gate
    }
}
