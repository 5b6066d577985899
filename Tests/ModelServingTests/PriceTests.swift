import NeuralNetwork
import Testing

@testable import ModelServing

/// What work is expected to cost.
struct PriceTests {
    private func plan(_ sizes: [Int]) throws -> NetworkPlan {
        try NetworkPlan(
            NetworkDefinition(
                inputSize: sizes[0],
                layers: sizes.dropFirst().map { LayerDefinition(units: $0, activation: .relu) }
            )
        )
    }

    private func rows(_ count: Int, _ width: Int) -> Matrix {
        Matrix(rows: count, columns: width, values: Array(repeating: 0, count: count * width))
    }

    @Test("A tiny prediction is cheaper than a hop, a large network is heavy")
    func orders() throws {
        let tiny = EvaluationRequest(try plan([4, 16, 3]), inputs: rows(3, 4), parts: [.outputs])
        #expect(tiny.price < .hop)
        let large = EvaluationRequest(try plan([4096, 4096, 4096]))
        #expect(large.price > ComputePool.heavy)
        #expect(Price.parsing(bytes: 64 << 20) > ComputePool.heavy)
    }

    @Test(
        "What takes longer than a hop to draw is not done in place",
        arguments: [
            Initializer(.uniform), Initializer(.normal), .xavierUniform, Initializer(.xavierNormal),
            Initializer(.kaimingUniform), Initializer(.kaimingNormal), Initializer(.torchDefault),
        ],
        NetworkDefinition.InitializationOrder.allCases
    )
    func drawing(_ initializer: Initializer?, order: NetworkDefinition.InitializationOrder) throws {
        func request(side: Int, parts: EvaluationRequest.Parts) throws -> EvaluationRequest {
            let layer = LayerDefinition(
                units: side,
                activation: .relu,
                weightInitializer: try #require(initializer),
                biasInitializer: nil
            )
            return EvaluationRequest(
                try NetworkPlan(NetworkDefinition(initializationOrder: order, inputSize: side, layers: [layer])),
                parts: parts
            )
        }
        // `make bench` measures up to 4 ns for a parameter that is drawn and packed: 50 us are 12,500 of them.
        // What the constructors drew is kept by torch_default, so it is not drawn again.
        let draws = order == .direct || initializer?.scheme == .torchDefault ? 1 : 2
        let side = Int((12_500 / Double(draws)).squareRoot().rounded(.up))
        #expect(try request(side: side, parts: .digests).price >= .hop)
        #expect(try request(side: 16, parts: .digests).price < .hop)
        // Nothing needs the parameters, so nothing is drawn.
        #expect(try request(side: side, parts: .outputs).price < .hop)
    }

    @Test(
        "Whatever is asked for in addition is paid for",
        arguments: EvaluationRequest.Parts.byName.map(\.part)
    )
    func additions(_ part: EvaluationRequest.Parts) throws {
        let plan = try plan([64, 64, 64])
        let before = EvaluationRequest(plan, inputs: rows(10, 64), parts: [])
        let after = EvaluationRequest(plan, inputs: rows(10, 64), parts: part)
        #expect(after.price > before.price)
        #expect(EvaluationRequest(plan, inputs: rows(20, 64), parts: [.outputs, part]).price > after.price)
    }

    @Test("A definition that holds its parameters costs more than one that draws them")
    func inlineValues() throws {
        func price(_ initializer: Initializer) throws -> Price {
            let layer = LayerDefinition(units: 32, activation: .relu, weightInitializer: initializer)
            return .describing(try NetworkPlan(NetworkDefinition(inputSize: 32, layers: [layer])))
        }
        let values = HandComputedNetwork.inline([32, 32], Array(repeating: 1, count: 1024))
        #expect(try price(.xavierUniform) < .hop)
        #expect(try price(values) > .hop)
    }

    @Test("A prediction of a small network is cheaper than a hop, one of a deep or a large one is not")
    func predictions() throws {
        #expect(Price.predicting(try plan([4, 16, 3]), rows: 1) < .hop)
        #expect(Price.predicting(try plan([784, 256, 128, 10]), rows: 1) < .hop)
        #expect(Price.predicting(try plan(Array(repeating: 4, count: 20)), rows: 1) < .hop)
        // Each layer takes some 130 ns, however narrow it is.
        #expect(Price.predicting(try plan(Array(repeating: 4, count: 1001)), rows: 1) >= .hop)
        #expect(Price.predicting(try plan([1024, 4096, 4096, 1000]), rows: 1) >= .hop)
    }

    @Test("A price saturates")
    func saturation() {
        let most = Price(nanoseconds: .max)
        #expect(most + Price(nanoseconds: 1) == most)
        #expect(Price.parsing(bytes: .max) == most)
    }
}
