import HTTPWire
import TestSupport
import Testing

@testable import InferenceService

/// Numbers, lists and bytes as Python writes them.
struct PythonTextTests {
    @Test("Numbers read back as the same float32 where Python reads float64")
    func numbers() {
        // The shortest decimal of this float32 is nearer to its neighbour once it is rounded to float64.
        let awkward = Float(bitPattern: 0x15AE_43FD)
        #expect("\(awkward)" == "7.038531e-26")
        var random = SeededRandom(seed: 1)
        let values: [Float] = [0.1, -0.0, .leastNonzeroMagnitude, 3.4028235e38, awkward]
        for value in values + (0..<1000).map({ _ in Float(bitPattern: .random(in: 0..<0x7F80_0000, using: &random)) }) {
            #expect(Double(PythonText.number(value)).map { Float($0) } == value)
        }
        #expect([Float.nan, .infinity, -.infinity].map { PythonText.number($0) } == ["nan", "inf", "-inf"])
    }

    @Test(
        "Base64 is that of RFC 4648 section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func base64(_ plain: String, _ encoded: String) {
        #expect(text(Base64.text(of: Array(plain.utf8))) == encoded)
    }

    private func tensor(_ values: [Float], _ shape: [Int]) -> String {
        var bytes: [UInt8] = []
        PythonText.appendTensor(values, shape: shape, to: &bytes)
        return text(bytes)
    }

    @Test("A tensor is on one line while it is short, then a row a line, then rows in lines of their own")
    func layout() {
        #expect(tensor([], [0, 3]) == "torch.empty(0, 3)")
        #expect(tensor([1, -0.5], [2]) == "torch.tensor([1.0, -0.5])")
        #expect(tensor([1, -0.5], [1, 2]) == "torch.tensor([[1.0, -0.5]])")
        #expect(tensor([1, -0.5], [2, 1]) == "torch.tensor([\n    [1.0],\n    [-0.5],\n])")
        let row = { (count: Int) in Array(repeating: "0.25", count: count).joined(separator: ", ") }
        let numbers = [Float](repeating: 0.25, count: 17)
        #expect(tensor(Array(numbers.prefix(16)), [1, 16]) == "torch.tensor([\n    [\(row(16))],\n])")
        let broken = "[\n        \(row(15)),\n        \(row(2)),\n    ]"
        #expect(tensor(numbers, [1, 17]) == "torch.tensor([\n    \(broken),\n])")
    }

    @Test("No line is longer than a hundred bytes and a comma, however many numbers there are", arguments: 1...60)
    func width(columns: Int) throws {
        var random = SeededRandom(seed: UInt64(columns))
        let values = (0..<2 * columns).map { _ in Float.random(in: -1...1, using: &random) }
        let lines = tensor(values, [2, columns]).split(separator: "\n")
        #expect(lines.allSatisfy { $0.utf8.count <= PythonText.width + 1 })
        let numbers = lines.joined().split { " ,[]()".contains($0) }.compactMap { Float($0) }
        #expect(numbers == values)
    }
}
