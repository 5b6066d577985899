import Foundation
import ModelFormats
import NeuralNetwork
import TestSupport
import Testing

@testable import ModelServing

/// What a folder of models keeps, and what it says of what it cannot use.
struct ModelFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open(isReadOnly: Bool = false, limits: EvaluationLimits = EvaluationLimits()) throws -> ModelFolder {
        try ModelFolder(folder.path, isReadOnly: isReadOnly, limits: limits)
    }

    @Test("A model comes back as it was stored, with parameters or without", arguments: [false, true])
    func roundTrip(stored: Bool) throws {
        let kept = try SampleModels.kept(version: 7, stored: stored)
        do { try open().store(kept) }
        let models = try open()
        let read = try #require(try models.read(kept.name))
        #expect(ModelIdentity(read) == ModelIdentity(kept))
        #expect(read.plan == kept.plan)
        #expect(try models.list().names == [kept.name])
        #expect(try folder.entries() == [".lock", "iris"])
        let files = ["definition.json", "model.json"] + (stored ? ["parameters.safetensors"] : [])
        #expect(try folder.entries("iris") == files)
    }

    @Test(
        "A model replaces another, whichever of the two has parameters of its own",
        arguments: [false, true],
        [false, true]
    )
    func replacement(before: Bool, after: Bool) throws {
        let models = try open()
        try models.store(try SampleModels.kept(version: 1, seed: 1, stored: before))
        let kept = try SampleModels.kept(version: 2, seed: 2, stored: after)
        try models.store(kept)
        #expect(ModelIdentity(try #require(try models.read(kept.name))) == ModelIdentity(kept))
        try models.remove(kept.name)
        #expect(try models.read(kept.name) == nil)
        #expect(try models.list().names.isEmpty)
        #expect(try folder.entries() == [".lock"])
    }

    @Test("A definition that was placed by hand is version 1, in short form too, with parameters or without")
    func placedByHand() throws {
        try folder.write("a/definition.json", #"{"layer_sizes": [2, 3], "seed": 5}"#)
        let plan = try SampleModels.plan(activation: .identity)
        try folder.write("b/definition.json", #"{"layer_sizes": [2, 3], "seed": 1}"#)
        try folder.write("b/parameters.safetensors", Safetensors.bytes(of: SampleModels.parameters(plan)))
        let models = try open()
        let drawn = try #require(try models.read(SampleModels.sample("a")))
        #expect(drawn.version == 1)
        #expect(drawn.plan.definition.seed == 5)
        #expect(!drawn.hasStoredParameters)
        let stored = try #require(try models.read(SampleModels.sample("b")))
        #expect(stored.parameters?.first?.values == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5])
        #expect(try folder.entries("a") == ["definition.json"])
    }

    @Test("What is no model's is left out: hidden entries silently, names that no model can have with a report")
    func otherEntries() throws {
        try folder.write(".hidden/definition.json", "{}")
        try folder.write("lost+found/x", "")
        try folder.write("no name/definition.json", "{}")
        let (names, damaged) = try open().list()
        #expect(names.isEmpty)
        #expect(damaged.map(\.name) == ["no name"])
    }

    /// One kind of damage, and what the report says of it.
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let says: String
        let hasVersion: Bool
        let inflict: @Sendable (TemporaryFolder) throws -> Void

        init(
            _ description: String,
            _ says: String,
            hasVersion: Bool = true,
            _ inflict: @escaping @Sendable (TemporaryFolder) throws -> Void
        ) {
            testDescription = description
            self.says = says
            self.hasVersion = hasVersion
            self.inflict = inflict
        }
    }

    private static let definition = "iris/definition.json"
    private static let parameters = "iris/parameters.safetensors"
    private static let record = "iris/model.json"

    private static func change(_ folder: TemporaryFolder, _ file: String, _ edit: (inout [UInt8]) -> Void) throws {
        var bytes = try folder.read(file)
        edit(&bytes)
        try folder.write(file, bytes)
    }

    static let damages: [Damage] = [
        Damage("no definition", "definition.json is missing") { try $0.remove(definition) },
        Damage("an edited definition", "remove model.json") { folder in
            try change(folder, definition) { $0.append(UInt8(ascii: " ")) }
        },
        Damage("no JSON", "definition.json: not JSON at byte 1", hasVersion: false) {
            try $0.remove(record)
            try $0.write(definition, "nonsense")
        },
        Damage("an empty definition", "definition.json: not JSON", hasVersion: false) {
            try $0.remove(record)
            try $0.write(definition, "")
        },
        Damage("an impossible definition", "definition.json: #/layer_sizes", hasVersion: false) {
            try $0.remove(record)
            try $0.write(definition, #"{"layer_sizes": [2, 0]}"#)
        },
        Damage("a network over the limits", "definition.json: ", hasVersion: false) {
            try $0.remove(record)
            try $0.write(definition, #"{"layer_sizes": [200, 300]}"#)
        },
        Damage("no parameters", "parameters.safetensors is missing") { try $0.remove(parameters) },
        Damage("parameters cut short", "parameters.safetensors is not what") { folder in
            try change(folder, parameters) { $0.removeLast() }
        },
        Damage("a flipped bit of a parameter", "parameters.safetensors is not what") { folder in
            try change(folder, parameters) { $0[$0.count - 1] ^= 1 }
        },
        Damage("parameters of another network", "parameters.safetensors: #", hasVersion: false) {
            try $0.remove(record)
            let other = SampleModels.parameters(try SampleModels.plan(units: 4))
            try $0.write(parameters, Safetensors.bytes(of: other))
        },
        Damage("parameters that are no safetensors", "parameters.safetensors: ", hasVersion: false) {
            try $0.remove(record)
            try $0.write(parameters, "nonsense")
        },
        Damage("parameters far too large", "more than the limit", hasVersion: false) {
            try $0.remove(record)
            try $0.write(parameters, [UInt8](repeating: 0, count: 2 << 20))
        },
        Damage("parameters that the record does not know", "knows of no parameters.safetensors") {
            let kept = try SampleModels.kept(version: 3)
            let bytes = try $0.read(parameters)
            try $0.remove("iris")
            try ModelFolder($0.path).store(kept)
            try $0.write(parameters, bytes)
        },
        Damage("an empty record", "model.json is not as it was written", hasVersion: false) {
            try $0.write(record, "")
        },
        Damage("a record with another version", "model.json is not as it was written", hasVersion: false) { folder in
            try change(folder, record) {
                if let index = $0.firstIndex(of: UInt8(ascii: "3")) { $0[index] = UInt8(ascii: "4") }
            }
        },
        Damage("a record with another fingerprint", "its fingerprint is not the one") { folder in
            let bytes = try folder.read(record)
            guard let written = ModelRecord(bytes.span) else { return }
            let other = ModelRecord(
                version: 3,
                fingerprint: "sha256:" + String(repeating: "0", count: 64),
                definitionDigest: written.definitionDigest,
                parametersDigest: written.parametersDigest
            )
            try folder.write(record, other.bytes)
        },
        Damage("a record of the last version there could be", "model.json is not as it was written", hasVersion: false)
        {
            folder in
            let bytes = try folder.read(record)
            guard let written = ModelRecord(bytes.span) else { return }
            let other = ModelRecord(
                version: .max,
                fingerprint: written.fingerprint,
                definitionDigest: written.definitionDigest,
                parametersDigest: written.parametersDigest
            )
            try folder.write(record, other.bytes)
        },
        Damage("a file instead of a folder", "it is no folder", hasVersion: false) {
            try $0.remove("iris")
            try $0.write("iris", "nonsense")
        },
        Damage("an empty folder", "definition.json is missing", hasVersion: false) {
            try $0.remove(definition)
            try $0.remove(parameters)
            try $0.remove(record)
        },
        Damage("a link that leads nowhere", "leads nowhere", hasVersion: false) {
            try $0.remove("iris")
            try FileManager.default.createSymbolicLink(atPath: $0("iris"), withDestinationPath: "nowhere")
        },
        Damage("a link to itself", "cannot be read", hasVersion: false) {
            try $0.remove("iris")
            try FileManager.default.createSymbolicLink(atPath: $0("iris"), withDestinationPath: "iris")
        },
        Damage("a folder as definition", "definition.json is no regular file") {
            try $0.remove(definition)
            try $0.write("iris/definition.json/x", "")
        },
        Damage("a named pipe as definition", "definition.json is no regular file") {
            try $0.remove(definition)
            #expect(mkfifo($0(definition), 0o644) == 0)
        },
    ]

    @Test("Damage is told, is nobody else's, and goes with a PUT or a DELETE of the name", arguments: damages)
    func damage(_ damage: Damage) throws {
        let kept = try SampleModels.kept(version: 3, stored: true)
        let other = try SampleModels.kept(SampleModels.sample("other"), version: 5)
        do {
            let models = try open()
            try models.store(kept)
            try models.store(other)
        }
        try damage.inflict(folder)
        var limits = EvaluationLimits()
        limits.network.maximumParameters = 50_000
        for isReadOnly in [true, false] {
            let models = try open(isReadOnly: isReadOnly, limits: limits)
            let error = #expect(throws: ModelStorageError.self) { try models.read(kept.name) }
            #expect(error?.reason.contains(damage.says) == true, "\(error?.reason ?? "")")
            #expect(models.recordedVersion(of: kept.name) == (damage.hasVersion ? 3 : nil))
            #expect(try models.list().names == [kept.name, other.name])
            #expect(try models.stamp(of: kept.name) != nil)
            #expect(ModelIdentity(try #require(try models.read(other.name))) == ModelIdentity(other))
        }
        do {
            let models = try open()
            try models.remove(kept.name)
            #expect(try models.read(kept.name) == nil)
            #expect(try folder.entries() == [".lock", "other"])
            try models.store(kept)
        }
        try damage.inflict(folder)
        let models = try open()
        try models.store(kept)
        #expect(ModelIdentity(try #require(try models.read(kept.name))) == ModelIdentity(kept))
        #expect(try folder.entries() == [".lock", "iris", "other"])
    }

    @Test("A folder that is linked, as mounted configuration is, is read and replaced without touching its target")
    func links() throws {
        let mounted = try TemporaryFolder()
        try mounted.write("..data/definition.json", #"{"layer_sizes": [2, 3]}"#)
        try folder.write("linked/x", "")
        try folder.remove("linked/x")
        try FileManager.default.createSymbolicLink(
            atPath: folder("linked/definition.json"),
            withDestinationPath: mounted("..data/definition.json")
        )
        try FileManager.default.createSymbolicLink(atPath: folder("whole"), withDestinationPath: mounted("..data"))
        let models = try open()
        for name in ["linked", "whole"].map(SampleModels.sample) {
            #expect(try models.read(name)?.version == 1)
            try models.store(try SampleModels.kept(name, version: 2))
            #expect(try models.read(name)?.version == 2)
            try models.remove(name)
        }
        #expect(try mounted.entries("..data") == ["definition.json"])
    }

    @Test("Every change of what lies under a name changes its stamp, and nothing else does")
    func stamps() throws {
        let models = try open()
        #expect(try models.stamp(of: SampleModels.name) == nil)
        var seen: Set<ModelStamp> = []
        func note(_ isNew: Bool) throws {
            #expect(seen.insert(try #require(try models.stamp(of: SampleModels.name))).inserted == isNew)
        }
        try models.store(try SampleModels.kept(version: 1))
        try note(true)
        try note(false)
        _ = try models.read(SampleModels.name)
        try models.store(try SampleModels.kept(SampleModels.sample("other")))
        try note(false)
        try models.store(try SampleModels.kept(version: 2))
        try note(true)
        try folder.write("iris/definition.json", "{}")
        try note(true)
        try folder.remove("iris/definition.json")
        try note(true)
        try folder.write("iris/parameters.safetensors", "")
        try note(true)
    }
}
