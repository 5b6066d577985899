/// Where the time of a change went.
public struct ModelChangeTimes: Sendable, Hashable {
    /// Waiting for changes of the same name, and for workers.
    public internal(set) var queue = Duration.zero
    /// Reading parameters again, and building the network.
    public internal(set) var compute = Duration.zero
    /// Reading or writing storage, and waiting for it; nil if that was not needed.
    public internal(set) var store: Duration?

    static func += (left: inout ModelChangeTimes, right: ModelChangeTimes) {
        left.queue += right.queue
        left.compute += right.compute
        if let store = right.store { left.store = (left.store ?? .zero) + store }
    }
}
