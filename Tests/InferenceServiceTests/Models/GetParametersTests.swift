import HTTPServer
import HTTPWire
import ModelFormats
import ModelServing
import NeuralNetwork
import Testing

@testable import InferenceService

/// The parameters of a kept model, in both forms.
struct GetParametersTests {
    private static let definition = """
        {"input_size": 2, "layers": [{"units": 1, "weight_init": {"scheme": "values", "values": [[0.5, -2]]}}]}
        """

    private func answer(_ fields: [(name: String, value: String)], of entry: ModelEntry) throws -> Response {
        try GetParameters(limits: EvaluationLimits()).answer(to: RequestText(fields: fields), of: entry)
    }

    @Test(
        "A safetensors file is what a client gets who does not ask for JSON",
        arguments: [nil, "*/*", "application/*;q=0.5, application/vnd.safetensors"]
    )
    func safetensors(_ accept: String?) async throws {
        let entry = try await KeptModels().put(Self.definition)
        let response = try answer(accept.map { [("Accept", $0)] } ?? [], of: entry)
        #expect(response.status == 200)
        #expect(response.contentType == "application/vnd.safetensors")
        #expect(response.field("Vary") == "Accept")
        #expect(response.field("ETag") == EntityTag(of: entry.kept).text)
        let read = try Safetensors.read(response.content.span, for: entry.kept.plan)
        #expect(read.map(\.values) == [[0.5, -2], [0]])
    }

    @Test("JSON is nested like the shapes, and has a tag of its own")
    func json() async throws {
        let entry = try await KeptModels().put(Self.definition)
        let response = try answer([("Accept", "application/json")], of: entry)
        #expect(response.contentType == "application/json")
        #expect(
            text(response.content)
                == #"{"parameters":[{"name":"layers.0.weight","shape":[1,2],"values":[[0.5,-2]]},"#
                + #"{"name":"layers.0.bias","shape":[1],"values":[0]}]}"#
        )
        let tag = try #require(response.field("ETag"))
        #expect(tag != EntityTag(of: entry.kept).text)
        #expect(GetParameters.tags(of: entry).map(\.text).contains(tag))
        let again = [("Accept", "application/json"), ("If-None-Match", tag)]
        #expect(try answer(again.map { (name: $0.0, value: $0.1) }, of: entry).status == 304)
        #expect(try answer([("If-None-Match", tag)], of: entry).status == 200)
    }

    @Test("More parameters than an answer may have are refused as JSON only")
    func limit() async throws {
        let entry = try await KeptModels().put(Self.definition)
        var limits = EvaluationLimits()
        limits.answerValues = 2
        let parameters = GetParameters(limits: limits)
        let json = try parameters.answer(to: RequestText(fields: [("Accept", "application/json")]), of: entry)
        #expect(json.status == 422)
        #expect(text(json.content).contains("application/vnd.safetensors"))
        #expect(try parameters.answer(to: RequestText(), of: entry).status == 200)
    }
}
