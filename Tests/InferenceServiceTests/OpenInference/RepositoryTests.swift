import Foundation
import HTTPServer
import HTTPWire
import ModelFormats
import ModelServing
import NeuralNetwork
import StrictJSON
import Testing

@testable import InferenceService

/// Content of requests to load a model.
private enum Content {
    static let definition = #"{"layer_sizes": [2, 1], "seed": 3}"#

    /// Text as a string of JSON.
    static func string(_ text: String) -> String {
        var writer = JSONWriter()
        writer.value(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func configuration(_ definition: String, _ rest: String = "") -> String {
        #"{"parameters": {"definition": {"string_value": \#(string(definition))}}\#(rest)}"#
    }

    static func config(_ text: String, _ rest: String = "") -> String {
        #"{"parameters": {"config": \#(string(text))\#(rest)}}"#
    }

    static let definitionFile = #"{"parameters": {"file:1/definition.json": "\#(base64(Array(definition.utf8)))"}}"#

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

@Suite("The model repository extension")
struct RepositoryTests {
    private func load(_ models: TestedModels, _ name: String, _ body: String) throws -> LoadPayload {
        try RequestText(method: "POST", body: Array(body.utf8), parameters: [name]).with { request in
            try LoadPayload(request, name: name, limits: models.limits)
        }
    }

    @Test("A configuration carries a definition; numbers may be strings, members that mean nothing are ignored")
    func configuration() throws {
        let models = TestedModels()
        let text = Content.configuration(Content.definition, #", "max_batch_size": "16", "name": "m", "backend": "x""#)
        let plan = try #require(try load(models, "m", Content.config(text)).plan)
        #expect(plan.definition.seed == 3)
        #expect(plan.inputSize == 2)
    }

    @Test(
        "A configuration without a definition keeps the one that is there",
        arguments: [
            "", "{}", #"{"parameters": {}}"#, #"{"parameters": null}"#, Content.config("{}"),
            Content.config(#"{"parameters": {"a": {}}}"#),
        ]
    )
    func withoutDefinition(body: String) throws {
        #expect(try load(TestedModels(), "m", body).plan == nil)
    }

    @Test("A definition may be a file, beside a configuration that says the same or nothing")
    func definitionFile() throws {
        let models = TestedModels()
        let file = #", "file:1/definition.json": "\#(Content.base64(Array(Content.definition.utf8)))""#
        #expect(try load(models, "m", Content.config("{}", file)).plan?.definition.seed == 3)
        #expect(try load(models, "m", Content.config(Content.configuration(Content.definition), file)).plan != nil)
        let other = Content.configuration(#"{"layer_sizes": [2, 1], "seed": 4}"#)
        #expect(throws: Problem.self) { try load(models, "m", Content.config(other, file)) }
    }

    @Test(
        "A mistake in the content is told with its place",
        arguments: [
            ("[]", "expected an object"), (#"{"parameters": 1}"#, "#/parameters"),
            (#"{"parameters": {"config": {}}}"#, "#/parameters/config"),
            (#"{"parameters": {"config": "{"}}"#, "JSON in a string"),
            (#"{"parameters": {"config": "[]"}}"#, "an object in the string"),
            (Content.config(#"{"name": "other"}"#), "\"other\""),
            (Content.config(#"{"parameters": {"definition": {}}}"#), "string_value"),
            (Content.config(Content.configuration(#"{"layer_sizes": [2]}"#)), "in the definition"),
            (#"{"parameters": {"fil:1/definition.json": ""}}"#, "did you mean"),
            (#"{"parameters": {"file:1/definition.json": "YQ"}}"#, "base64"),
            (#"{"parameters": {"file:1/parameters.safetensors": 1}}"#, "expected a string"),
            (#"{"parameters": {"file:1/parameters.safetensors": "AAAA"}}"#, "need a \"config\""),
            (Content.definitionFile, "need a \"config\""),
        ]
    )
    func mistakes(body: String, words: String) throws {
        let problem = #expect(throws: Problem.self) { try load(TestedModels(), "m", body) }
        #expect(problem?.detail.contains(words) == true, "\(problem?.detail ?? "")")
        #expect(problem?.response(to: .named("r"), style: .inference(accept: nil)).status == 400)
    }

    @Test("Base64 is decoded as it is encoded")
    func base64() {
        for count in 0...64 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 89 + count) }
            #expect(Base64.decode(Content.base64(bytes)) == bytes)
        }
    }

    @Test(
        "What is not exactly base64 is refused",
        arguments: [
            "A", "AA", "AAA", "AA=A", "A===", "====", "AB==", "AAB=", "AA A", "AAAA\n", "AA-_", "AAAAA", "é===",
        ]
    )
    func strictBase64(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test("The index lists what answers, what was unloaded, and only the first if that is asked for")
    func index() async throws {
        let models = TestedModels()
        try await models.keep("b")
        try await models.keep("a")
        try await models.submit("a", .unload)
        func index(_ body: String) throws -> [[String: String]] {
            let endpoint = RepositoryIndexEndpoint(registry: models.registry, contentLimit: 1000)
            let response = try RequestText(method: "POST", body: Array(body.utf8)).with { request in
                endpoint.answer(isReadyOnly: try RepositoryIndexEndpoint.isReadyOnly(request))
            }
            return try #require(JSONSerialization.jsonObject(with: Data(response.content)) as? [[String: String]])
        }
        let all = [
            ["name": "a", "version": "1", "state": "UNAVAILABLE", "reason": "unloaded"],
            ["name": "b", "version": "1", "state": "READY"],
        ]
        #expect(try index("") == all)
        #expect(try index("{}") == all)
        #expect(try index(#"{"ready": true}"#) == [all[1]])
        #expect(throws: Problem.self) { try index(#"{"ready": 1}"#) }
    }

    @Test("A load that finds another definition than it brings does not pass for one that kept it")
    func overtaken() async throws {
        let tested = TestedModels()
        let plan = try await tested.keep("m").plan
        let name = try #require(ModelName("m"))
        let keep = ModelChange(name, .keep(plan, parameters: nil, basis: .anything))
        func outcome(_ change: ModelChange) async -> Result<ModelChangeResult, ModelChangeFailure> {
            await withCheckedContinuation { continuation in
                tested.registry.submit(change) { continuation.resume(returning: $0) }
            }
        }
        #expect(keep.isDone(by: await outcome(.loadAgain(name, plan.definition))))
        // Somebody else's change has its turn first.
        try await tested.keep("m", #"{"layer_sizes": [2, 5]}"#)
        #expect(!keep.isDone(by: await outcome(.loadAgain(name, plan.definition))))
        #expect(!keep.isDone(by: await outcome(ModelChange(name, .load))))
        try await tested.submit("m", .remove)
        #expect(!keep.isDone(by: await outcome(.loadAgain(name, plan.definition))))
        #expect(keep.isDone(by: await outcome(keep)))
    }
}
