import HTTPServer
import HTTPWire
import NeuralNetwork
import Testing

@testable import InferenceService

@Suite("The classification extension")
struct ClassificationTests {
    private func texts(_ values: [Float], columns: Int, count: Int, labels: [String]? = nil) -> [String] {
        var texts: [String] = []
        let matrix = Matrix(rows: values.count / columns, columns: columns, values: values)
        Classification.forEachText(of: matrix, count: count, labels: labels) { texts.append($0) }
        return texts
    }

    @Test("The largest come first, equal ones by index, what is no number last")
    func order() {
        #expect(
            texts([1, .nan, 3, 1, -.infinity], columns: 5, count: 5)
                == ["3.000000:2", "1.000000:0", "1.000000:3", "-inf:4", "nan:1"]
        )
        #expect(
            texts([0.25, 0.75, 1, 0], columns: 2, count: 1, labels: ["cat", "dog"])
                == ["0.750000:1:dog", "1.000000:0:cat"]
        )
    }

    @Test(
        "Values have six places, rounded as printf does",
        arguments: [
            (0, "0.000000"), (-0.0, "-0.000000"), (1.847762, "1.847762"), (0.5e-6, "0.000000"), (1e-6, "0.000001"),
            (-2.5, "-2.500000"), (16_777_215, "16777215.000000"), (16_777_216, "16777216.000000"),
            (0.1, "0.100000"), (0.99999996, "1.000000"), (1.5e-7, "0.000000"), (0.0000153, "0.000015"),
            (.greatestFiniteMagnitude, "340282346638528859811704183484516925440.000000"), (-.infinity, "-inf"),
        ] as [(Float, String)]
    )
    func fixedPoint(value: Float, expected: String) {
        #expect(Classification.fixedPoint(value) == expected)
    }

    @Test("In JSON an array of strings, in bytes each string behind its length")
    func forms() async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        func body(_ binary: Bool, _ classes: Int) -> String {
            """
            {"inputs": [{"name": "input", "shape": [2, 2], "datatype": "FP32", "data": [1, 2, -3, 4]}],
             "outputs": [{"name": "output", "parameters": {"classification": \(classes), "binary_data": \(binary)}}]}
            """
        }
        let json = try models.infer(model, body(false, 9))
        let output = try #require((try object(json.content)["outputs"] as? [[String: Any]])?.first)
        #expect(output["datatype"] as? String == "BYTES")
        #expect(output["shape"] as? [Int] == [2, 2])
        let texts = try #require(output["data"] as? [String])
        #expect(texts.count == 4)
        #expect(texts.allSatisfy { $0.hasSuffix(":0:cat") || $0.hasSuffix(":1:dog") })
        let binary = try models.infer(model, body(true, 2))
        let length = try #require(Int(binary.field("Inference-Header-Content-Length") ?? ""))
        let expected: [UInt8] = texts.flatMap { text -> [UInt8] in
            [UInt8(truncatingIfNeeded: text.utf8.count), 0, 0, 0] + Array(text.utf8)
        }
        #expect(Array(binary.content[length...]) == expected)
        let header = try object(Array(binary.content[..<length]))
        let listed = try #require((header["outputs"] as? [[String: Any]])?.first)
        #expect(listed["parameters"] as? [String: Int] == ["binary_data_size": expected.count])
        let off = try object(try models.infer(model, body(false, 0)).content)
        #expect((off["outputs"] as? [[String: Any]])?.first?["datatype"] as? String == "FP32")
    }
}
