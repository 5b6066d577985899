import HTTPServer
import HTTPWire
import ModelServing
import NeuralNetwork
import Testing

@testable import InferenceService

/// Evaluation of a kept network, and the statistics of its parameters.
struct EvaluateModelTests {
    private static let definition =
        #"{"layer_sizes": [2, 3, 2], "activations": "tanh", "seed": 5, "bias_init": "normal"}"#

    @Test(
        "A kept network answers what the same definition answers in one shot",
        arguments: ["application/json", "text/plain"],
        [
            #""inputs": [[1, 2], [3, -4]]"#, #""inputs": [0.5, 1], "include": ["activations", "layer_outputs"]"#,
            #""include": ["values", "digests", "parameters"], "statistics": {"bins": 3, "quantiles": [0.5]}"#,
            #""include": []"#, #""inputs": [], "include": ["outputs"]"#,
        ]
    )
    func sameAsOneShot(_ type: String, _ members: String) async throws {
        let entry = try await KeptModels().put(Self.definition)
        let kept = try EvaluateModel(limits: EvaluationLimits()).answer(
            to: .post("{\(members)}", fields: [("Accept", type)]),
            of: entry
        )
        let operation = EvaluateOperation(limits: EvaluationLimits())
        let body = Array("{\"network\": \(Self.definition), \(members)}".utf8)
        let format: OneShot.Format = type == "text/plain" ? .text : .json
        let expected = try operation.answer(to: try operation.read(body.span, for: format), format)
        #expect(kept.status == 200)
        #expect(kept.contentType?.hasPrefix(type) == true)
        #expect(kept.field("Vary") == "Accept")
        #expect(text(kept.content) == text(expected))
    }

    @Test("Stored parameters are evaluated as they are, and no scheme is named as their origin")
    func stored() async throws {
        let models = KeptModels()
        let other = try await models.put(#"{"layer_sizes": [2, 3, 2], "activations": "tanh", "seed": 6}"#)
        let parameters = try #require(other.model).network.parameters
        let plan = try KeptModels.plan(Self.definition)
        let tensors = try zip(plan.tensors, parameters).map { plan, tensor in
            try #require(ParameterTensor(plan: plan, values: tensor.values))
        }
        let entry = try await models.put(Self.definition, parameters: tensors)
        let request = RequestText.post(#"{"inputs": [1, 2]}"#)
        let evaluate = EvaluateModel(limits: EvaluationLimits())
        let answer = try object(evaluate.answer(to: request, of: entry).content)
        let expected = try object(evaluate.answer(to: request, of: other).content)
        #expect(answer["outputs"] as? [[Double]] == expected["outputs"] as? [[Double]])
        let network = try #require(answer["network"] as? [String: Any])
        #expect(network["fingerprint"] as? String == entry.kept.fingerprint)
        let listed = try #require(answer["parameters"] as? [[String: Any]])
        #expect(listed.count == 4)
        #expect(listed.allSatisfy { $0["init"] == nil && $0["mean"] != nil })
        let report = try evaluate.answer(
            to: .post(#"{"inputs": [1, 2]}"#, fields: [("Accept", "text/plain")]),
            of: entry
        )
        #expect(text(report.content).hasPrefix("network \(entry.kept.fingerprint)\n"))
    }

    @Test(
        "What a kept network cannot be asked has its status and place",
        arguments: [
            (#"{"network": {}, "training": true}"#, 422, ["#/network", "#/training"]),
            (#"{"inputs": [[1]], "include": ["outputz"]}"#, 422, ["#/include/0", "#/inputs/0"]),
            ("[]", 422, ["#"]), ("{", 400, ["#"]), ("", 400, ["#"]),
        ]
    )
    func mistakes(_ body: String, _ status: Int, _ expected: [String]) async throws {
        let entry = try await KeptModels().put(Self.definition)
        let response = try EvaluateModel(limits: EvaluationLimits()).answer(to: .post(body), of: entry)
        #expect(response.status.rawValue == status)
        #expect(response.contentType == "application/json")
        #expect(Set(try pointers(response)) == Set(expected))
    }

    @Test("A script, which would draw what is stored, is not offered")
    func noScript() async throws {
        let entry = try await KeptModels().put(Self.definition)
        let request = RequestText.post("{}", fields: [("Accept", "text/x-python")])
        #expect(try EvaluateModel(limits: EvaluationLimits()).answer(to: request, of: entry).status == 406)
    }

    @Test("Statistics are the parameters of an evaluation, with the options of the query")
    func statistics() async throws {
        let entry = try await KeptModels().put(Self.definition)
        let statistics = ParameterStatistics(limits: EvaluationLimits())
        let evaluate = EvaluateModel(limits: EvaluationLimits())
        for (query, options) in [
            ("", "{}"),
            ("?bins=3&range=-1,1&quantiles=0.25,5e-1", #"{"bins": 3, "range": [-1, 1], "quantiles": [0.25, 0.5]}"#),
            ("?quantiles=", #"{"quantiles": []}"#), ("?quantiles=1,-0,1&", #"{"quantiles": [1, 0]}"#),
        ] {
            let request = RequestText(target: "/v1/models/m/statistics\(query)")
            let answer = try statistics.answer(to: request, of: entry)
            #expect(answer.status == 200)
            let body = #"{"include": ["parameters"], "statistics": \#(options)}"#
            let expected = text(try evaluate.answer(to: .post(body), of: entry).content)
            let start = try #require(expected.firstRange(of: #""parameters":["#)).lowerBound
            #expect(text(answer.content) == "{" + expected[start...])
        }
    }

    @Test(
        "A query that means nothing is refused, item by item",
        arguments: [
            ("?bins=0", 422, ["#/bins"]), ("?range=1", 422, ["#/range"]), ("?range=1,1", 422, ["#/range"]),
            ("?range=-1e308,1e308", 422, ["#/range"]), ("?range=1,x", 422, ["#/range"]),
            ("?range=1,,2", 422, ["#/range"]),
            ("?range=0,inf", 422, ["#/range"]), ("?quantiles=0,1.5", 422, ["#/quantiles"]),
            ("?bin=3&quantils=1", 422, ["#/bin", "#/quantils"]), ("?bins=1&bins=2", 400, []), ("?bins=%zz", 400, []),
        ]
    )
    func badQueries(_ query: String, _ status: Int, _ expected: [String]) async throws {
        let entry = try await KeptModels().put(Self.definition)
        let request = RequestText(target: "/v1/models/m/statistics\(query)")
        let response = try ParameterStatistics(limits: EvaluationLimits()).answer(to: request, of: entry)
        #expect(response.status.rawValue == status)
        #expect(try pointers(response) == expected)
    }

    @Test("An unloaded model predicts nothing and shows nothing, but is not forgotten")
    func unloaded() async throws {
        let models = KeptModels()
        try await models.put(Self.definition)
        let entry = try await models.unload()
        let limits = EvaluationLimits()
        #expect(try EvaluateModel(limits: limits).answer(to: .post("{}"), of: entry).status == 404)
        for response in [
            try ParameterStatistics(limits: limits).answer(to: RequestText(), of: entry),
            try GetParameters(limits: limits).answer(to: RequestText(), of: entry),
        ] {
            #expect(response.status == 503)
            #expect(response.field("Retry-After") != nil)
            #expect(try object(response.content)["type"] as? String == "/problems/model-unavailable")
        }
        let lookup = ModelLookup(registry: models.registry)
        #expect(throws: Problem.self) { try lookup.model("m") }
        #expect(try lookup.entry("m").kept.version == 1)
    }
}
