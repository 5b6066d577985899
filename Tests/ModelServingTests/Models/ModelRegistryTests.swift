import Dispatch
import Locking
import ModelFormats
import NeuralNetwork
import TestSupport
import Testing

@testable import ModelServing

/// What changes do to the models, and what they leave alone.
struct ModelRegistryTests {
    typealias Outcome = Result<ModelChangeResult, ModelChangeFailure>

    static func ask(_ registry: ModelRegistry, _ change: ModelChange) async -> Outcome {
        await withCheckedContinuation { continuation in
            registry.submit(change) { continuation.resume(returning: $0) }
        }
    }

    static func put(_ registry: ModelRegistry, _ name: ModelName = SampleModels.name, seed: UInt64 = 1, units: Int = 3)
        async throws -> Outcome
    {
        let plan = try SampleModels.plan(seed: seed, units: units)
        return await ask(registry, ModelChange(name, .keep(plan, parameters: nil, basis: .anything)))
    }

    static func make(limits: ModelLimits = ModelLimits(), storage: (any ModelStorage)? = nil)
        async throws -> ModelRegistry
    {
        let pool = ComputePool(workers: 2)
        let registry = ModelRegistry(limits: limits, storage: storage, pool: pool)
        if storage != nil { _ = try await reload(registry) }
        return registry
    }

    static func reload(_ registry: ModelRegistry) async throws -> ModelReload {
        try await withCheckedContinuation { continuation in
            registry.reload { continuation.resume(returning: $0) }
        }.get()
    }

    @Test("Versions count every accepted change, an identical one too, and begin again after a removal")
    func versions() async throws {
        let registry = try await Self.make()
        for version in 1...3 {
            let result = try await Self.put(registry).get()
            #expect(result.entry?.kept.version == version)
            #expect(result.isNew == (version == 1))
        }
        #expect(try await Self.ask(registry, ModelChange(SampleModels.name, .remove)).get().entry == nil)
        #expect(registry.entry(named: SampleModels.name) == nil)
        let result = try await Self.put(registry).get()
        #expect(result.entry?.kept.version == 1)
        #expect(result.isNew)
        #expect(!registry.isDurable)
    }

    @Test("A change that is not wanted, or of a name that has no model, changes nothing")
    func refusals() async throws {
        let registry = try await Self.make()
        for action in [ModelChange.Action.load, .unload, .remove] {
            guard case .failure(.unknownModel) = await Self.ask(registry, ModelChange(SampleModels.name, action)) else {
                Issue.record("\(action) of nothing")
                continue
            }
        }
        _ = try await Self.put(registry)
        let plan = try SampleModels.plan(seed: 2)
        let unwanted = ModelChange(SampleModels.name, .keep(plan, parameters: nil, basis: .anything)) { $0 == nil }
        guard case .failure(.unwanted(let entry)) = await Self.ask(registry, unwanted) else {
            Issue.record("an unwanted change")
            return
        }
        #expect(entry?.kept.version == 1)
        let parameters = SampleModels.parameters(plan)
        let basis = ModelChange.Basis.definition(plan.definition)
        let change = ModelChange(SampleModels.name, .keep(plan, parameters: parameters, basis: basis))
        guard case .failure(.definitionChanged) = await Self.ask(registry, change) else {
            Issue.record("parameters for another definition")
            return
        }
        #expect(registry.entry(named: SampleModels.name)?.kept.version == 1)
    }

    @Test(
        "Parameters are read anew against the definition that is there when their turn comes, and refused if they do not fit"
    )
    func readingAnew() async throws {
        let registry = try await Self.make()
        _ = try await Self.put(registry)
        let stale = try SampleModels.plan(seed: 2)
        let current = try #require(registry.entry(named: SampleModels.name)).kept.plan
        #expect(current.definition != stale.definition)
        func change(
            _ read: @escaping @Sendable (NetworkPlan) throws(ParametersError) -> [ParameterTensor]
        ) -> ModelChange {
            let basis = ModelChange.Basis.model(readAgainst: stale.definition, again: read)
            let parameters = SampleModels.parameters(stale)
            return ModelChange(SampleModels.name, .keep(stale, parameters: parameters, basis: basis))
        }
        let unread = change { (plan) throws(ParametersError) in throw .problems(InputProblems([])) }
        guard case .failure(.unreadable) = await Self.ask(registry, unread) else {
            Issue.record("parameters that do not fit")
            return
        }
        #expect(registry.entry(named: SampleModels.name)?.kept.version == 1)
        let read = change { (plan) throws(ParametersError) in SampleModels.parameters(plan) }
        let kept = try #require(try await Self.ask(registry, read).get().entry).kept
        #expect(kept.version == 2)
        #expect(kept.hasStoredParameters)
        #expect(kept.plan.definition == current.definition)
    }

    @Test("An unloaded model stays listed without a network, and comes back as it was", arguments: [false, true])
    func unloading(isDurable: Bool) async throws {
        let folder = try TemporaryFolder()
        let registry = try await Self.make(storage: isDurable ? try ModelFolder(folder.path) : nil)
        let plan = try SampleModels.plan()
        let keep = ModelChange.Action.keep(plan, parameters: SampleModels.parameters(plan), basis: .anything)
        let before = try await Self.ask(registry, ModelChange(SampleModels.name, keep)).get().entry
        _ = try await Self.ask(registry, ModelChange(SampleModels.name, .unload)).get()
        let unloaded = try #require(registry.entry(named: SampleModels.name))
        #expect(unloaded.model == nil)
        #expect(unloaded.kept.fingerprint == before?.kept.fingerprint)
        #expect(unloaded.kept.hasStoredParameters)
        if isDurable {
            _ = try await Self.reload(registry)
            #expect(registry.entry(named: SampleModels.name)?.model == nil)
        }
        let loaded = try await Self.ask(registry, ModelChange(SampleModels.name, .load)).get().entry
        #expect(loaded?.kept.version == 1)
        let rows = Matrix(rows: 1, columns: 2, values: [1, 2])
        #expect(loaded?.model?.network.forward(rows).values == before?.model?.network.forward(rows).values)
    }

    @Test("Changes of one name happen in the order in which they were asked for")
    func order() async throws {
        let registry = try await Self.make()
        let plans = try (0..<40).map { try SampleModels.plan(seed: UInt64($0)) }
        let versions = Lock([Int]())
        await withCheckedContinuation { continuation in
            let left = Lock(plans.count)
            for plan in plans {
                registry.submit(ModelChange(SampleModels.name, .keep(plan, parameters: nil, basis: .anything))) {
                    result in
                    let version = (try? result.get())?.entry?.kept.version
                    let seed = (try? result.get())?.entry?.kept.plan.definition.seed
                    #expect(seed.map { Int($0) + 1 } == version)
                    versions.withLock { $0.append(version ?? 0) }
                    if left.withLock({
                        $0 -= 1; return $0
                    }) == 0 {
                        continuation.resume()
                    }
                }
            }
        }
        #expect(versions.withLock { $0 } == Array(1...40))
    }

    @Test("Every limit is named when it is passed, gives back what a failure had taken, and lets what is smaller in")
    func limits() async throws {
        let plan = try SampleModels.plan()
        let three = (models: 3, parameters: 3 * plan.parameterCount, bytes: 3 * plan.residentBytes)
        for figure in ModelLimitExceeded.Figure.allCases {
            var limits = ModelLimits()
            switch figure {
            case .models: limits.models = three.models
            case .parameters: limits.parameters = three.parameters
            case .bytes: limits.bytes = three.bytes
            }
            let registry = try await Self.make(limits: limits)
            for name in ["a", "b", "c"] { _ = try await Self.put(registry, SampleModels.sample(name)).get() }
            let full = registry.state.withLock(\.usage)
            for _ in 0..<3 {
                let refused = try await Self.put(registry, SampleModels.sample("d"))
                guard case .failure(.limit(let excess)) = refused else {
                    Issue.record("a fourth model passes the limit on \(figure)")
                    continue
                }
                #expect(excess.figure == figure)
                #expect(registry.state.withLock(\.usage) == full)
            }
            _ = try await Self.put(registry, SampleModels.sample("a"), seed: 2).get()
            #expect(registry.state.withLock(\.usage) == full)
            _ = try await Self.put(registry, SampleModels.sample("a"), units: 1).get()
            if figure != .models, case .success = try await Self.put(registry, SampleModels.sample("a"), units: 200) {
                Issue.record("a larger model passes the limit on \(figure)")
            }
            for name in ["a", "b", "c"] {
                _ = try await Self.ask(registry, ModelChange(SampleModels.sample(name), .remove)).get()
            }
            #expect(registry.state.withLock(\.usage) == ModelUsage())
        }
    }

    @Test("Changes that come at once cannot pass a limit together")
    func limitsTogether() async throws {
        var limits = ModelLimits()
        limits.models = 5
        let registry = try await Self.make(limits: limits)
        let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<40 {
                group.addTask {
                    if case .success = try await Self.put(registry, SampleModels.sample("m\(index)")) {
                        true
                    } else {
                        false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(accepted == 5)
        #expect(registry.entries.count == 5)
        #expect(registry.state.withLock(\.usage.models) == 5)
    }

    /// A pool whose one worker is held and whose run queue is full, until it is let go.
    private func fullPool() -> (pool: ComputePool, letGo: @Sendable () -> Void) {
        let pool = ComputePool(workers: 1, limits: .init(count: 1))
        let entered = DispatchSemaphore(value: 0)
        let opened = DispatchSemaphore(value: 0)
        #expect(
            pool.submit(price: Price(nanoseconds: 1000)) {
                entered.signal()
                opened.wait()
            }
        )
        entered.wait()
        #expect(pool.submit(price: Price(nanoseconds: 1000)) {})
        return (pool, { opened.signal() })
    }

    @Test("A full run queue refuses a change and gives back what it had taken")
    func fullQueue() async throws {
        let (pool, letGo) = fullPool()
        defer { letGo() }
        let registry = ModelRegistry(pool: pool)
        guard case .failure(.queueFull) = try await Self.put(registry) else {
            Issue.record("taken by a queue that is full")
            return
        }
        #expect(registry.entries.isEmpty)
        #expect(registry.state.withLock(\.usage) == ModelUsage())
        #expect(registry.state.withLock { $0.waiting.isEmpty })
    }

    @Test("Changes that wait for each other hold a quarter of the memory at most, or what one of them holds")
    func waitingBytes() async throws {
        let plan = try SampleModels.plan()
        let parameters = SampleModels.parameters(plan)
        for (quarters, waiting) in [(0, 1), (1, 1), (2, 2), (3, 3)] {
            var limits = ModelLimits()
            limits.bytes = 4 * quarters * plan.parameterBytes
            let registry = try await Self.make(limits: limits)
            #expect(registry.takeTurn(SampleModels.name) {})
            let refused = Lock([Int]())
            let change = ModelChange(SampleModels.name, .keep(plan, parameters: parameters, basis: .anything))
            for number in 1...5 {
                registry.submit(change) { result in
                    if case .failure(.queueFull) = result { refused.withLock { $0.append(number) } }
                }
            }
            // What holds nothing waits beside them.
            registry.submit(ModelChange(SampleModels.name, .load)) { result in
                if case .failure(.queueFull) = result { refused.withLock { $0.append(0) } }
            }
            registry.endTurn(SampleModels.name)
            await withCheckedContinuation { continuation in registry.finish { continuation.resume() } }
            #expect(refused.withLock { $0 } == Array(waiting + 1...5))
            #expect(registry.state.withLock(\.waitingBytes) == 0)
        }
    }

    @Test("What ends waits for the changes under way, however many wait for each other")
    func finishing() async throws {
        let folder = try TemporaryFolder()
        let registry = try await Self.make(storage: try ModelFolder(folder.path))
        let done = Lock(0)
        for seed in 0..<10 {
            let plan = try SampleModels.plan(seed: UInt64(seed))
            registry.submit(ModelChange(SampleModels.name, .keep(plan, parameters: nil, basis: .anything))) { _ in
                done.withLock { $0 += 1 }
            }
        }
        await withCheckedContinuation { continuation in registry.finish { continuation.resume() } }
        #expect(done.withLock { $0 } == 10)
        await withCheckedContinuation { continuation in registry.finish { continuation.resume() } }
    }
}
