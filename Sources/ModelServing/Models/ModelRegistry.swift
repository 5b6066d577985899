internal import Dispatch
internal import Locking

/// The models that are kept, by name.
///
/// Reading is a look into a dictionary under a lock that is held for nanoseconds. Changes to one name happen one after
/// another, those to several names side by side: a network is built by the pool, then written to storage on a queue of
/// its own, and then seen by everybody at once.
///
/// With storage, `reload` has to have succeeded once before changes are taken.
public final class ModelRegistry: Sendable {
    struct State {
        /// Someone who waits for a name.
        struct Turn {
            let bytes: Int
            let body: @Sendable () -> Void
        }

        var entries: [ModelName: ModelEntry] = [:]
        var damaged: [String: DamagedModel] = [:]
        /// What storage told of a model, or of what is damaged, when it was last read or written.
        var stamps: [ModelName: ModelStamp] = [:]
        /// What the entries take, and what is being built.
        var usage = ModelUsage()
        /// The names that are being changed, with those who wait for the end of that, oldest first.
        var waiting: [ModelName: [Turn]] = [:]
        /// How much memory those hold who wait; a quarter of the limit of bytes, unless only one does.
        var waitingBytes = 0
        /// Who is to be told when no name is being changed.
        var whoWaitsForIdleness: [@Sendable () -> Void] = []
        /// Who is to be told of the reload that comes next.
        var whoWaitsForReload: [@Sendable (Result<ModelReload, ModelStorageError>) -> Void] = []
        var isReloading = false
        var isLoaded: Bool
        var isFinishing = false
    }

    /// A change and whom to tell what it came to.
    struct PendingChange: Sendable {
        let change: ModelChange
        let completion: @Sendable (Result<ModelChangeResult, ModelChangeFailure>) -> Void
        /// Where the time went so far.
        var times = ModelChangeTimes()

        /// The same, some time later.
        func adding(_ times: ModelChangeTimes) -> PendingChange {
            var pending = self
            pending.times += times
            return pending
        }
    }

    let state: Lock<State>
    let limits: ModelLimits
    let storage: (any ModelStorage)?
    let pool: ComputePool
    /// Where storage is read and written: one call at a time for a name, several at once for several, because a disk
    /// that many wait for brings what they wrote to it together.
    let storageQueue = DispatchQueue(label: "feedforward.storage", qos: .utility, attributes: .concurrent)

    /// Makes a registry without models.
    ///
    /// - Parameters:
    ///   - limits: How much may be kept.
    ///   - storage: Where models outlive the process; nil to keep them in memory only.
    ///   - pool: What builds networks and computes predictions.
    public init(limits: ModelLimits = ModelLimits(), storage: (any ModelStorage)? = nil, pool: ComputePool) {
        self.limits = limits
        self.storage = storage
        self.pool = pool
        state = Lock(State(isLoaded: storage == nil))
    }

    /// Whether what is acknowledged survives the process.
    public var isDurable: Bool { storage != nil }

    /// Whether everything that lies in storage and can be loaded is loaded; without storage, from the beginning.
    public var isLoaded: Bool { state.withLock(\.isLoaded) }

    /// What is kept under a name; nil if nothing is.
    public func entry(named name: ModelName) -> ModelEntry? { state.withLock { $0.entries[name] } }

    /// Everything that is kept, in the order of the names.
    public var entries: [ModelEntry] {
        state.withLock { Array($0.entries.values) }.sorted { $0.kept.name < $1.kept.name }
    }

    /// What lies in the folder and cannot be used, in the order of the names.
    ///
    /// A model that was damaged there after it was loaded is among them, and goes on answering.
    public var damaged: [DamagedModel] {
        state.withLock { Array($0.damaged.values) }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
