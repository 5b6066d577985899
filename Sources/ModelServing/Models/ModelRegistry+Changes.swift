internal import Dispatch
internal import Locking
internal import ModelFormats
internal import NeuralNetwork

extension ModelRegistry {
    /// How many changes of one name may wait for each other.
    private static let waitingLimit = 64

    /// Makes a change.
    ///
    /// When it is acknowledged, everybody sees it, and with storage it survives a crash; when it fails, nothing has
    /// changed.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - completion: Called once, on any queue, also before this returns.
    public func submit(
        _ change: ModelChange,
        completion: @escaping @Sendable (Result<ModelChangeResult, ModelChangeFailure>) -> Void
    ) {
        let pending = PendingChange(change: change, completion: completion)
        enum Turn { case now, later, never }
        let turn = state.withLock { state -> Turn in
            guard let waiting = state.waiting[change.name] else {
                state.waiting[change.name] = []
                return .now
            }
            guard waiting.count < Self.waitingLimit else { return .never }
            state.waiting[change.name, default: []].append(pending)
            return .later
        }
        switch turn {
        case .now: begin(pending)
        case .later: break
        case .never: completion(.failure(.queueFull(retryAfter: 1)))
        }
    }

    /// Begins a change whose name nobody else changes until `finish`.
    private func begin(_ pending: PendingChange) {
        let change = pending.change
        let current = entry(named: change.name)
        guard change.isWanted(current) else { return finish(pending, .failure(.unwanted(current))) }
        switch change.action {
        case .keep(let plan, let parameters, let basis):
            guard storage?.isReadOnly != true else { return finish(pending, .failure(.storage(.readOnly))) }
            if case .definition(let definition) = basis {
                guard let current else { return finish(pending, .failure(.unknownModel)) }
                guard current.kept.plan.definition == definition else {
                    return finish(pending, .failure(.definitionChanged(current)))
                }
            }
            let version = (current?.kept.version ?? 0) + 1
            build(pending, plan, replacing: current) { name in
                KeptModel(
                    name: name,
                    version: version,
                    plan: plan,
                    parameters: parameters,
                    fingerprint: DefinitionJSON.fingerprint(of: plan.definition, parameters: parameters)
                )
            }
        case .load: load(pending, current)
        case .unload:
            guard let current else { return finish(pending, .failure(.unknownModel)) }
            let kept = isDurable ? current.kept.withoutParameters : current.kept
            publish(pending, ModelEntry(kept: kept, state: .unloaded), reserved: ModelUsage())
        case .remove:
            guard current != nil else { return finish(pending, .failure(.unknownModel)) }
            guard let storage else { return publish(pending, nil, reserved: ModelUsage()) }
            storageQueue.async { [self] in
                do throws(ModelStorageError) {
                    try storage.remove(change.name)
                    publish(pending, nil, reserved: ModelUsage())
                } catch {
                    finish(pending, .failure(.storage(error)))
                }
            }
        }
    }

    /// Reads a model from storage, or takes what is in memory, and builds its network.
    private func load(_ pending: PendingChange, _ current: ModelEntry?) {
        guard let storage else {
            guard let current else { return finish(pending, .failure(.unknownModel)) }
            return build(pending, current.kept.plan, replacing: current) { _ in current.kept }
        }
        storageQueue.async { [self] in
            do throws(ModelStorageError) {
                guard let kept = try storage.read(pending.change.name) else {
                    return finish(pending, .failure(.unknownModel))
                }
                build(pending, kept.plan, replacing: current) { _ in kept }
            } catch {
                finish(pending, .failure(.storage(error)))
            }
        }
    }

    /// Builds a network on a worker and makes it what everybody sees; there `kept` says what is kept of it.
    private func build(
        _ pending: PendingChange,
        _ plan: NetworkPlan,
        replacing current: ModelEntry?,
        _ kept: @escaping @Sendable (ModelName) -> KeptModel
    ) {
        let reserved: ModelUsage
        do throws(ModelLimitExceeded) {
            reserved = try reserve(plan, replacing: current)
        } catch {
            return finish(pending, .failure(.limit(error)))
        }
        let isTaken = pool.submit(to: .builds, price: .building(plan)) { [self] in
            let kept = kept(pending.change.name)
            let network = kept.parameters.map { Network(plan, parameters: $0) } ?? Network(plan)
            let entry = ModelEntry(kept: kept, state: .ready(Model(kept, network: network, pool: pool)))
            guard let storage, case .keep = pending.change.action else {
                return publish(pending, entry, reserved: reserved)
            }
            storageQueue.async { [self] in
                do throws(ModelStorageError) {
                    try storage.store(kept)
                    publish(pending, entry, reserved: reserved)
                } catch {
                    state.withLock { $0.usage -= reserved }
                    finish(pending, .failure(.storage(error)))
                }
            }
        }
        guard !isTaken else { return }
        state.withLock { $0.usage -= reserved }
        finish(pending, .failure(.queueFull(retryAfter: pool.secondsUntilIdle)))
    }

    /// Sets aside what a network will take, while what it replaces is still there.
    private func reserve(_ plan: NetworkPlan, replacing current: ModelEntry?) throws(ModelLimitExceeded) -> ModelUsage {
        let before = ModelUsage(of: current)
        var reserved = ModelUsage()
        reserved.models = 1 - before.models
        reserved.parameters = plan.parameterCount - before.parameters
        reserved.bytes = plan.residentBytes
        return try state.withLock { state throws(ModelLimitExceeded) in
            try check(.models, state.usage.models, reserved.models, limits.models)
            try check(.parameters, state.usage.parameters, reserved.parameters, limits.parameters)
            try check(.bytes, state.usage.bytes, reserved.bytes, limits.bytes)
            state.usage += reserved
            return reserved
        }
    }

    private func check(
        _ figure: ModelLimitExceeded.Figure,
        _ used: Int,
        _ more: Int,
        _ limit: Int
    ) throws(ModelLimitExceeded) {
        let (sum, overflows) = used.addingReportingOverflow(more)
        // What makes nothing larger is let through, also where the limits were lowered since.
        guard more > 0, overflows || sum > limit else { return }
        throw ModelLimitExceeded(figure: figure, actual: overflows ? .max : sum, limit: limit)
    }

    /// Lets everybody see what a change made of its name.
    private func publish(_ pending: PendingChange, _ entry: ModelEntry?, reserved: ModelUsage) {
        let name = pending.change.name
        let previous = state.withLock { state in
            let previous = state.entries.removeValue(forKey: name)
            state.entries[name] = entry
            state.usage -= reserved
            state.usage -= ModelUsage(of: previous)
            state.usage += ModelUsage(of: entry)
            state.damaged.removeAll { $0.name == name.text }
            return previous
        }
        finish(pending, .success(ModelChangeResult(entry: entry, isNew: previous == nil)))
    }

    /// Tells what a change came to, and lets the next one of its name begin.
    private func finish(_ pending: PendingChange, _ result: Result<ModelChangeResult, ModelChangeFailure>) {
        pending.completion(result)
        let name = pending.change.name
        let next = state.withLock { state -> PendingChange? in
            guard var waiting = state.waiting[name], !waiting.isEmpty else {
                state.waiting[name] = nil
                return nil
            }
            let next = waiting.removeFirst()
            state.waiting[name] = waiting
            return next
        }
        // Not called from here, so that many changes which fail at once do not pile up on the stack.
        if let next { storageQueue.async { [self] in begin(next) } }
    }
}
