import Foundation
import ModelFormats
import NeuralNetwork
import Testing

/// What `config/data/digits.py` trained, and how often it says that the network is right.
@Suite("Parameters that were trained elsewhere")
struct TrainedDigitsTests {
    private struct Recorded: Decodable {
        let rows: Int
        let right: Int
    }

    private func file(_ path: String) throws -> Data {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return try Data(contentsOf: folder.appending(path: "config/\(path)"))
    }

    @Test("The digits held out from training are recognised as often as the training script counted")
    func accuracy() throws {
        let plan = try readPlan(String(decoding: try file("definitions/digits.json"), as: UTF8.self))
        let bytes = Array(try file("data/digits.safetensors"))
        let network = Network(plan, parameters: try Safetensors.read(bytes.span, for: plan))
        let lines = String(decoding: try file("data/digits-held-out.csv"), as: UTF8.self).split(separator: "\n")
        let rows = lines.dropFirst().map { $0.split(separator: ",").compactMap { Float($0) } }
        let outputs = network.forward(
            Matrix(rows: rows.count, columns: 64, values: rows.flatMap { $0.prefix(64).map { $0 / 16 } })
        )
        let right = rows.indices.count { row in
            let probabilities = Array(outputs[row])
            return probabilities.indices.max { probabilities[$0] < probabilities[$1] }.map(Float.init) == rows[row].last
        }
        let recorded = try JSONDecoder().decode(Recorded.self, from: file("data/digits-held-out.json"))
        #expect(rows.count == recorded.rows)
        #expect(right == recorded.right)
    }
}
