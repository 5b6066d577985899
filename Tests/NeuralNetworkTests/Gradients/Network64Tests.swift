import Foundation
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
        var logarithms: [Double] = []
        for golden in try GoldenVectors.networks.cases() {
            let network = try GoldenNetwork(golden)
            let ours = network.error(of: network.network.forward(network.inputs).values)
            let theirs = network.error(of: try golden.member("output32").tensor.floats)
            #expect(theirs.largest == (try golden.member("torch_f32_max_abs_err").double))
            if ours.largest < theirs.largest {
                nearer += 1
            } else if ours.largest == theirs.largest {
                equal += 1
            } else {
                farther += 1
            }
            if theirs.rms > 0 { logarithms.append(log(ours.rms / theirs.rms)) }
        }
        let ratio = exp(logarithms.reduce(0, +) / Double(logarithms.count))
        print(
            "networks.json: float32 outputs nearer to float64 than PyTorch's in \(nearer) networks,",
            "as near in \(equal), farther in \(farther); their rms error is \(ratio) of PyTorch's (geometric mean)"
        )
        #expect(nearer + equal > farther && nearer >= farther)
        #expect(ratio < 1)
    }
}
