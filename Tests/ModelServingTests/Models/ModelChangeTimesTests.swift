import TestSupport
import Testing

@testable import ModelServing

/// Where the time of changes went.
struct ModelChangeTimesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("A change says how long it waited, was computed, and was stored")
    func times() async throws {
        let pool = ComputePool(workers: 1)
        let registry = ModelRegistry(storage: try ModelFolder(folder.path), pool: pool)
        _ = try await ModelRegistryTests.reload(registry)
        let gate = Gate.occupying(pool)
        async let waiting = ModelRegistryTests.put(registry)
        while pool.waitingCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
        let seen = ContinuousClock.now
        try await Task.sleep(for: .milliseconds(20))
        let opened = ContinuousClock.now
        gate.open()
        let times = try await waiting.get().times
        let rest = ContinuousClock.now - opened
        #expect(times.queue >= opened - seen)
        #expect(times.compute > .zero && times.compute <= rest)
        #expect(try #require(times.store) > .zero && #require(times.store) <= rest)
        let loaded = try await ModelRegistryTests.ask(registry, ModelChange(SampleModels.name, .load)).get().times
        #expect(try #require(loaded.store) > .zero)
        let removed = try await ModelRegistryTests.ask(registry, ModelChange(SampleModels.name, .remove)).get().times
        #expect(try #require(removed.store) > .zero && removed.compute == .zero)
        let inMemory = try await ModelRegistryTests.put(try await ModelRegistryTests.make()).get().times
        #expect(inMemory.store == nil && inMemory.compute > .zero)
    }
}
