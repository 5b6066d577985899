internal import Dispatch
internal import Locking

extension ModelRegistry {
    /// Makes the models what storage says they are: once before changes are taken, and whenever it was changed there.
    ///
    /// What is new there is built; what has changed there is replaced, and goes on answering as it was until then; what
    /// is gone there is let go; what is damaged there is reported, and goes on answering if it did. What is unchanged is
    /// left alone, and what was unloaded stays so. One reload happens at a time: who asks during one gets another one
    /// after it, shared by all who ask.
    ///
    /// - Parameter completion: Called once, on any queue: what has changed, or why nothing could be read.
    public func reload(completion: @escaping @Sendable (Result<ModelReload, ModelStorageError>) -> Void) {
        guard storage != nil else { return completion(.success(ModelReload())) }
        let isFirst = state.withLock { state in
            defer { state.whoWaitsForReload.append(completion) }
            guard !state.isReloading else { return false }
            state.isReloading = true
            return true
        }
        if isFirst { storageQueue.async { [self] in beginReload() } }
    }

    /// Reads what is there by name, and then one model after another, several at a time.
    private func beginReload() {
        let completions = state.withLock { state in
            defer { state.whoWaitsForReload = [] }
            return state.whoWaitsForReload
        }
        let end = { @Sendable [self] (result: Result<ModelReload, ModelStorageError>) in
            let isAnotherDue = state.withLock { state in
                if case .success = result { state.isLoaded = true }
                state.isReloading = !state.whoWaitsForReload.isEmpty
                return state.isReloading
            }
            for completion in completions { completion(result) }
            if isAnotherDue { storageQueue.async { [self] in beginReload() } }
        }
        guard let storage else { return end(.success(ModelReload())) }
        do throws(ModelStorageError) {
            let (names, damaged) = try storage.list()
            let present = Set(names)
            let gone = state.withLock { state in
                // What is damaged is reported anew, except under names that have their turn.
                state.damaged = state.damaged.filter { ModelName($0.key).map(present.contains) ?? false }
                for model in damaged { state.damaged[model.name] = model }
                return state.entries.keys.filter { !present.contains($0) }
            }
            // First what makes room.
            Reload(self, storage, names: gone.sorted() + names) { end(.success($0)) }.begin()
        } catch {
            end(.failure(error))
        }
    }
}

/// One reload on its way.
private final class Reload: Sendable {
    /// How many models are read and built at a time: enough for the workers, far from a full run queue.
    private static let width = 8

    private struct Progress {
        var rest: [ModelName]
        var atWork = 0
        var result = ModelReload()
        var isEnded = false
    }

    private let registry: ModelRegistry
    private let storage: any ModelStorage
    private let progress: Lock<Progress>
    private let completion: @Sendable (ModelReload) -> Void

    init(
        _ registry: ModelRegistry,
        _ storage: any ModelStorage,
        names: [ModelName],
        completion: @escaping @Sendable (ModelReload) -> Void
    ) {
        self.registry = registry
        self.storage = storage
        self.completion = completion
        progress = Lock(Progress(rest: names.reversed()))
    }

    func begin() {
        for _ in 0..<Self.width { next() }
    }

    /// Takes the next name; with the last one done, the reload has come to its end.
    private func next() {
        let isFinishing = registry.state.withLock(\.isFinishing)
        let (name, isEnd) = progress.withLock { progress -> (ModelName?, Bool) in
            if isFinishing { progress.rest = [] }
            if let name = progress.rest.popLast() {
                progress.atWork += 1
                return (name, false)
            }
            guard progress.atWork == 0, !progress.isEnded else { return (nil, false) }
            progress.isEnded = true
            return (nil, true)
        }
        if let name {
            // A patient turn is always taken.
            _ = registry.takeTurn(name, isPatient: true) { [self] in
                registry.storageQueue.async { [self] in read(name) }
            }
        } else if isEnd {
            var result = progress.withLock(\.result)
            result.added.sort()
            result.replaced.sort()
            result.removed.sort()
            result.damaged = registry.damaged
            completion(result)
        }
    }

    private func end(_ name: ModelName, _ list: WritableKeyPath<ModelReload, [ModelName]>? = nil) {
        registry.endTurn(name)
        progress.withLock { progress in
            progress.atWork -= 1
            if let list { progress.result[keyPath: list].append(name) }
        }
        registry.storageQueue.async { [self] in next() }
    }

    /// Reads a model if it has changed.
    private func read(_ name: ModelName) {
        let current = registry.entry(named: name)
        do throws(ModelStorageError) {
            guard let stamp = try storage.stamp(of: name) else { return drop(name, current) }
            guard registry.state.withLock({ $0.stamps[name] }) != stamp else { return end(name) }
            guard let kept = try storage.read(name) else { return drop(name, current) }
            if let current, current.kept.version == kept.version, current.kept.fingerprint == kept.fingerprint {
                registry.state.withLock { state in
                    state.stamps[name] = stamp
                    state.damaged[name.text] = nil
                }
                return end(name)
            }
            if let current, current.model == nil {
                let entry = ModelEntry(kept: kept.withoutParameters, state: .unloaded)
                registry.replace(name, with: entry, reserved: ModelUsage(), stamp: stamp)
                registry.state.withLock { $0.damaged[name.text] = nil }
                return end(name, \.replaced)
            }
            build(name, kept, replacing: current, stamp)
        } catch {
            report(name, error.reason, stamp: registry.stamp(of: name))
        }
    }

    private func drop(_ name: ModelName, _ current: ModelEntry?) {
        registry.replace(name, with: nil, reserved: ModelUsage(), stamp: nil)
        end(name, current == nil ? nil : \.removed)
    }

    private func build(_ name: ModelName, _ kept: KeptModel, replacing current: ModelEntry?, _ stamp: ModelStamp) {
        registry.build(kept.plan, replacing: current, { kept }) { [self] result in
            switch result {
            case .success(let (entry, reserved, _)):
                registry.replace(name, with: entry, reserved: reserved, stamp: stamp)
                end(name, current == nil ? \.added : \.replaced)
            case .failure(.queueFull):
                // Others fill the run queue; a model is no request that could be asked for again.
                registry.storageQueue.asyncAfter(deadline: .now() + .milliseconds(20)) { [self] in
                    build(name, kept, replacing: current, stamp)
                }
            case .failure(.limit(let excess)): report(name, "it does not fit: \(excess.reason)", stamp: nil)
            case .failure(let failure): report(name, "\(failure)", stamp: nil)
            }
        }
    }

    /// Says that what lies under a name cannot be used; what answers under it goes on.
    private func report(_ name: ModelName, _ reason: String, stamp: ModelStamp?) {
        let version = storage.recordedVersion(of: name)
        registry.state.withLock { state in
            state.damaged[name.text] = DamagedModel(name: name.text, reason: reason, version: version)
            state.stamps[name] = stamp
        }
        end(name)
    }
}
