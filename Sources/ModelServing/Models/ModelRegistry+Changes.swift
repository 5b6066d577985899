internal import Dispatch
internal import Locking
internal import ModelFormats
internal import NeuralNetwork

extension ModelRegistry {
    /// Makes a change.
    ///
    /// When it is acknowledged, everybody sees it, and with storage it survives a crash; when it fails, nothing has
    /// changed. Where the models of storage are not all loaded yet, it is refused as if too much waited.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - completion: Called once, on any queue, also before this returns.
    public func submit(
        _ change: ModelChange,
        completion: @escaping @Sendable (Result<ModelChangeResult, ModelChangeFailure>) -> Void
    ) {
        let pending = PendingChange(change: change, completion: completion)
        let arrival = ContinuousClock.now
        let isTaken =
            isLoaded
            && takeTurn(change.name, bytes: change.heldBytes) { [self] in
                begin(pending.adding(ModelChangeTimes(queue: ContinuousClock.now - arrival)))
            }
        if !isTaken { completion(.failure(.queueFull(retryAfter: 1))) }
    }

    /// Begins a change whose name nobody else changes until `finish`.
    private func begin(_ pending: PendingChange) {
        let change = pending.change
        let current = entry(named: change.name)
        guard change.isWanted(current) else { return finish(pending, .failure(.unwanted(current))) }
        switch change.action {
        case .keep(let plan, let parameters, let basis):
            guard storage?.isReadOnly != true else { return finish(pending, .failure(.storage(.readOnly))) }
            switch basis {
            case .anything: break
            case .definition(let definition):
                guard let current else { return finish(pending, .failure(.unknownModel)) }
                guard current.kept.plan.definition == definition else {
                    return finish(pending, .failure(.definitionChanged(current)))
                }
            case .model(let definition, let again):
                guard let current else { return finish(pending, .failure(.unknownModel)) }
                guard current.kept.plan.definition == definition else {
                    return keep(pending, readBy: again, replacing: current)
                }
            }
            keep(pending, plan, parameters, replacing: current)
        case .load: load(pending, current)
        case .unload:
            guard let current else { return finish(pending, .failure(.unknownModel)) }
            let kept = isDurable ? current.kept.withoutParameters : current.kept
            publish(pending, ModelEntry(kept: kept, state: .unloaded))
        case .remove: remove(pending, current)
        }
    }

    /// Reads parameters against the definition that is kept, and keeps them with it.
    private func keep(
        _ pending: PendingChange,
        readBy read: @escaping @Sendable (NetworkPlan) throws(ParametersError) -> [ParameterTensor],
        replacing current: ModelEntry
    ) {
        let plan = current.kept.plan
        let arrival = ContinuousClock.now
        let isTaken = pool.submit(to: .builds, price: .building(plan)) { [self] in
            let start = ContinuousClock.now
            do throws(ParametersError) {
                let parameters = try read(plan)
                let times = ModelChangeTimes(queue: start - arrival, compute: ContinuousClock.now - start)
                keep(pending.adding(times), plan, parameters, replacing: current)
            } catch {
                finish(pending, .failure(.unreadable(error)))
            }
        }
        if !isTaken { finish(pending, .failure(.queueFull(retryAfter: pool.secondsUntilIdle))) }
    }

    /// Builds a network, stores what it is built from, and makes it what everybody sees.
    private func keep(
        _ pending: PendingChange,
        _ plan: NetworkPlan,
        _ parameters: [ParameterTensor]?,
        replacing current: ModelEntry?
    ) {
        let name = pending.change.name
        // Versions go on counting over what is damaged, so that no tag of an answer comes back for something else.
        let before = current?.kept.version ?? state.withLock { $0.damaged[name.text]?.version } ?? 0
        let kept: @Sendable () -> KeptModel = {
            KeptModel(
                name: name,
                version: before + 1,
                plan: plan,
                parameters: parameters,
                fingerprint: DefinitionJSON.fingerprint(of: plan.definition, parameters: parameters)
            )
        }
        build(plan, replacing: current, kept) { [self] result in
            switch result {
            case .failure(let failure): finish(pending, .failure(failure))
            case .success(let (entry, reserved, times)):
                let pending = pending.adding(times)
                guard let storage else { return publish(pending, entry, reserved: reserved) }
                let start = ContinuousClock.now
                storageQueue.async { [self] in
                    do throws(ModelStorageError) {
                        try storage.store(entry.kept)
                    } catch {
                        release(reserved)
                        return finish(pending, .failure(.storage(error)))
                    }
                    let stamp = stamp(of: name)
                    let times = ModelChangeTimes(store: ContinuousClock.now - start)
                    publish(pending.adding(times), entry, reserved: reserved, stamp: stamp)
                }
            }
        }
    }

    /// Reads a model from storage, or takes what is in memory, and builds its network.
    private func load(_ pending: PendingChange, _ current: ModelEntry?) {
        guard let storage else {
            guard let current else { return finish(pending, .failure(.unknownModel)) }
            return publish(pending, building: current.kept, replacing: current, stamp: nil)
        }
        let start = ContinuousClock.now
        storageQueue.async { [self] in
            do throws(ModelStorageError) {
                let stamp = try storage.stamp(of: pending.change.name)
                guard let kept = try storage.read(pending.change.name) else {
                    return finish(pending, .failure(.unknownModel))
                }
                let times = ModelChangeTimes(store: ContinuousClock.now - start)
                publish(pending.adding(times), building: kept, replacing: current, stamp: stamp)
            } catch .damaged(let reason) {
                finish(pending, .failure(.damaged(reason: reason)))
            } catch {
                finish(pending, .failure(.storage(error)))
            }
        }
    }

    private func publish(
        _ pending: PendingChange,
        building kept: KeptModel,
        replacing current: ModelEntry?,
        stamp: ModelStamp?
    ) {
        build(kept.plan, replacing: current, { kept }) { [self] result in
            switch result {
            case .failure(let failure): finish(pending, .failure(failure))
            case .success(let (entry, reserved, times)):
                publish(pending.adding(times), entry, reserved: reserved, stamp: stamp)
            }
        }
    }

    /// Lets go of a model, or of what is damaged under its name.
    private func remove(_ pending: PendingChange, _ current: ModelEntry?) {
        let name = pending.change.name
        guard current != nil || state.withLock({ $0.damaged[name.text] != nil }) else {
            return finish(pending, .failure(.unknownModel))
        }
        guard let storage else { return publish(pending, nil) }
        let start = ContinuousClock.now
        storageQueue.async { [self] in
            do throws(ModelStorageError) {
                try storage.remove(name)
                publish(pending.adding(ModelChangeTimes(store: ContinuousClock.now - start)), nil)
            } catch {
                finish(pending, .failure(.storage(error)))
            }
        }
    }

    /// Lets everybody see what a change made of its name.
    private func publish(
        _ pending: PendingChange,
        _ entry: ModelEntry?,
        reserved: ModelUsage = ModelUsage(),
        stamp: ModelStamp? = nil
    ) {
        // What is let go only in memory is still there as it was read.
        let isUnloaded = entry != nil && entry?.model == nil
        let previous = replace(
            pending.change.name,
            with: entry,
            reserved: reserved,
            stamp: isUnloaded ? state.withLock { $0.stamps[pending.change.name] } : stamp
        )
        let result = ModelChangeResult(entry: entry, isNew: previous == nil, times: pending.times)
        finish(pending, .success(result))
    }

    /// Tells what a change came to, and lets the next one of its name begin.
    private func finish(_ pending: PendingChange, _ result: Result<ModelChangeResult, ModelChangeFailure>) {
        pending.completion(result)
        endTurn(pending.change.name)
    }
}
