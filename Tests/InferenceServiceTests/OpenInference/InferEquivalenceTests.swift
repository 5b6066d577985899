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

    @Test("What is read in one pass is what is read by way of a document", arguments: 1...4)
    func plain(seed: UInt64) async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        func input(_ rows: Int, _ source: String) -> String {
            #""inputs":[{"name":"input","shape":[\#(rows),2],"datatype":"FP32",\#(source)}]"#
        }
        let corpus = [
            ("{\(input(2, #""data":[1,2.5,-3,4e2]"#))}", 0),
            (#"{"id":"7",\#(input(1, #""data":[1,2]"#)),"parameters":{"binary_data_output":false}}"#, 0),
            (
                #"{"parameters":{"binary_data_output":true},"# + input(2, #""parameters":{"binary_data_size":16}"#)
                    + #","id":""}"#, 4
            ),
            ("{\(input(0, #""data":[]"#))}", 0),
        ]
        var random = SeededRandom(seed: seed)
        var plainCount = 0
        for round in 0..<4000 {
            let (text, numbers) = corpus[round % corpus.count]
            var json = Array(text.utf8)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0..<json.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: json[place] = "0123456789.-e, []{}:\"abdpinstu_".utf8.randomElement(using: &random) ?? 0
                case 1: json.remove(at: place)
                case 2:
                    let count = Int.random(in: 1...30, using: &random)
                    json.insert(contentsOf: json[place...].prefix(count), at: place)
                default: json[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
                }
                if json.isEmpty { json = [0x7B] }
            }
            let tail = tensorBytes((0..<numbers).map(Float.init))
            let plain = PlainInferRequest.read(json.span, tail: tail.span, for: model, limits: models.limits)
            guard let plain else { continue }
            plainCount += 1
            var reader = InferReader(model: model, limits: models.limits, tail: tail.span)
            do throws(Problem) {
                let (rows, query) = try reader.read(json.span)
                #expect(rows.rows == plain.rows.rows && rows.tensors == plain.rows.tensors)
                #expect(rows.deadline == nil && query.id == plain.query.id)
                #expect(query.outputs.map(\.name) == plain.query.outputs.map(\.name))
                #expect(query.outputs.map(\.isBinary) == plain.query.outputs.map(\.isBinary))
            } catch {
                Issue.record("\(String(decoding: json, as: UTF8.self)) is refused: \(error)")
            }
        }
        #expect(plainCount > 1300, "\(plainCount)")
    }
}
