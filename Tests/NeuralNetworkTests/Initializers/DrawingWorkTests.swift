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
        #expect(try work(Initializer(.sparse, [.number(0.5), .number(1)])).draws == 64)
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
        let found = try work(Initializer(.truncNormal, [.number(0), .number(1e-17), .number(1), .number(2)]))
        #expect(found.redraws == .max)
    }
}
