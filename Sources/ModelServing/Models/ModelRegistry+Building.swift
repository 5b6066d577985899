internal import Locking
internal import NeuralNetwork

extension ModelRegistry {
    /// Builds a network on a worker, within the limits.
    ///
    /// - Parameters:
    ///   - plan: What is to be built.
    ///   - current: What it replaces, which is there meanwhile.
    ///   - kept: Called on the worker: what is kept of it.
    ///   - completion: Called once, on any queue, also before this returns: what everybody is to see, what was set aside
    ///     for it, to be given to `replace` or `release`, and where the time went.
    func build(
        _ plan: NetworkPlan,
        replacing current: ModelEntry?,
        _ kept: @escaping @Sendable () -> KeptModel,
        _ completion:
            @escaping @Sendable (Result<(ModelEntry, ModelUsage, ModelChangeTimes), ModelChangeFailure>) -> Void
    ) {
        let reserved: ModelUsage
        do throws(ModelLimitExceeded) {
            reserved = try reserve(plan, replacing: current)
        } catch {
            return completion(.failure(.limit(error)))
        }
        let arrival = ContinuousClock.now
        let isTaken = pool.submit(to: .builds, price: .building(plan)) { [self] in
            let start = ContinuousClock.now
            let kept = kept()
            let network = kept.parameters.map { Network(plan, parameters: $0) } ?? Network(plan)
            let entry = ModelEntry(kept: kept, state: .ready(Model(kept, network: network, pool: pool)))
            let times = ModelChangeTimes(queue: start - arrival, compute: ContinuousClock.now - start)
            completion(.success((entry, reserved, times)))
        }
        guard !isTaken else { return }
        release(reserved)
        completion(.failure(.queueFull(retryAfter: pool.secondsUntilIdle)))
    }

    /// Lets everybody see what has become of a name.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - entry: What is under it from now on.
    ///   - reserved: What was set aside for it.
    ///   - stamp: What storage has told of it.
    /// - Returns: What was under it before.
    @discardableResult
    func replace(
        _ name: ModelName,
        with entry: ModelEntry?,
        reserved: ModelUsage,
        stamp: ModelStamp?
    ) -> ModelEntry? {
        state.withLock { state in
            let previous = state.entries.removeValue(forKey: name)
            state.entries[name] = entry
            state.usage -= reserved
            state.usage -= ModelUsage(of: previous)
            state.usage += ModelUsage(of: entry)
            // What is let go only in memory is as damaged in storage as it was.
            if entry == nil || entry?.model != nil { state.damaged[name.text] = nil }
            state.stamps[name] = stamp
            return previous
        }
    }

    /// What storage tells of a name now; nil where it cannot, which means that a reload reads the model.
    func stamp(of name: ModelName) -> ModelStamp? {
        do { return try storage?.stamp(of: name) } catch { return nil }
    }
}
