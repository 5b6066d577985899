import HTTPServer
import HTTPWire
import ModelServing
import NeuralNetwork
import Testing

@testable import InferenceService

/// `:predict` without a server: from a body to an answer.
struct PredictTests {
    /// A network whose outputs are easily told: twice the sum of its inputs, and their negative sum.
    private static let two = """
        {"input_size": 2, "layers": [{"units": 2, "weight_init": {"scheme": "values", "values": [[2, 2], [-1, -1]]}}]}
        """
    private static let one = """
        {"input_size": 1, "input_name": "x", "layers": [{"units": 1, "weight_init": {"scheme": "values", "values": [[3]]}}]}
        """

    private func answer(
        _ request: RequestText,
        _ definition: String,
        limits: EvaluationLimits = EvaluationLimits()
    ) async throws -> Response {
        let entry = try await KeptModels().put(definition)
        let model = try #require(entry.model)
        return try request.with { request in
            do throws(Problem) {
                let (rows, query) = try PredictDialect().read(request, for: model, limits: limits)
                return PredictDialect().answer(model.predict(rows), to: query, from: model)
            } catch {
                return error.response(to: .named("id"), style: .inference(accept: request.field("accept")))
            }
        }
    }

    @Test(
        "Rows are taken in every form that clients send, and answered in theirs",
        arguments: [
            (two, #"{"instances": [[1, 2], [0.5, -1]]}"#, #"{"predictions":[[6,-3],[-1,0.5]]}"#),
            (
                two, #"{"instances": [{"input": [1, 2]}, {"input": [3, 4]}]}"#,
                #"{"predictions":[[6,-3],[14,-7]]}"#
            ),
            (two, #"{"inputs": [[1, 2]]}"#, #"{"outputs":[[6,-3]]}"#),
            (two, #"{"inputs": {"input": [[1, 2], [3, 4]]}, "x": null}"#, #"{"outputs":[[6,-3],[14,-7]]}"#),
            (two, #"{"signature_name": "any", "instances": []}"#, #"{"predictions":[]}"#),
            (two, #"{"inputs": {"input": []}}"#, #"{"outputs":[]}"#),
            (one, #"{"instances": [1, 2.5, -1]}"#, #"{"predictions":[[3],[7.5],[-3]]}"#),
            (one, #"{"instances": [[1], [2]]}"#, #"{"predictions":[[3],[6]]}"#),
            (one, #"{"instances": [{"x": 1}, {"x": [2]}]}"#, #"{"predictions":[[3],[6]]}"#),
            (one, #"{"inputs": [1, 2]}"#, #"{"outputs":[[3],[6]]}"#),
            (one, #"{"inputs": {"x": [1, 2]}}"#, #"{"outputs":[[3],[6]]}"#),
            (one, #"{"inputs": [3e38, 1]}"#, #"{"outputs":[[null],[3]],"non_finite":1}"#),
        ]
    )
    func forms(_ definition: String, _ body: String, _ expected: String) async throws {
        let response = try await answer(.post(body), definition)
        #expect(response.status == 200)
        #expect(response.contentType == "application/json")
        #expect(text(response.content) == expected)
    }

    @Test(
        "Everything that is wrong with the content is 400, with its place",
        arguments: [
            (two, "[]", ["#"]), (two, "{}", ["#"]), (two, #"{"instance": [[1, 2]]}"#, ["#"]),
            (two, #"{"instances": [[1, 2]], "inputs": [[1, 2]]}"#, ["#"]),
            (two, #"{"instances": [[1, 2]], "signature_name": null}"#, ["#/signature_name"]),
            (two, #"{"signature_name": 1}"#, ["#/signature_name", "#"]),
            (two, #"{"instances": null}"#, ["#/instances"]), (two, #"{"instances": {"input": []}}"#, ["#/instances"]),
            (two, #"{"instances": [1, 2]}"#, ["#/instances"]), (two, #"{"instances": ["a"]}"#, ["#/instances"]),
            (
                two, #"{"instances": [[1, 2], [1], [1, "a"], 3]}"#,
                ["#/instances/1", "#/instances/2/1", "#/instances/3"]
            ),
            (two, #"{"instances": [[[1, 2]]]}"#, ["#/instances/0", "#/instances/0/0"]),
            (two, #"{"instances": [[]]}"#, ["#/instances/0"]),
            (two, #"{"instances": [[1, 1e39]]}"#, ["#/instances/0/1"]),
            (
                two, #"{"instances": [{"input": [1]}, {"inputs": [1, 2]}, [1, 2], {"input": [[1, 2]]}, {"input": 1}]}"#,
                ["#/instances/0/input", "#/instances/1", "#/instances/2", "#/instances/3/input", "#/instances/4/input"]
            ),
            (
                two, #"{"instances": [{"input": [1, 2], "more": 1}, {"more": 1, "input": [1, 2], "x": 1}]}"#,
                ["#/instances/0/more", "#/instances/1/more"]
            ),
            (two, #"{"inputs": {"input": [[1, 2]], "more": 1}}"#, ["#/inputs/more"]),
            (two, #"{"inputs": {"x": [[1, 2]]}}"#, ["#/inputs"]),
            (two, #"{"inputs": {"input": [1, 2]}}"#, ["#/inputs/input"]),
            (one, #"{"instances": [1, "a", 1e39]}"#, ["#/instances/1", "#/instances/2"]),
            (one, #"{"instances": [{"x": 1e39}, {"x": "a"}]}"#, ["#/instances/0/x", "#/instances/1/x"]),
            (one, #"{"inputs": 1}"#, ["#/inputs"]),
        ]
    )
    func mistakes(_ definition: String, _ body: String, _ expected: [String]) async throws {
        let response = try await answer(.post(body), definition)
        #expect(response.status == 400)
        #expect(try pointers(response) == expected, "\(text(response.content))")
        let members = try object(response.content)
        #expect(members["error"] as? String == members["detail"] as? String)
        #expect(members["error"] is String)
    }

    @Test("Of very many mistakes the first ones are listed")
    func manyMistakes() async throws {
        let body = #"{"instances": [{"input": [1, 2]}"# + String(repeating: ", {}", count: 1000) + "]}"
        let response = try await answer(.post(body), Self.two)
        #expect(response.status == 400)
        #expect(try pointers(response).count == 101)
    }

    @Test(
        "What cannot be read or answered has its status",
        arguments: [
            ([("Accept", "image/png")], #"{"instances": []}"#, 406),
            ([("Content-Type", "text/xml")], #"{"instances": []}"#, 415),
            ([("Content-Type", "application/octet-stream")], #"{"instances": []}"#, 200),
            ([("Content-Type", "application/x-www-form-urlencoded")], #"{"instances": []}"#, 200),
            ([], #"{"instances": ["#, 400), ([], "", 400),
        ] as [([(String, String)], String, Int)]
    )
    func refusals(_ fields: [(String, String)], _ body: String, _ status: Int) async throws {
        let request = RequestText.post(body, fields: fields.map { (name: $0.0, value: $0.1) })
        #expect(try await answer(request, Self.two).status.rawValue == status)
    }

    @Test(
        "Limits are named at the rows, in whatever form they come",
        arguments: [
            (#"{"instances": [[1, 2], [1, 2], [1, 2]]}"#, "#/instances"),
            (#"{"instances": [{"input": [1, 2]}, {"input": [1, 2]}, {"input": [1, 2]}]}"#, "#/instances"),
            (#"{"inputs": {"input": [[1, 2], [1, 2], [1, 2]]}}"#, "#/inputs"),
        ]
    )
    func limits(_ body: String, _ pointer: String) async throws {
        let within = EvaluationLimits()
        #expect(try await answer(.post(body), Self.two, limits: within).status == 200)
        let figures: [WritableKeyPath<EvaluationLimits, Int>] = [
            \.rows, \.multiplyAdds, \.heldValues, \.answerValues,
        ]
        for figure in figures {
            var limits = EvaluationLimits()
            limits[keyPath: figure] = 2
            let response = try await answer(.post(body), Self.two, limits: limits)
            #expect(response.status == 400)
            #expect(try object(response.content)["type"] as? String == "/problems/over-limit")
            #expect(try pointers(response) == [pointer])
        }
    }
}
