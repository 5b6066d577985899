import TestSupport
import Testing

@testable import NeuralNetwork

/// The numbers in the articles are the engine's.
struct DocumentedNumbersTests {
    @Test(
        "A value that an article gives is the function's",
        arguments: [
            (.sigmoid, -0.25, 0.4378), (.sigmoid, 0, 0.5), (.sigmoid, 6, 0.9975), (.sigmoid, 18, 1),
            (.tanh, -0.25, -0.2449),
            (.tanh, 3, 0.9951), (.tanh, 10, 1), (.logsigmoid, 0, -0.6931), (.softplus, 0, 0.6931),
            (.gelu, -0.7518, -0.17), (.silu, -1.2785, -0.2785), (.mish, -1.1924, -0.3088), (.hardswish, -1.5, -0.375),
            (.rrelu, -1, -0.2292), (.prelu, -1, -0.25), (.leakyReLU, -1, -0.01), (.selu, 1, 1.0507),
        ] as [(Activation.Kind, Float, Double)]
    )
    func values(kind: Activation.Kind, x: Float, expected: Double) throws {
        let value = try #require(Activation(kind)).value(at: x)
        #expect(abs(Double(value) - expected) <= 0.00005)
    }

    @Test(
        "A derivative that an article gives is the function's",
        arguments: [
            (.sigmoid, 6, 0.0025), (.sigmoid, 10, 0.000045), (.tanh, 3, 0.0099), (.softsign, 6, 0.0204),
            (.softsign, 0, 1), (.arctan, 6, 0.027), (.tanhshrink, 0, 0), (.selu, 0, 1.7581), (.selu, 1, 1.0507),
            (.gelu, 0, 0.5), (.gelu, -2.0.squareRoot(), -0.1289), (.gelu, 2.0.squareRoot(), 1.1289), (.silu, 0, 0.5),
            (.silu, -2.3994, -0.0998), (.silu, 2.3994, 1.0998), (.mish, 0, 0.6), (.mish, -2.2564, -0.1125),
            (.mish, 1.4906, 1.0885), (.hardswish, -3, 0), (.hardswish, -2.999999, -0.5), (.hardswish, 2.999999, 1.5),
            (.hardswish, 3, 1),
        ] as [(Activation.Kind, Double, Double)]
    )
    func derivatives(kind: Activation.Kind, x: Double, expected: Double) throws {
        let derivative = try #require(Activation(kind)).derivative(at: x)
        #expect(abs(derivative - expected) <= 0.00005)
    }

    @Test("gelu's formula with tanh is off by less than 0.0005")
    func approximateGELU() throws {
        let exact = try #require(Activation(.gelu))
        let approximate = Activation(.gelu, [.choice("tanh")])
        let differences = stride(from: Float(-8), through: 8, by: 0.01).map {
            abs(exact.value(at: $0) - approximate.value(at: $0))
        }
        #expect(try #require(differences.max()) < 0.0005)
        #expect(try #require(differences.max()) > 0.0004)
    }

    @Test("The softmax of (1, 2, 3) is (0.0900, 0.2447, 0.6652)")
    func softmax() {
        let shares = ActivationKernel(Activation(.softmax, [])).apply(
            to: Matrix(rows: 1, columns: 3, values: [1, 2, 3])
        )
        for (share, expected) in zip(shares.values, [0.09, 0.2447, 0.6652]) {
            #expect(abs(Double(share) - expected) <= 0.00005)
        }
    }

    @Test(
        "A scheme draws for 256 units with 784 inputs what the article's table says",
        arguments: [
            ("xavier_uniform", 0.04385, 0.07596), ("glorot_uniform", 0.04385, 0.07596),
            ("xavier_normal", 0.04385, nil), ("glorot_normal", 0.04385, 0.09971),
            ("kaiming_uniform", 0.05051, 0.08748), ("he_uniform", 0.05051, 0.08748),
            ("kaiming_normal", 0.05051, nil), ("he_normal", 0.05051, 0.11484), ("lecun_uniform", 0.03571, 0.06186),
            ("lecun_normal", 0.03571, 0.08120), ("torch_default", 0.02062, 0.03571),
        ] as [(String, Double, Double?)]
    )
    func schemes(name: String, std: Double, bound: Double?) throws {
        let scheme = Initializer.Scheme(rawValue: name).flatMap { Initializer($0) }
        let initializer = try #require(scheme ?? Initializer.aliases[name])
        let moments = initializer.expectedMoments(role: .weight, fanIn: 784, fanOut: 256)
        #expect(abs(try #require(moments.std) - std) <= 0.000005)
        #expect((moments.maximum == nil) == (bound == nil))
        if let bound { #expect(abs(try #require(moments.maximum) - bound) <= 0.000005) }
    }

    @Test("The network of the first article has 235,146 parameters")
    func parameterCount() throws {
        let layers = [256, 128, 10].map { LayerDefinition(units: $0, activation: .relu) }
        #expect(try NetworkPlan(NetworkDefinition(inputSize: 784, layers: layers)).parameterCount == 235_146)
    }

    @Test("The network of the first page answers what it says there")
    func firstNetwork() throws {
        let definition = NetworkDefinition(
            seed: 42,
            inputSize: 4,
            layers: [
                LayerDefinition(units: 16, activation: .relu),
                LayerDefinition(units: 3, activation: Activation(.softmax, [])),
            ]
        )
        let network = Network(try NetworkPlan(definition))
        let outputs = network.forward(Matrix(rows: 1, columns: 4, values: [5.1, 3.5, 1.4, 0.2]))
        for (output, expected) in zip(outputs.values, [0.5369, 0.2185, 0.2446]) {
            #expect(abs(Double(output) - expected) <= 0.00005)
        }
    }
}
