import Testing

@testable import NeuralNetwork

@Suite("rrelu in training mode")
struct SampledRReLUTests {
    static let activation = Activation(.rrelu, [.number(0.1), .number(0.3)])

    @Test("Elements that are zero or less draw a slope each; positive ones and NaN draw none")
    func draws() {
        let values: [Float] = [-1, 2, 0, .nan, -0.0, -.infinity, .infinity, -3]
        var generator = MersenneTwister(seed: 4)
        let outputs = SampledRReLU(Self.activation).apply(
            to: Matrix(rows: 2, columns: 4, values: values),
            sampling: &generator
        )
        var reference = MersenneTwister(seed: 4)
        let (lower, upper) = (Double(Float(0.1)), Double(Float(0.3)))
        for (value, output) in zip(values, outputs.values) {
            guard value <= 0 else {
                #expect(value.isNaN ? output.isNaN : output == value)
                continue
            }
            let high = UInt64(reference.next())
            let unit = Double((high << 32 | UInt64(reference.next())) & (1 << 53 - 1)) / 0x1p53
            let expected = value * Float(unit * (upper - lower) + lower)
            #expect(output.bitPattern == expected.bitPattern)
        }
        #expect(generator.next() == reference.next())
    }

    @Test("A forward pass samples row after row, layer after layer, from the caller's generator")
    func forward() throws {
        let network = Network(
            try NetworkPlan(NetworkTests.definition(activations: [Self.activation, Self.activation]))
        )
        var sampling: MersenneTwister? = MersenneTwister(seed: 8)
        var draws = 0
        var lastOutputs = NetworkTests.inputs(rows: 5)
        var reference = MersenneTwister(seed: 8)
        let outputs = network.forward(lastOutputs, sampling: &sampling) { _, preactivations, outputs in
            draws += preactivations.values.count { $0 <= 0 }
            lastOutputs = outputs
            let expected = SampledRReLU(Self.activation).apply(to: preactivations, sampling: &reference)
            #expect(expected == outputs)
        }
        #expect(draws > 0 && lastOutputs == outputs)
        #expect(sampling?.next() == reference.next())
    }
}
