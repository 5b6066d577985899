import HTTPServer
import HTTPWire
import ModelServing
import NeuralNetwork
import Testing

@testable import InferenceService

@Suite("Inference requests of the Open Inference Protocol")
struct InferTests {
    /// One row for the small model, with a part that is to be tried in place of another.
    private static func body(_ input: String, _ rest: String = "") -> String {
        #"{"inputs": [{"name": "input", "datatype": "FP32", \#(input)}]\#(rest)}"#
    }

    private static let row = #""shape": [1, 2], "data": [1, 2]"#

    @Test("The answer has names, the version, flat data and its shape")
    func plainAnswer() async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        let response = try models.infer(model, Self.body(#""shape": [2, 2], "data": [[1, 2], [3, 4]]"#))
        #expect(response.status == 200)
        #expect(response.contentType == "application/json")
        let answer = try object(response.content)
        #expect(Set(answer.keys) == ["model_name", "model_version", "outputs"])
        #expect(answer["model_name"] as? String == "m")
        #expect(answer["model_version"] as? String == "1")
        let outputs = try #require(answer["outputs"] as? [[String: Any]])
        #expect(outputs.count == 1)
        #expect(outputs[0]["name"] as? String == "output")
        #expect(outputs[0]["datatype"] as? String == "FP32")
        #expect(outputs[0]["shape"] as? [Int] == [2, 2])
        let expected = model.predict(PredictionRequest(Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])))
        let data = try #require(outputs[0]["data"] as? [Double])
        #expect(data.map { Float($0).bitPattern } == expected.tensors[0].values.map(\.bitPattern))
    }

    @Test(
        "Data may be flat, nested, or nested differently",
        arguments: [
            "[1, 2, 3, 4]", "[[1, 2], [3, 4]]", "[[[1], [2]], 3, [4]]", "[[1,2,3,4]]", "[1, [2, [3, [4]]], []]",
        ]
    )
    func nesting(data: String) async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        let flat = try models.infer(model, Self.body(#""shape": [2, 2], "data": [1, 2, 3, 4]"#))
        let response = try models.infer(model, Self.body("\"shape\": [2, 2], \"data\": \(data)"))
        #expect(response.status == 200)
        #expect(response.content == flat.content)
    }

    @Test("An id is echoed, and an empty one or null is none", arguments: ["\"a\\u00e9\"", "\"\"", "null"])
    func id(text: String) async throws {
        let models = TestedModels()
        let response = try models.infer(try await models.keep("m"), Self.body(Self.row, ", \"id\": \(text)"))
        #expect(response.status == 200)
        #expect(try object(response.content)["id"] as? String == (text.count > 4 ? "aé" : nil))
    }

    @Test("Named outputs come in the order of the request, each in its own form")
    func mixedOutputs() async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        let outputs = #"""
            , "outputs": [{"name": "layers.0", "parameters": {"binary_data": true}}, {"name": "logits"},
                          {"name": "output", "parameters": {"binary_data": true}}]
            """#
        let response = try models.infer(model, Self.body(Self.row, outputs))
        #expect(response.contentType == "application/octet-stream")
        let length = try #require(Int(response.field("Inference-Header-Content-Length") ?? ""))
        let answer = try object(Array(response.content[..<length]))
        let listed = try #require(answer["outputs"] as? [[String: Any]])
        #expect(listed.map { $0["name"] as? String } == ["layers.0", "logits", "output"])
        #expect((listed[0]["parameters"] as? [String: Int]) == ["binary_data_size": 12])
        #expect(listed[0]["data"] == nil)
        #expect(listed[1]["parameters"] == nil)
        let expected = model.predict(
            PredictionRequest(Matrix(rows: 1, columns: 2, values: [1, 2]), tensors: [.layer(0), .logits, .output])
        )
        let bits = tensorBits(response.content[length...])
        #expect(bits == (expected.tensors[0].values + expected.tensors[2].values).map(\.bitPattern))
        #expect((listed[1]["data"] as? [Double])?.map { Float($0) } == expected.tensors[1].values)
    }

    @Test("binary_data_output is for outputs that are not listed")
    func binaryDataOutput() async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        let wish = #", "parameters": {"binary_data_output": true}"#
        let unlisted = try models.infer(model, Self.body(Self.row, wish))
        #expect(unlisted.contentType == "application/octet-stream")
        let listed = try models.infer(model, Self.body(Self.row, wish + #", "outputs": [{"name": "output"}]"#))
        #expect(listed.contentType == "application/json")
        #expect(listed.field("Inference-Header-Content-Length") == nil)
    }

    @Test("A raw request has as many rows as its bytes, and a raw answer", arguments: [0, 1, 3])
    func raw(rows: Int) async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        let values = (0..<2 * rows).map { Float($0) - 1.5 }
        let response = try models.infer(model, tensorBytes(values), headerLength: "0")
        #expect(response.status == 200)
        let length = try #require(Int(response.field("Inference-Header-Content-Length") ?? ""))
        let answer = try object(Array(response.content[..<length]))
        #expect((answer["outputs"] as? [[String: Any]])?[0]["shape"] as? [Int] == [rows, 2])
        let expected = model.predict(PredictionRequest(Matrix(rows: rows, columns: 2, values: values)))
        #expect(tensorBits(response.content[length...]) == expected.tensors[0].values.map(\.bitPattern))
    }

    @Test("Zero rows are answered with zero rows", arguments: ["[]", "[[]]"])
    func zeroRows(data: String) async throws {
        let models = TestedModels()
        let response = try models.infer(try await models.keep("m"), Self.body("\"shape\": [0, 2], \"data\": \(data)"))
        #expect(response.status == 200)
        let outputs = try #require(try object(response.content)["outputs"] as? [[String: Any]])
        #expect(outputs[0]["shape"] as? [Int] == [0, 2])
        #expect((outputs[0]["data"] as? [Any])?.isEmpty == true)
    }

    @Test("What is not finite is null in JSON and counted, and exact in bytes")
    func nonFinite() async throws {
        let models = TestedModels()
        let model = try await models.keep("m", #"{"layer_sizes": [1, 1], "weight_init": "ones"}"#)
        let bytes = tensorBytes([.infinity, 1, -.infinity])
        let json = Array(
            """
            {"inputs": [{"name": "input", "shape": [3, 1], "datatype": "FP32", "parameters": {"binary_data_size": 12}}]}
            """.utf8
        )
        let response = try models.infer(model, json + bytes, headerLength: "\(json.count)")
        #expect(text(response.content).contains(#""data":[null,1,null]"#))
        #expect(try object(response.content)["parameters"] as? [String: Int] == ["non_finite": 2])
        let raw = try models.infer(model, bytes, headerLength: "0")
        #expect(tensorBits(raw.content.suffix(12)) == tensorBits(bytes[...]))
    }

    @Test("A timeout is a deadline, and 0 or a far one is none")
    func timeout() async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        func deadline(_ value: String) throws -> ContinuousClock.Instant? {
            let body = Array(Self.body(Self.row, ", \"parameters\": {\"timeout\": \(value), \"priority\": 1}").utf8)
            return try RequestText(method: "POST", body: body).with { request in
                try InferDialect().read(request, for: model, limits: models.limits).rows.deadline
            }
        }
        let now = ContinuousClock.now
        #expect(try #require(try deadline("1000000")) >= now + .seconds(1))
        #expect(try deadline("0") == nil)
        #expect(try deadline("9223372036854775807") == nil)
    }

    @Test("The names of a definition are those of its tensors")
    func ownNames() async throws {
        let models = TestedModels()
        let model = try await models.keep("m", #"{"layer_sizes": [1, 1], "input_name": "x", "output_name": "y"}"#)
        let body =
            #"{"inputs": [{"name": "x", "shape": [1, 1], "datatype": "FP32", "data": [1]}], "outputs": [{"name": "y"}]}"#
        #expect(try models.infer(model, body).status == 200)
        #expect(try models.infer(model, body.replacing("\"x\"", with: "\"input\"")).status == 400)
    }
}
