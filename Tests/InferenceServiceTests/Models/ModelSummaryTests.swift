import HTTPServer
import HTTPWire
import ModelServing
import NeuralNetwork
import Testing

@testable import InferenceService

/// What a client is told of a kept model.
struct ModelSummaryTests {
    private static let definition = #"{"layer_sizes": [2, 1], "seed": 3}"#

    @Test("The summary has the members of the contract, in its order")
    func members() async throws {
        let entry = try await KeptModels().put(Self.definition)
        let response = try ModelSummary(isDurable: false).answer(to: RequestText(), of: entry)
        let fingerprint = entry.kept.fingerprint
        #expect(response.status == 200)
        #expect(response.contentType == "application/json")
        #expect(response.field("Cache-Control") == "no-cache")
        #expect(response.field("ETag") == "\"1-\(fingerprint.dropFirst("sha256:".count).prefix(16))\"")
        let content = text(response.content)
        #expect(
            content.hasPrefix(
                #"{"name":"m","ready":true,"version":"1","fingerprint":"\#(fingerprint)","parameters":"drawn","#
                    + #""durable":false,"definition":{"seed":3,"#
            )
        )
        #expect(content.contains(#"},"network":{"fingerprint":"\#(fingerprint)","seed":3,"#))
        #expect(
            content.hasSuffix(
                #","model_version_status":[{"version":"1","state":"AVAILABLE","#
                    + #""status":{"error_code":"OK","error_message":""}}]}"#
            )
        )
    }

    @Test("With stored parameters the fingerprint is another one, in the summary and in its network")
    func stored() async throws {
        let models = KeptModels()
        let drawn = try await models.put(Self.definition)
        let parameters = try #require(drawn.model).network.parameters
        let stored = try await models.put(Self.definition, parameters: parameters)
        #expect(stored.kept.fingerprint != drawn.kept.fingerprint)
        let response = try ModelSummary(isDurable: true).answer(to: RequestText(), of: stored)
        let members = try object(response.content)
        #expect(members["version"] as? String == "2")
        #expect(members["parameters"] as? String == "stored")
        #expect(members["durable"] as? Bool == true)
        #expect(members["fingerprint"] as? String == stored.kept.fingerprint)
        #expect((members["network"] as? [String: Any])?["fingerprint"] as? String == stored.kept.fingerprint)
    }

    @Test("A client that has the present summary gets no content")
    func notModified() async throws {
        let entry = try await KeptModels().put(Self.definition)
        let tag = EntityTag(of: entry.kept).text
        for (field, status) in [(tag, 304), ("W/\(tag)", 304), ("*", 304), ("\"1-0\"", 200), ("no list", 200)] {
            let request = RequestText(fields: [("If-None-Match", field)])
            let response = try ModelSummary(isDurable: false).answer(to: request, of: entry)
            #expect(response.status.rawValue == status, "\(field)")
            #expect(response.field("ETag") == tag)
            #expect(response.content.isEmpty == (status == 304))
        }
    }

    @Test("A model that was unloaded is not ready, and has no tag that it would share with the loaded one")
    func unloaded() async throws {
        let models = KeptModels()
        let tag = EntityTag(of: try await models.put(Self.definition).kept).text
        let entry = try await models.unload()
        let request = RequestText(fields: [("If-None-Match", tag)])
        let response = try ModelSummary(isDurable: false).answer(to: request, of: entry)
        #expect(response.status == 200)
        #expect(response.field("ETag") == nil)
        let members = try object(response.content)
        #expect(members["ready"] as? Bool == false)
        let status = try #require((members["model_version_status"] as? [[String: Any]])?.first)
        #expect(status["state"] as? String == "END")
    }

    @Test("All names are listed in order, loaded or not")
    func list() async throws {
        let models = KeptModels()
        let endpoint = ModelListEndpoint(registry: models.registry)
        let none = try RequestText().with { endpoint.answer(to: $0, for: .named("")) }
        #expect(text(none.content) == #"{"models":[]}"#)
        for name in ["b", "a.1-x", "B"] { try await models.put(Self.definition, named: name) }
        _ = try await models.unload(named: "b")
        let all = try RequestText().with { endpoint.answer(to: $0, for: .named("")) }
        #expect(text(all.content) == #"{"models":["B","a.1-x","b"]}"#)
        let csv = RequestText(fields: [("Accept", "text/csv")])
        let refused = try csv.with { endpoint.answer(to: $0, for: .named("")) }
        #expect(refused.status == 406)
        #expect(refused.contentType == "application/json")
        #expect(try object(refused.content)["error"] is String)
    }

    @Test("The signature is what TensorFlow Serving makes of one input and one output")
    func metadata() async throws {
        let entry = try await KeptModels().put(#"{"layer_sizes": [2, 3], "input_name": "x", "output_name": "y"}"#)
        let response = try ModelMetadata().answer(to: RequestText(), of: entry)
        let tensor = { (name: String, width: Int) in
            #"{"\#(name)":{"dtype":"DT_FLOAT","tensor_shape":{"dim":[{"size":"-1","name":""},"#
                + #"{"size":"\#(width)","name":""}],"unknown_rank":false},"name":"\#(name):0"}}"#
        }
        #expect(
            text(response.content)
                == #"{"model_spec":{"name":"m","signature_name":"","version":"1"},"#
                + #""metadata":{"signature_def":{"signature_def":{"serving_default":{"inputs":\#(tensor("x", 2)),"#
                + #""outputs":\#(tensor("y", 3)),"method_name":"tensorflow/serving/predict"}}}}}"#
        )
    }
}
