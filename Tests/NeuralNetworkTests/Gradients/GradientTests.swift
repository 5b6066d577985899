import TestSupport
import Testing

@testable import NeuralNetwork

/// Gradients against difference quotients, which know nothing of the backward pass.
@Suite("Gradients")
struct GradientTests {
    @Test("Every parameter's gradient is what central differences say", arguments: Activation.Kind.allCases)
    func centralDifferences(_ kind: Activation.Kind) throws {
        var random = SeededRandom(seed: 7)
        for activation in Self.variants(of: kind, units: 6) {
            let network = try Self.network(activation, using: &random)
            let inputs = Self.matrix(rows: 3, columns: 4, using: &random)
            for loss in [Loss.sum, .crossEntropy(labels: [2, 0, 1])] {
                let pass = network.forward(inputs)
                let gradients = network.backward(pass, cotangents: try loss.gradient(at: pass.outputs))
                for (tensor, gradient) in gradients.parameters.enumerated() {
                    #expect(gradient.plan == network.parameters[tensor].plan)
                    for element in gradient.values.indices {
                        let quotient = try Self.quotient(network, tensor, element, inputs, loss)
                        let actual = gradient.values[element]
                        #expect(
                            isClose(actual, quotient, relative: 1e-6, absolute: 1e-8),
                            "\(activation), \(loss), \(gradient.plan.name)[\(element)]: \(actual), not \(quotient)"
                        )
                    }
                }
            }
        }
    }

    @Test("The gradient at the pre-activations of a layer is the bias's, row by row")
    func preactivations() throws {
        var random = SeededRandom(seed: 8)
        let network = try Self.network(Activation(.gelu, [.choice("tanh")]), using: &random)
        let inputs = Self.matrix(rows: 5, columns: 4, using: &random)
        let pass = network.forward(inputs)
        let cotangents = Self.matrix(rows: 5, columns: 3, using: &random)
        let together = network.backward(pass, cotangents: cotangents)
        #expect(together.preactivations.map(\.columns) == [6, 6, 3])
        for row in 0..<5 {
            let alone = network.backward(
                network.forward(Matrix64(rows: 1, columns: 4, values: Array(inputs[row]))),
                cotangents: Matrix64(rows: 1, columns: 3, values: Array(cotangents[row]))
            )
            let biases = alone.parameters.filter { $0.plan.role == .bias }.map(\.values)
            #expect(biases == together.preactivations.map { Array($0[row]) })
        }
    }

    @Test("Rows do not mix: each has the same float64 outputs alone and among others")
    func rows() throws {
        var random = SeededRandom(seed: 9)
        let network = try Self.network(Activation(.softmax, []), using: &random)
        let inputs = Self.matrix(rows: 19, columns: 4, using: &random)
        let together = network.forward(inputs).outputs
        for row in 0..<19 {
            let alone = network.forward(Matrix64(rows: 1, columns: 4, values: Array(inputs[row]))).outputs
            #expect(alone.values.map(\.bitPattern) == together[row].map(\.bitPattern))
        }
    }

    @Test("No rows give no outputs and gradients of zero")
    func noRows() throws {
        var random = SeededRandom(seed: 10)
        let network = try Self.network(Activation(.glu, []), using: &random)
        let pass = network.forward(Matrix64(rows: 0, columns: 4, values: []))
        #expect(pass.outputs == Matrix64(rows: 0, columns: 3, values: []))
        let gradients = network.backward(pass, cotangents: pass.outputs)
        #expect(gradients.parameters.map(\.values.count) == network.parameters.map(\.values.count))
        #expect(gradients.parameters.allSatisfy { $0.values.allSatisfy { $0 == 0 } })
    }

    @Test("A network widened is the network of its parameters")
    func widened() throws {
        let activation = Activation(.prelu, [.numbers([0.5, -1, 0, 2, 0.1, 3]), .count(6)])
        let network = Network(try NetworkPlan(Self.definition(activation)))
        let widened = Network64(network)
        #expect(widened.parameters.map(\.values) == network.parameters.map { $0.values.map(Double.init) })
        #expect(widened.parameters.map(\.plan) == network.parameters.map(\.plan))
    }

    /// Differences of the fourth order, so that a step wide enough to be exact is also narrow enough.
    private static func quotient(
        _ network: Network64,
        _ tensor: Int,
        _ element: Int,
        _ inputs: Matrix64,
        _ loss: Loss
    ) throws -> Double {
        let step = 1.0 / 4096
        func value(_ offset: Double) throws -> Double {
            var parameters = network.parameters.map(\.values)
            parameters[tensor][element] += offset * step
            return try loss.value(of: Network64(network.plan, parameters: parameters).forward(inputs).outputs)
        }
        let near = try value(1) - value(-1)
        let far = try value(2) - value(-2)
        return (8 * near - far) / (12 * step)
    }

    /// An activation with its default parameters, and those that make another function of it.
    private static func variants(of kind: Activation.Kind, units: Int) -> [Activation] {
        let others: [Activation] =
            switch kind {
            case .threshold: [Activation(kind, [.number(0.1), .number(-1)])]
            case .prelu: [Activation(kind, [.numbers([0.5, -1, 0, 2, 0.1, 3]), .count(units)])]
            case .celu: [Activation(kind, [.number(2.5)]), Activation(kind, [.number(-4)])]
            case .elu: [Activation(kind, [.number(0.3)])]
            case .gelu: [Activation(kind, [.choice("tanh")])]
            case .softplus: [Activation(kind, [.number(2), .number(0.5)])]
            case .hardtanh: [Activation(kind, [.number(-0.25), .number(0.5)])]
            default: []
            }
        return [Activation(kind)].compactMap(\.self) + others
    }

    /// 4 inputs, two layers of 6 units with the activation, 3 outputs.
    private static func definition(_ activation: Activation) -> NetworkDefinition {
        let hidden = LayerDefinition(units: 6, activation: activation)
        return NetworkDefinition(
            inputSize: 4,
            layers: [hidden, hidden, LayerDefinition(units: 3, activation: .identity)]
        )
    }

    /// A network with parameters of all sizes near 1, no bias of zero among them.
    private static func network(
        _ activation: Activation,
        using random: inout SeededRandom
    ) throws -> Network64 {
        let plan = try NetworkPlan(definition(activation))
        let parameters = plan.layers.flatMap(\.tensors).map { tensor in
            guard tensor.role != .slope else { return activation.initialSlopes.map(Double.init) }
            return (0..<tensor.count).map { _ in Double.random(in: -1...1, using: &random) }
        }
        return Network64(plan, parameters: parameters)
    }

    private static func matrix(rows: Int, columns: Int, using random: inout SeededRandom) -> Matrix64 {
        let values = (0..<rows * columns).map { _ in Double.random(in: -1.5...1.5, using: &random) }
        return Matrix64(rows: rows, columns: columns, values: values)
    }
}
