import Testing

@testable import NeuralNetwork

/// What the statistics of a layer say about rows.
struct LayerStatisticsTests {
    @Test("Moments, zeros, saturated and dead units of a rectifier")
    func rectifier() {
        let preactivations = Matrix(rows: 2, columns: 3, values: [-1, 2, 0, -3, -4, 5])
        let outputs = Matrix(rows: 2, columns: 3, values: [0, 2, 0, 0, 0, 5])
        let statistics = LayerStatistics(of: .relu, preactivations: preactivations, outputs: outputs)
        #expect(statistics.preactivation.mean == -1.0 / 6)
        #expect(statistics.preactivation.minimum == -4)
        #expect(statistics.preactivation.maximum == 5)
        #expect(statistics.output.mean == 7.0 / 6)
        #expect(statistics.output.rms == (29.0 / 6).squareRoot())
        #expect(statistics.zeroFraction == 4.0 / 6)
        #expect(statistics.saturatedFraction == 3.0 / 6)
        #expect(statistics.deadUnits == 1)
    }

    @Test("No interval, no saturated fraction")
    func identity() {
        let values = Matrix(rows: 1, columns: 2, values: [1, 2])
        let statistics = LayerStatistics(of: .identity, preactivations: values, outputs: values)
        #expect(statistics.saturatedFraction == nil)
        #expect(statistics.deadUnits == 0)
    }

    @Test("Zero rows say nothing")
    func zeroRows() {
        let statistics = LayerStatistics(
            of: .relu,
            preactivations: Matrix(rows: 0, columns: 2, values: []),
            outputs: Matrix(rows: 0, columns: 2, values: [])
        )
        #expect(statistics.preactivation.mean == nil)
        #expect(statistics.zeroFraction == nil && statistics.saturatedFraction == nil && statistics.deadUnits == nil)
    }

    @Test(
        "Units with equal parameters are symmetric",
        arguments: [
            (TensorPlan.Role.weight, [2, 2], [1, 2, 1, 2] as [Float], true),
            (.weight, [2, 2], [1, 2, 1, 3], false),
            (.weight, [1, 2], [1, 1], false),
            (.bias, [3], [0, -0.0, 0], true),
            (.bias, [3], [0, 0, 1], false),
            (.bias, [1], [0], false),
        ]
    )
    func symmetry(_ role: TensorPlan.Role, _ shape: [Int], _ values: [Float], _ isSymmetric: Bool) throws {
        let definition = NetworkDefinition(
            inputSize: 2,
            layers: [
                LayerDefinition(
                    units: shape[0],
                    activation: .identity,
                    weightInitializer: role == .weight
                        ? Initializer(.values, [.tensor(InlineTensor(shape: shape, values: values))]) : .xavierUniform,
                    biasInitializer: role == .bias
                        ? Initializer(.values, [.tensor(InlineTensor(shape: shape, values: values))]) : .zeros
                )
            ]
        )
        let network = Network(try NetworkPlan(definition))
        let tensor = try #require(network.parameters.first { $0.plan.role == role })
        #expect(tensor.isSymmetric == isSymmetric)
    }
}
