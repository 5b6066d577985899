import HTTPServer
import HTTPWire
import ModelServing
import Testing
import TestSupport

@testable import InferenceService

@Suite("JSON and bytes say the same")
struct InferEquivalenceTests {
    private static let definition = """
        {"layer_sizes": [5, 7, 4], "activations": ["tanh", "softmax"], "seed": 11}
        """

    @Test("A row has the same bits in JSON, in bytes and as a raw request", arguments: 1...20)
    func equivalence(seed: UInt64) async throws {
        let models = TestedModels()
        let model = try await models.keep("m", Self.definition)
        var random = SeededRandom(seed: seed)
        let rows = Int.random(in: 1...9, using: &random)
        let values = (0..<5 * rows).map { _ in
            Float.random(in: -2...2, using: &random)
                * Float(sign: .plus, exponent: Int.random(in: -30...3, using: &random), significand: 1)
        }
        let data = values.map { "\($0)" }.joined(separator: ",")
        func json(_ source: String, _ rest: String) -> [UInt8] {
            Array(#"{"inputs":[{"name":"input","shape":[\#(rows),5],"datatype":"FP32",\#(source)}]\#(rest)}"#.utf8)
        }
        let wish = #","parameters":{"binary_data_output":true}"#
        let bytes = tensorBytes(values)
        let binary = json(#""parameters":{"binary_data_size":\#(bytes.count)}"#, wish)
        let answers = [
            try models.infer(model, json(#""data":[\#(data)]"#, wish)),
            try models.infer(model, binary + bytes, headerLength: "\(binary.count)"),
            try models.infer(model, bytes, headerLength: "0"),
        ]
        let bits = answers.map { tensorBits($0.content.suffix(16 * rows)) }
        #expect(answers.allSatisfy { $0.status == 200 })
        #expect(bits[0] == bits[1] && bits[1] == bits[2])
        let plain = try object(try models.infer(model, json(#""data":[\#(data)]"#, "")).content)
        let listed = try #require((plain["outputs"] as? [[String: Any]])?[0]["data"] as? [Double])
        #expect(listed.map { Float($0).bitPattern } == bits[0])
    }

    @Test("No change of a request's bytes is more than a mistake", arguments: 1...8)
    func mutation(seed: UInt64) async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        let json = Array(
            #"""
            {"id":"1","parameters":{"binary_data_output":true,"timeout":50},"inputs":[{"name":"input","shape":[2,2],"datatype":"FP32","parameters":{"binary_data_size":16}}],"outputs":[{"name":"output","parameters":{"classification":2}},{"name":"layers.1"}]}
            """#.utf8
        )
        let whole = json + tensorBytes([1, 2, 3, 4])
        #expect(try models.infer(model, whole, headerLength: "\(json.count)").status == 200)
        var random = SeededRandom(seed: seed)
        let pieces: [[UInt8]] = [
            "-", "0", "9", "9999999999999999999", "[", "]", "{", "}", ",", "\"", "null", "e", "1e400",
        ]
        .map { Array($0.utf8) }
        for _ in 0..<400 {
            var body = whole
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<body.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: body[place] = UInt8.random(in: 0...255, using: &random)
                case 1: body.remove(at: place)
                case 2: body.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: place)
                default: body.removeSubrange(place...)
                }
                if body.isEmpty { body = [0x7B] }
            }
            let length = Bool.random(using: &random) ? json.count : Int.random(in: 0...body.count, using: &random)
            let status = try models.infer(model, body, headerLength: "\(length)").status
            #expect(status == 200 || status == 400)
        }
    }
}
