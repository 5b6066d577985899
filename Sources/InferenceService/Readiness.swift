internal import Synchronization

/// Whether the server takes requests: when its models are loaded, and until a graceful stop begins.
final class Readiness: Sendable {
    /// What a server is doing instead of taking requests.
    enum Obstacle: Sendable, Hashable {
        case loading, stopping
    }

    private let loading: Atomic<Bool>
    private let stopping = Atomic(false)

    /// Begins with models that are to be loaded yet, or with none.
    init(isLoading: Bool) { loading = Atomic(isLoading) }

    /// Why the server does not take requests; nil if it does.
    var obstacle: Obstacle? {
        if stopping.load(ordering: .relaxed) { return .stopping }
        return loading.load(ordering: .relaxed) ? .loading : nil
    }

    /// Says that everything is loaded that can be.
    func endLoading() { loading.store(false, ordering: .relaxed) }

    /// Says that a graceful stop begins.
    func beginStopping() { stopping.store(true, ordering: .relaxed) }
}
