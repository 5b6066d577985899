import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("Ranges, tails and flat parts")
struct SaturationTests {
    @Test("The softmax of [x, 0] is the sigmoid of x, and of -x")
    func softmaxOfTwo() throws {
        let softmax = ActivationKernel(Activation(.softmax, []))
        let sigmoid = Activation(.sigmoid, [])
        for x in stride(from: Float(-30), through: 30, by: 0.125) {
            let shares = softmax.apply(to: Matrix(rows: 1, columns: 2, values: [x, 0])).values
            #expect(isClose(Double(shares[0]), Double(sigmoid.value(at: x)), relative: 1e-6, absolute: 0))
            #expect(isClose(Double(shares[1]), Double(sigmoid.value(at: -x)), relative: 1e-6, absolute: 0))
        }
    }

    @Test("tanh is the sigmoid, stretched: tanh(x) = 2 sigmoid(2x) - 1")
    func tanhIsASigmoid() {
        let (tanh, sigmoid) = (Activation(.tanh, []), Activation(.sigmoid, []))
        for x in stride(from: Float(-9), through: 9, by: 0.125) {
            let stretched = 2 * Double(sigmoid.value(at: 2 * x)) - 1
            #expect(isClose(Double(tanh.value(at: x)), stretched, relative: 0, absolute: 2e-7))
        }
    }

    @Test(
        "Where an effective interval ends, the derivative has a hundredth of its peak or less, and beyond less still",
        arguments: [Activation.Kind.sigmoid, .tanh]
    )
    func effectiveIntervals(kind: Activation.Kind) throws {
        let activation = Activation(kind, [])
        let end = try #require(activation.effectiveInterval?.upper)
        let peak = activation.derivative(at: 0)
        #expect(activation.effectiveInterval?.lower == -end)
        #expect(activation.derivative(at: end) < peak / 100)
        #expect(activation.derivative(at: -end) < peak / 100)
        #expect(activation.derivative(at: end - 1) > peak / 100)
        #expect(activation.derivative(at: end + 1) < activation.derivative(at: end) / 2)
    }

    @Test("The sigmoid's derivative is at most a quarter")
    func steepestSigmoid() {
        let sigmoid = Activation(.sigmoid, [])
        #expect(sigmoid.derivative(at: 0) == 0.25)
        for x in stride(from: -8.0, through: 8, by: 0.01) { #expect(sigmoid.derivative(at: x) <= 0.25) }
    }

    @Test("Ten layers of one sigmoid unit pass on less than a millionth of a change, ten of relu all of it")
    func vanishing() throws {
        #expect(abs(try Self.change(through: .sigmoid)) < 2e-6)
        #expect(try Self.change(through: .relu) == 2)
    }

    /// How far the output moves when the input goes from 1 to 3, after ten layers of one unit with weight 1.
    private static func change(through kind: Activation.Kind) throws -> Float {
        let layer = LayerDefinition(
            units: 1,
            activation: Activation(kind, []),
            weightInitializer: Initializer(.constant, [.number(1)])
        )
        let definition = NetworkDefinition(inputSize: 1, layers: [LayerDefinition](repeating: layer, count: 10))
        let outputs = Network(try NetworkPlan(definition)).forward(Matrix(rows: 2, columns: 1, values: [1, 3])).values
        return outputs[1] - outputs[0]
    }

    @Test("Half the outputs of a relu layer are zero where weights are drawn symmetrically and biases are zero")
    func sparsity() throws {
        let definition = NetworkDefinition(
            seed: 42,
            inputSize: 64,
            layers: [LayerDefinition(units: 512, activation: .relu)]
        )
        var random = SeededRandom(seed: 5)
        let rows = 100
        let inputs = (0..<rows * 64).map { _ in Float.random(in: -1...1, using: &random) }
        let outputs = Network(try NetworkPlan(definition)).forward(Matrix(rows: rows, columns: 64, values: inputs))
        let share = Double(outputs.values.count { $0 == 0 }) / Double(outputs.values.count)
        #expect(abs(share - 0.5) < 0.02)
    }
}
