import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("Why layers need nonlinear activations")
struct AffineCollapseTests {
    private static let sizes = [5, 9, 7, 4]

    @Test("Layers without a nonlinear activation collapse into one affine map")
    func collapse() throws {
        let network = try Self.network(.identity)
        // A = W3 W2 W1 and b = W3 (W2 b1 + b2) + b3, in float64: one layer in place of three.
        var matrix = (0..<5).map { row in (0..<5).map { $0 == row ? 1.0 : 0 } }
        var offset = [Double](repeating: 0, count: 5)
        for (weight, bias) in Self.layers(of: network) {
            matrix = weight.map { row in
                (0..<5).map { column in zip(row, matrix).reduce(0) { $0 + $1.0 * $1.1[column] } }
            }
            offset = zip(weight, bias).map { row, bias in zip(row, offset).reduce(bias) { $0 + $1.0 * $1.1 } }
        }
        for input in Self.inputs {
            let outputs = Self.outputs(of: network, for: input)
            let single = zip(matrix, offset).map { row, bias in
                zip(row, input).reduce(bias) { $0 + $1.0 * Double($1.1) }
            }
            let largest = single.map(abs).max() ?? 0
            for (output, expected) in zip(outputs, single) {
                #expect(abs(output - expected) <= 1e-6 * largest, "\(output) instead of \(expected)")
            }
        }
    }

    @Test("f(u + v) - f(u) - f(v) + f(0) is zero for every affine f, hence for layers without a nonlinear activation")
    func affineDefect() throws {
        #expect(Self.largestDefect(of: try Self.network(.identity)) < 1e-6)
    }

    @Test(
        "With a nonlinear activation between the layers no affine map computes what the network does",
        arguments: [Activation.Kind.relu, .tanh, .sigmoid, .gelu, .leakyReLU]
    )
    func noCollapse(kind: Activation.Kind) throws {
        let activation = try #require(Activation(kind))
        #expect(Self.largestDefect(of: try Self.network(activation)) > 1e-3)
    }

    @Test("Two relu units compute exclusive or, which no affine map does")
    func exclusiveOr() throws {
        func inline(_ shape: [Int], _ values: [Float]) -> Initializer {
            Initializer(.values, [.tensor(InlineTensor(shape: shape, values: values))])
        }
        // relu(a + b) - 2 relu(a + b - 1)
        let hidden = LayerDefinition(
            units: 2,
            activation: .relu,
            weightInitializer: inline([2, 2], [1, 1, 1, 1]),
            biasInitializer: inline([2], [0, -1])
        )
        let output = LayerDefinition(units: 1, activation: .identity, weightInitializer: inline([1, 2], [1, -2]))
        let network = Network(try NetworkPlan(NetworkDefinition(inputSize: 2, layers: [hidden, output])))
        #expect(network.forward(Matrix(rows: 4, columns: 2, values: [0, 0, 0, 1, 1, 0, 1, 1])).values == [0, 1, 1, 0])
    }

    /// Three layers, the last one without an activation.
    private static func network(_ activation: Activation) throws -> Network {
        let bias = Initializer(.uniform, [.number(-0.5), .number(0.5)])
        let definition = NetworkDefinition(
            seed: 7,
            inputSize: sizes[0],
            layers: sizes.indices.dropFirst().map { index in
                LayerDefinition(
                    units: sizes[index],
                    activation: index == sizes.count - 1 ? .identity : activation,
                    biasInitializer: bias
                )
            }
        )
        return Network(try NetworkPlan(definition))
    }

    /// Weight, as rows, and bias of each layer, widened.
    private static func layers(of network: Network) -> [(weight: [[Double]], bias: [Double])] {
        stride(from: 0, to: network.parameters.count, by: 2).map { index in
            let weight = network.parameters[index]
            let rows = (0..<weight.plan.fanOut).map { row in
                weight.values[row * weight.plan.fanIn..<(row + 1) * weight.plan.fanIn].map(Double.init)
            }
            return (rows, network.parameters[index + 1].values.map(Double.init))
        }
    }

    /// Numbers of a few bits, so that sums of two inputs are exact.
    private static let inputs: [[Float]] = {
        var random = SeededRandom(seed: 3)
        return (0..<20).map { _ in (0..<5).map { _ in Float(Int.random(in: -64...64, using: &random)) / 32 } }
    }()

    private static func outputs(of network: Network, for input: [Float]) -> [Double] {
        network.forward(Matrix(rows: 1, columns: input.count, values: input)).values.map(Double.init)
    }

    private static func largestDefect(of network: Network) -> Double {
        let atZero = outputs(of: network, for: [0, 0, 0, 0, 0])
        var largest = 0.0
        for (u, v) in zip(inputs, inputs.dropFirst()) {
            let both = outputs(of: network, for: zip(u, v).map { $0 + $1 })
            let (first, second) = (outputs(of: network, for: u), outputs(of: network, for: v))
            for index in both.indices {
                largest = max(largest, abs(both[index] - first[index] - second[index] + atZero[index]))
            }
        }
        return largest
    }
}
