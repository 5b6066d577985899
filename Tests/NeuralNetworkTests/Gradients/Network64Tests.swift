import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("Whole networks against PyTorch")
struct Network64Tests {
    @Test(
        "Outputs, layer statistics, losses and gradients are PyTorch's",
        arguments: try GoldenVectors.networks.cases()
    )
    func networks(_ golden: GoldenCase) throws {
        #expect(try GoldenNetwork.mismatch(in: golden) == nil)
    }

    @Test("Float32 outputs are at least as near to the float64 ones as PyTorch's float32 in most networks")
    func accuracy() throws {
        var nearer = 0
        var equal = 0
        var farther = 0
        for golden in try GoldenVectors.networks.cases() {
            let error = try GoldenNetwork(golden).largestError
            let theirs = try golden.member("torch_f32_max_abs_err").double
            if error < theirs { nearer += 1 } else if error == theirs { equal += 1 } else { farther += 1 }
        }
        print(
            "networks.json: float32 outputs nearer to float64 than PyTorch's in \(nearer) networks,",
            "as near in \(equal), farther in \(farther)"
        )
        #expect(nearer + equal > farther && nearer >= farther)
    }
}
