import Foundation
import HTTPServer
import HTTPWire
import ModelServing
import NeuralNetwork
import Testing

@testable import InferenceService

@Suite("What the protocol says of models")
struct DescriptionsTests {
    @Test("Metadata lists the input and the output with their widths")
    func metadata() async throws {
        let model = try await TestedModels().keep("m")
        let answer = try object(TensorMetadata().answer(to: model).content)
        #expect(answer["name"] as? String == "m")
        #expect(answer["versions"] as? [String] == ["1"])
        let inputs = try #require(answer["inputs"] as? [[String: Any]])
        #expect(inputs.map { $0["shape"] as? [Int] } == [[-1, 2]])
        #expect(inputs.map { $0["datatype"] as? String } == ["FP32"])
        #expect((answer["outputs"] as? [[String: Any]])?.map { $0["name"] as? String } == ["output"])
    }

    @Test("A configuration sent back with a load has the same definition")
    func configuration() async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        let content = ModelConfiguration(limits: models.limits, workers: 2).answer(to: model).content
        let answer = try object(content)
        #expect(answer["max_batch_size"] as? Int == 1 << 20)
        #expect((answer["input"] as? [[String: Any]])?[0]["dims"] as? [Int] == [2])
        #expect(answer["sequence_batching"] == nil)
        let body = try JSONSerialization.data(withJSONObject: ["parameters": ["config": text(content)]])
        let payload = try RequestText(method: "POST", body: Array(body)).with { request in
            try LoadPayload(request, name: "m", limits: models.limits)
        }
        #expect(payload.plan?.definition == model.plan.definition)
    }

    @Test("Statistics count rows, executions and requests, and have all durations")
    func statistics() async throws {
        let model = try await TestedModels().keep("m")
        _ = model.predict(PredictionRequest(Matrix(rows: 3, columns: 2, values: [1, 2, 3, 4, 5, 6])))
        let times = ModelStatistics.Times(input: .nanoseconds(1), queue: .zero, compute: .nanoseconds(2), output: .zero)
        model.statistics.addSuccess(rows: 3, times)
        let listed = try #require(
            try object(InferenceStatistics().answer(to: model).content)["model_stats"] as? [[String: Any]]
        )
        #expect(listed[0]["inference_count"] as? Int == 3)
        #expect(listed[0]["execution_count"] as? Int == 1)
        let figures = try #require(listed[0]["inference_stats"] as? [String: [String: Int]])
        #expect(figures["success"] == ["count": 1, "ns": 3])
        #expect(figures["fail"] == ["count": 0, "ns": 0])
        #expect(figures.count == 8)
        #expect((listed[0]["batch_stats"] as? [[String: Any]])?.map { $0["batch_size"] as? Int } == [3])
    }

    @Test("A model that is not loaded is unavailable where readiness is asked, and unknown elsewhere")
    func unloaded() async throws {
        let models = TestedModels()
        try await models.keep("m")
        let entry = try #require(try await models.submit("m", .unload))
        try RequestText().with { request in
            #expect(throws: Problem.self) { try TensorMetadata().read(request, of: entry) }
            do throws(Problem) {
                _ = try ModelReadiness().read(request, of: entry)
                Issue.record("not ready")
            } catch {
                #expect(error.status == 503)
            }
        }
    }

    @Test(
        "Paths of the protocol have its style, whether or not anything answers there",
        arguments: [
            ("/v2", true), ("/v2/x", true), ("/v2x", false), ("/v1/models/m:predict", true), ("/v1/evaluate", false),
            ("/%76%32/x", true), ("/v2/models/%zz", true), ("/v1/models/a%", true), ("/v", false), ("/", false),
            ("/v1/models", true),
        ]
    )
    func style(path: String, hasError: Bool) throws {
        try RequestText(target: path).with { request in
            let style = ProblemStyle.ofRequest(request)
            #expect(style.hasErrorMember == hasError)
            #expect(ProblemStyle(style.failureStyle) == style)
        }
    }
}
