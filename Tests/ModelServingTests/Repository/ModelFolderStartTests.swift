import Foundation
import NeuralNetwork
import TestSupport
import Testing

@testable import ModelServing

/// Which folders can be used, and by whom.
struct ModelFolderStartTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("A folder that is not there is made, but not the one that it would lie in, and not to be read")
    func making() throws {
        #expect(throws: ModelFolderError.missing(path: folder("a"))) { try ModelFolder(folder("a"), isReadOnly: true) }
        #expect(throws: ModelFolderError.missing(path: folder("a/b"))) { try ModelFolder(folder("a/b")) }
        do { _ = try ModelFolder(folder("a")) }
        #expect(try folder.entries() == ["a"])
        do { _ = try ModelFolder(folder("a")) }
        do { _ = try ModelFolder(folder("a/")) }
    }

    @Test("A file is no folder", arguments: [false, true])
    func file(isReadOnly: Bool) throws {
        try folder.write("a", "")
        #expect(throws: ModelFolderError.notFolder(path: folder("a"))) {
            try ModelFolder(folder("a"), isReadOnly: isReadOnly)
        }
    }

    @Test("One writes, the second is told who does, any number read, and the lock ends with its holder")
    func locking() throws {
        do {
            let first = try ModelFolder(folder.path)
            let error = #expect(throws: ModelFolderError.self) { try ModelFolder(folder.path) }
            #expect(error == .locked(path: folder.path, holder: Int(getpid())))
            #expect(error?.description.contains("\(getpid())") == true)
            #expect(error?.description.contains("--read-only") == true)
            let readers = try (0..<3).map { _ in try ModelFolder(folder.path, isReadOnly: true) }
            try first.store(try SampleModels.kept())
            for reader in readers {
                #expect(try reader.read(SampleModels.name)?.version == 1)
                #expect(throws: ModelStorageError.readOnly) { try reader.store(try SampleModels.kept()) }
                #expect(throws: ModelStorageError.readOnly) { try reader.remove(SampleModels.name) }
            }
            #expect(try first.read(SampleModels.name) != nil)
        }
        _ = try ModelFolder(folder.path)
    }

    @Test("A folder that is only read stays as it is, without a lock and with what a crash left")
    func reading() throws {
        try folder.write("a/definition.json", #"{"layer_sizes": [2, 3]}"#)
        try folder.write(".b.new/definition.json", "")
        let models = try ModelFolder(folder.path, isReadOnly: true)
        #expect(try models.list().names.map(\.text) == ["a"])
        #expect(try folder.entries() == [".b.new", "a"])
    }

    @Test("A reader finds a model also between the two steps of a replacement")
    func betweenSteps() throws {
        try folder.write(".a.old/definition.json", #"{"layer_sizes": [2, 3]}"#)
        try folder.write(".b.old/definition.json", #"{"layer_sizes": [2, 3]}"#)
        try folder.write("b/definition.json", #"{"layer_sizes": [2, 4]}"#)
        let models = try ModelFolder(folder.path, isReadOnly: true)
        #expect(try models.list().names.map(\.text) == ["a", "b"])
        #expect(try models.read(SampleModels.sample("a"))?.plan.outputSize == 3)
        #expect(try models.read(SampleModels.sample("b"))?.plan.outputSize == 4)
    }
}
