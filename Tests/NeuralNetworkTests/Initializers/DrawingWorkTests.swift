import Testing

@testable import NeuralNetwork

@Suite("What drawing takes")
struct DrawingWorkTests {
    private func work(
        _ weight: Initializer,
        bias: Initializer? = nil,
        order: NetworkDefinition.InitializationOrder = .direct
    ) throws -> DrawingWork {
        let layer = LayerDefinition(units: 8, activation: .relu, weightInitializer: weight, biasInitializer: bias)
        return try NetworkPlan(NetworkDefinition(initializationOrder: order, inputSize: 4, layers: [layer])).drawingWork
    }

    @Test("One number for each element that is drawn, and none for others")
    func draws() throws {
        #expect(try work(.zeros).draws == 0)
        #expect(try work(.xavierUniform).draws == 32)
        #expect(try work(.xavierUniform, bias: .zeros).draws == 32)
        #expect(try work(.xavierUniform, bias: Initializer(.torchDefault, [])).draws == 40)
        #expect(try work(.xavierUniform, bias: .zeros, order: .moduleThenInit).draws == 72)
        #expect(try work(Initializer(.torchDefault, []), order: .moduleThenInit).draws == 32)
        #expect(try work(Initializer(.sparse, [.number(0.5), .number(1)])).draws == 160)
    }

    @Test("A factorisation costs multiply-adds")
    func factorisation() throws {
        let found = try work(Initializer(.orthogonal, [.number(1)]))
        #expect(found.draws == 32)
        #expect(found.redraws == 0)
        // 2 * 4^2 * (8 - 4/3)
        #expect(found.multiplyAdds == 214)
    }

    @Test("Numbers that are refused are drawn again")
    func redraws() throws {
        func truncated(_ lower: Double, _ upper: Double) throws -> DrawingWork {
            try work(Initializer(.truncNormal, [.number(0), .number(1), .number(lower), .number(upper)]))
        }
        #expect(try truncated(-20, 20).redraws == 0)
        #expect(try truncated(-20, 20).draws == 32)
        #expect(try truncated(-1, 1).redraws > 32)
        #expect(try truncated(3, 4).draws == 64)
    }

    @Test(
        "What rounding makes nearly impossible is as dear as it is",
        arguments: [
            // A deviation that float32 rounds to 0; a distribution far narrower than the float32 numbers around it.
            [0, 1e-46, 1e-45, 1e-44], [0, 1e-17, 1, 2], [0, 1e-4, 1, 2], [1, 1e-12, 1.5, 1.75],
        ]
    )
    func degenerate(_ numbers: [Double]) throws {
        let found = try work(Initializer(.truncNormal, numbers.map(ParameterValue.number)))
        #expect(found.redraws > 1_000_000)
    }

    @Test("Normals of which rounding decides are priced with every round that they may take")
    func coarse() throws {
        let bound = Double(Float(1).nextDown)
        let found = try work(Initializer(.truncNormal, [1 - 2.9e-8, 4e-9, bound, 1 - 3e-8].map { .number($0) }))
        #expect(found.redraws == 255 * 32)
    }
}
