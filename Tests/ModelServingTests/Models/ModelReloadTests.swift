import ModelFormats
import NeuralNetwork
import TestSupport
import Testing

@testable import ModelServing

/// What a registry makes of what lies in a folder, at the start and again.
struct ModelReloadTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func place(_ name: String, outputs: Int = 3) throws {
        try folder.write("\(name)/definition.json", #"{"layer_sizes": [2, \#(outputs)]}"#)
    }

    private func text(_ names: [ModelName]) -> [String] { names.map(\.text) }

    /// The folder as the next process opens it.
    ///
    /// Whoever acknowledged the last change lets go of the registry, and so of the lock, when it has returned from that:
    /// a process would have ended by then, but here it may take a moment longer than the acknowledgement.
    private func reopened() async throws -> ModelFolder {
        let deadline = ContinuousClock.now.advanced(by: .seconds(30))
        while isLocked, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(1)) }
        return try ModelFolder(folder.path)
    }

    private var isLocked: Bool {
        do {
            _ = try ModelFolder(folder.path)
            return false
        } catch {
            return if case .locked = error { true } else { false }
        }
    }

    @Test("Versions and models survive the process; what is damaged is left out, told, and counted on by a PUT")
    func restart() async throws {
        do {
            let registry = try await ModelRegistryTests.make(storage: try ModelFolder(folder.path))
            #expect(registry.isDurable)
            for name in ["a", "b"] {
                for _ in 1...3 { _ = try await ModelRegistryTests.put(registry, SampleModels.sample(name)).get() }
            }
        }
        try folder.write("b/definition.json", "nonsense")
        let registry = try await ModelRegistryTests.make(storage: try await reopened())
        #expect(registry.entries.map(\.kept.version) == [3])
        #expect(registry.damaged.map(\.name) == ["b"])
        #expect(registry.damaged.first?.version == 3)
        let a = try await ModelRegistryTests.put(registry, SampleModels.sample("a")).get()
        #expect(a.entry?.kept.version == 4)
        let b = try await ModelRegistryTests.put(registry, SampleModels.sample("b")).get()
        #expect(b.entry?.kept.version == 4)
        #expect(b.isNew)
        #expect(registry.damaged.isEmpty)
    }

    @Test("What is damaged can be removed, and is unknown afterwards")
    func removingDamage() async throws {
        try folder.write("a/definition.json", "nonsense")
        let registry = try await ModelRegistryTests.make(storage: try ModelFolder(folder.path))
        let name = SampleModels.sample("a")
        _ = try await ModelRegistryTests.ask(registry, ModelChange(name, .remove)).get()
        #expect(registry.damaged.isEmpty)
        #expect(try folder.entries() == [".lock"])
        guard case .failure(.unknownModel) = await ModelRegistryTests.ask(registry, ModelChange(name, .remove)) else {
            Issue.record("removed twice")
            return
        }
    }

    @Test("Changes are refused until the models are loaded")
    func changesBeforeLoading() async throws {
        let registry = ModelRegistry(storage: try ModelFolder(folder.path), pool: ComputePool(workers: 1))
        guard case .failure(.queueFull) = try await ModelRegistryTests.put(registry) else {
            Issue.record("a change before the models are known")
            return
        }
        _ = try await ModelRegistryTests.reload(registry)
        _ = try await ModelRegistryTests.put(registry).get()
    }

    @Test("Reading again finds what is new, changed, gone and damaged, and leaves the rest alone")
    func changesOnDisk() async throws {
        for name in ["changed", "damaged", "gone", "same"] { try place(name) }
        let registry = try await ModelRegistryTests.make(storage: try ModelFolder(folder.path, isReadOnly: true))
        #expect(text(registry.entries.map(\.kept.name)) == ["changed", "damaged", "gone", "same"])
        let same = registry.entry(named: SampleModels.sample("same"))?.model
        let nothing = try await ModelRegistryTests.reload(registry)
        #expect(nothing.added.isEmpty && nothing.replaced.isEmpty && nothing.removed.isEmpty)
        try place("changed", outputs: 4)
        try place("new")
        try folder.remove("gone")
        try folder.write("damaged/definition.json", "{}")
        let reload = try await ModelRegistryTests.reload(registry)
        #expect(text(reload.added) == ["new"])
        #expect(text(reload.replaced) == ["changed"])
        #expect(text(reload.removed) == ["gone"])
        #expect(reload.damaged.map(\.name) == ["damaged"])
        #expect(text(registry.entries.map(\.kept.name)) == ["changed", "damaged", "new", "same"])
        #expect(registry.entry(named: SampleModels.sample("changed"))?.model?.plan.outputSize == 4)
        // What was damaged after it was loaded goes on.
        #expect(registry.entry(named: SampleModels.sample("damaged"))?.model?.plan.outputSize == 3)
        #expect(registry.entry(named: SampleModels.sample("same"))?.model === same)
        try place("damaged", outputs: 5)
        #expect(text(try await ModelRegistryTests.reload(registry).replaced) == ["damaged"])
        #expect(registry.damaged.isEmpty)
    }

    @Test("A reader follows the process that writes, and refuses changes itself")
    func replica() async throws {
        let writer = try await ModelRegistryTests.make(storage: try ModelFolder(folder.path))
        let reader = try await ModelRegistryTests.make(storage: try ModelFolder(folder.path, isReadOnly: true))
        for version in 1...3 {
            _ = try await ModelRegistryTests.put(writer, seed: UInt64(version)).get()
            _ = try await ModelRegistryTests.reload(reader)
            let kept = reader.entry(named: SampleModels.name)?.kept
            #expect(kept?.version == version)
            #expect(kept?.fingerprint == writer.entry(named: SampleModels.name)?.kept.fingerprint)
        }
        guard case .failure(.storage(.readOnly)) = try await ModelRegistryTests.put(reader) else {
            Issue.record("a reader took a change")
            return
        }
        _ = try await ModelRegistryTests.ask(writer, ModelChange(SampleModels.name, .remove)).get()
        #expect(text(try await ModelRegistryTests.reload(reader).removed) == ["iris"])
    }

    @Test("An unloaded model stays so, and loads what has been put there meanwhile")
    func unloaded() async throws {
        try place("a")
        let registry = try await ModelRegistryTests.make(storage: try ModelFolder(folder.path, isReadOnly: true))
        let name = SampleModels.sample("a")
        _ = try await ModelRegistryTests.ask(registry, ModelChange(name, .unload)).get()
        try place("a", outputs: 4)
        #expect(text(try await ModelRegistryTests.reload(registry).replaced) == ["a"])
        #expect(registry.entry(named: name)?.model == nil)
        #expect(registry.entry(named: name)?.kept.plan.outputSize == 4)
        _ = try await ModelRegistryTests.ask(registry, ModelChange(name, .load)).get()
        #expect(registry.entry(named: name)?.model?.plan.outputSize == 4)
    }

    @Test("What was damaged after it was loaded stays told when it is unloaded, until it is mended")
    func unloadingDamage() async throws {
        try place("a")
        let registry = try await ModelRegistryTests.make(storage: try ModelFolder(folder.path, isReadOnly: true))
        try folder.write("a/definition.json", "{}")
        #expect(try await ModelRegistryTests.reload(registry).damaged.map(\.name) == ["a"])
        _ = try await ModelRegistryTests.ask(registry, ModelChange(SampleModels.sample("a"), .unload)).get()
        #expect(registry.damaged.map(\.name) == ["a"])
        #expect(try await ModelRegistryTests.reload(registry).damaged.map(\.name) == ["a"])
        try place("a", outputs: 4)
        let reload = try await ModelRegistryTests.reload(registry)
        #expect(text(reload.replaced) == ["a"])
        #expect(reload.damaged.isEmpty)
    }

    @Test("What does not fit is told at the start, and fits when there is room")
    func limits() async throws {
        for index in 0..<6 { try place("m\(index)") }
        var limits = ModelLimits()
        limits.models = 4
        let registry = try await ModelRegistryTests.make(limits: limits, storage: try ModelFolder(folder.path))
        #expect(registry.entries.count == 4)
        #expect(registry.damaged.count == 2)
        #expect(registry.damaged.allSatisfy { $0.reason == "it does not fit: 5 models are more than the limit of 4" })
        let loaded = try #require(registry.entries.first)
        _ = try await ModelRegistryTests.ask(registry, ModelChange(loaded.kept.name, .remove)).get()
        #expect(try await ModelRegistryTests.reload(registry).added.count == 1)
        #expect(registry.damaged.count == 1)
    }

    @Test("Many models load through a run queue that holds one, and everybody who asks for a reload is told")
    func manyModels() async throws {
        for index in 0..<200 { try place("m\(index)") }
        let registry = ModelRegistry(
            storage: try ModelFolder(folder.path),
            pool: ComputePool(workers: 2, limits: .init(count: 1))
        )
        let added = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10 { group.addTask { try await ModelRegistryTests.reload(registry).added.count } }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(added.count == 10)
        #expect(registry.entries.count == 200)
        #expect(added.allSatisfy { $0 == 0 || $0 == 200 })
    }
}
