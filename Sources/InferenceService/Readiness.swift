internal import Synchronization

/// Whether the server takes requests: until a graceful stop begins.
final class Readiness: Sendable {
    private let stopping = Atomic(false)

    /// Whether a graceful stop has begun.
    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Says that a graceful stop begins.
    func beginStopping() { stopping.store(true, ordering: .relaxed) }
}
