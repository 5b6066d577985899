import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("Why equal parameters never become different")
struct SymmetryTests {
    private static let constant = Initializer(.constant, [.number(0.3)])

    @Test("Units with equal parameters have equal outputs", arguments: [Activation.Kind.tanh, .relu, .sigmoid])
    func equalOutputs(kind: Activation.Kind) throws {
        let equal = try Self.hiddenOutputs(kind, Self.constant)
        let drawn = try Self.hiddenOutputs(kind, .xavierUniform)
        for row in 0..<equal.rows { #expect(Set(equal[row].map(\.bitPattern)).count == 1) }
        #expect(equal.values.contains { $0 != 0 })
        #expect((0..<drawn.rows).contains { Set(drawn[$0].map(\.bitPattern)).count > 1 })
    }

    @Test("Units with equal parameters have equal gradients, and drawn ones have not")
    func equalGradients() throws {
        let equal = try Self.trainee(weight: Self.constant).gradients(Self.rows, Self.targets)
        #expect(equal.first.rowsAreEqual && equal.second.columnsAreEqual)
        #expect(!equal.first.isZero && !equal.second.isZero)
        let drawn = try Self.trainee(weight: .xavierUniform).gradients(Self.rows, Self.targets)
        #expect(!drawn.first.rowsAreEqual && !drawn.second.columnsAreEqual)
    }

    @Test("The chain rule's gradients are the differences of the loss")
    func gradientsAreDifferences() throws {
        let trainee = try Self.trainee(weight: .xavierUniform)
        let gradients = trainee.gradients(Self.rows, Self.targets)
        func difference(_ parameter: WritableKeyPath<TwoLayerTrainee, Double>) -> Double {
            var (above, below) = (trainee, trainee)
            above[keyPath: parameter] += 1e-5
            below[keyPath: parameter] -= 1e-5
            return (above.loss(Self.rows, Self.targets) - below.loss(Self.rows, Self.targets)) / 2e-5
        }
        for unit in 0..<4 {
            for input in 0..<3 {
                let gradient = gradients.first.rows[unit][input]
                #expect(isClose(gradient, difference(\.first.rows[unit][input]), relative: 1e-6, absolute: 1e-8))
            }
            for output in 0..<2 {
                let gradient = gradients.second.rows[output][unit]
                #expect(isClose(gradient, difference(\.second.rows[output][unit]), relative: 1e-6, absolute: 1e-8))
            }
        }
    }

    @Test("Two hundred steps of training move equal units and leave them equal, and drawn ones learn what they cannot")
    func training() throws {
        let begun = try Self.trainee(weight: Self.constant)
        var equal = begun
        var drawn = try Self.trainee(weight: .xavierUniform)
        for _ in 0..<200 {
            equal.step(Self.rows, Self.targets, rate: 0.05)
            drawn.step(Self.rows, Self.targets, rate: 0.05)
        }
        #expect(equal.first.rowsAreEqual && equal.second.columnsAreEqual)
        #expect(equal.first.rows[0] != begun.first.rows[0])
        let loss = equal.loss(Self.rows, Self.targets)
        #expect(loss < begun.loss(Self.rows, Self.targets))
        #expect(drawn.loss(Self.rows, Self.targets) < loss / 2)
    }

    @Test("Equal units separate if what follows tells them apart")
    func unequalSuccessors() throws {
        let trainee = try Self.trainee(weight: Self.constant, outputWeight: .xavierUniform)
        #expect(trainee.first.rowsAreEqual)
        #expect(!trainee.gradients(Self.rows, Self.targets).first.rowsAreEqual)
    }

    @Test("With weights and biases of zero no gradient reaches any weight")
    func zeros() throws {
        let gradients = try Self.trainee(weight: .zeros).gradients(Self.rows, Self.targets)
        #expect(gradients.first.isZero && gradients.second.isZero)
        #expect(gradients.secondBias.contains { $0 != 0 })
    }

    private static let rows: [[Double]] = [[0.5, -1, 2], [1.5, 0.25, -0.5], [-2, 1, 0.75], [0.125, 2, -1]]
    private static let targets: [[Double]] = [[1, 0], [-0.5, 0.5], [0, 1], [0.75, -1]]

    /// Three inputs, four hidden units, two outputs.
    private static func network(
        _ kind: Activation.Kind,
        weight: Initializer,
        outputWeight: Initializer
    ) throws -> Network {
        let hidden = LayerDefinition(
            units: 4,
            activation: Activation(kind, []),
            weightInitializer: weight,
            biasInitializer: Initializer(.constant, [.number(weight == .zeros ? 0 : 0.1)])
        )
        let output = LayerDefinition(units: 2, activation: .identity, weightInitializer: outputWeight)
        return Network(try NetworkPlan(NetworkDefinition(seed: 1, inputSize: 3, layers: [hidden, output])))
    }

    private static func hiddenOutputs(_ kind: Activation.Kind, _ weight: Initializer) throws -> Matrix {
        let network = try network(kind, weight: weight, outputWeight: weight)
        let inputs = Matrix(rows: rows.count, columns: 3, values: rows.joined().map { Float($0) })
        var sampling: MersenneTwister?
        var hidden: Matrix?
        _ = network.forward(inputs, sampling: &sampling) { layer, _, outputs in
            if layer == 0 { hidden = outputs }
        }
        return try #require(hidden)
    }

    /// The network in float64, ready to be trained, after a check that it computes what the network computes.
    private static func trainee(weight: Initializer, outputWeight: Initializer? = nil) throws -> TwoLayerTrainee {
        let network = try network(.tanh, weight: weight, outputWeight: outputWeight ?? weight)
        let trainee = TwoLayerTrainee(network)
        for row in rows {
            let outputs = network.forward(Matrix(rows: 1, columns: 3, values: row.map { Float($0) })).values
            for (actual, expected) in zip(outputs, trainee.outputs(for: row)) {
                #expect(isClose(Double(actual), expected, relative: 1e-6, absolute: 1e-6))
            }
        }
        return trainee
    }
}
