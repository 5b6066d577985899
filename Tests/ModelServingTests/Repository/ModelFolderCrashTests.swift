import Locking
import TestSupport
import Testing

@testable import ModelServing

/// What is left of a change that stops between any two of its steps.
struct ModelFolderCrashTests {
    /// What is done to a folder that holds one model.
    enum Change: String, CaseIterable, Sendable {
        case storeNew, replace, replaceWithParameters, remove

        var before: Int? { self == .storeNew ? nil : 4 }
        var after: Int? { self == .remove ? nil : 5 }

        func make(in models: ModelFolder) throws {
            if self == .remove { return try models.remove(SampleModels.name) }
            try models.store(try SampleModels.kept(version: 5, seed: 2, stored: self == .replaceWithParameters))
        }
    }

    /// Copies of a folder after every step, or a step that fails.
    private final class Steps: Sendable {
        private let state = Lock((count: 0, copies: [TemporaryFolder]()))
        private let folder: TemporaryFolder
        private let failing: Int?

        init(_ folder: TemporaryFolder, failing: Int? = nil) {
            self.folder = folder
            self.failing = failing
        }

        var copies: [TemporaryFolder] { state.withLock(\.copies) }
        var count: Int { state.withLock(\.count) }

        func step() throws(ModelStorageError) {
            let copy = failing == nil ? try? folder.copy() : nil
            let count = state.withLock { state in
                state.count += 1
                if let copy { state.copies.append(copy) }
                return state.count
            }
            if count == failing { throw .full }
        }
    }

    private func prepared(_ change: Change) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let models = try ModelFolder(folder.path)
        try models.store(try SampleModels.kept(SampleModels.sample("other"), version: 9))
        if let version = change.before {
            try models.store(try SampleModels.kept(version: version, seed: 1, stored: true))
        }
        return folder
    }

    private func open(_ folder: TemporaryFolder, _ steps: Steps, isExchanging: Bool) throws -> ModelFolder {
        try ModelFolder(
            folder.path,
            isReadOnly: false,
            limits: EvaluationLimits(),
            isExchanging: isExchanging,
            onStep: { () throws(ModelStorageError) in try steps.step() }
        )
    }

    private func entries(_ version: Int?) -> [String] { [".lock"] + (version == nil ? [] : ["iris"]) + ["other"] }

    @Test(
        "A crash after any step leaves the state before or the state after, and nothing else",
        arguments: Change.allCases,
        [true, false]
    )
    func crash(_ change: Change, isExchanging: Bool) throws {
        let folder = try prepared(change)
        let steps = Steps(folder)
        do { try change.make(in: try open(folder, steps, isExchanging: isExchanging)) }
        #expect(try folder.entries() == entries(change.after))
        var found: [Int?] = []
        for copy in steps.copies + [folder] {
            // A reader sees a whole state already before the process that writes starts again.
            let seen = try ModelFolder(copy.path, isReadOnly: true).read(SampleModels.name)?.version
            #expect(seen == change.before || seen == change.after)
            let models = try ModelFolder(copy.path)
            let version = try models.read(SampleModels.name)?.version
            #expect(version == change.before || version == change.after)
            #expect(try models.read(SampleModels.sample("other"))?.version == 9)
            #expect(try models.list().names.map(\.text) == Array(entries(version).dropFirst()))
            #expect(try copy.entries() == entries(version))
            found.append(version)
        }
        #expect(found.first == .some(change.before))
        #expect(found.last == .some(change.after))
        // Once there, the state after stays.
        let firstAfter = try #require(found.firstIndex(of: change.after))
        #expect(found[firstAfter...].allSatisfy { $0 == change.after })
        #expect(found.count > (change == .remove ? 2 : 7))
    }

    @Test(
        "A failure of any step leaves the state before, no leftover, and a folder that takes the change again",
        arguments: Change.allCases,
        [true, false]
    )
    func failure(_ change: Change, isExchanging: Bool) throws {
        var failing = 1
        while true {
            let folder = try prepared(change)
            let steps = Steps(folder, failing: failing)
            let models = try open(folder, steps, isExchanging: isExchanging)
            do {
                try change.make(in: models)
                #expect(steps.count < failing)
                break
            } catch {
                #expect(error as? ModelStorageError == .full)
            }
            #expect(try models.read(SampleModels.name)?.version == change.before)
            #expect(try folder.entries() == entries(change.before))
            try change.make(in: models)
            #expect(try models.read(SampleModels.name)?.version == change.after)
            #expect(try folder.entries() == entries(change.after))
            failing += 1
        }
        #expect(failing > (change == .remove ? 2 : 7))
    }
}
