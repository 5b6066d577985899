import ModelServing
import NeuralNetwork
import Testing

/// What others have to find, and what that may cost.
struct ReproductionTests {
    @Test("Digests and outputs are those of an evaluation, whatever is to be reported")
    func values() throws {
        let request = EvaluationRequest(
            try HandComputedNetwork.plan(),
            inputs: HandComputedNetwork.inputs,
            parts: [.outputs, .digests]
        )
        let evaluation = try Evaluation(of: request, limits: EvaluationLimits())
        var silent = request
        silent.parts = []
        let reproduction = try Reproduction(of: silent, limits: EvaluationLimits())
        #expect(reproduction.outputs == evaluation.outputs)
        #expect(reproduction.tensors.map(\.sha256) == evaluation.tensors?.compactMap(\.sha256))
        #expect(reproduction.tensors.allSatisfy { $0.orthogonal == nil })
        #expect(reproduction.tolerances == [1e-5, 1e-5])
    }

    @Test("A sum that cancels needs more than the ordinary tolerance, in its row alone")
    func cancellation() throws {
        let ones = HandComputedNetwork.inline([1, 3], [1, 1, 1])
        let layer = LayerDefinition(units: 1, activation: .identity, weightInitializer: ones, biasInitializer: nil)
        let plan = try NetworkPlan(NetworkDefinition(inputSize: 3, layers: [layer]))
        let inputs = Matrix(rows: 2, columns: 3, values: [0.1, 0.2, 0.3, 1000.1, -1000.3, 0.1])
        let reproduction = try Reproduction(of: EvaluationRequest(plan, inputs: inputs), limits: EvaluationLimits())
        #expect(reproduction.tolerance == 1e-5)
        #expect(reproduction.tolerances[0] == 1e-5)
        #expect((1e-4...1e-3).contains(reproduction.tolerances[1]))
    }

    @Test("Orthogonal weights come with their values, to 1e-5 times the gain")
    func orthogonal() throws {
        let initializer = Initializer(.orthogonal, [.number(4)])
        let layer = LayerDefinition(units: 2, activation: .identity, weightInitializer: initializer)
        let plan = try NetworkPlan(NetworkDefinition(seed: 3, inputSize: 5, layers: [layer]))
        let reproduction = try Reproduction(of: EvaluationRequest(plan), limits: EvaluationLimits())
        #expect(reproduction.tensors[0].orthogonal?.values.count == 10)
        #expect(reproduction.tensors[0].orthogonal?.tolerance == 4e-5)
        #expect(reproduction.tensors[1].orthogonal == nil)
        #expect(reproduction.outputs == nil)
    }

    @Test("Numbers in the script and what its estimate computes have limits")
    func limits() throws {
        let request = EvaluationRequest(try HandComputedNetwork.plan(), inputs: HandComputedNetwork.inputs)
        // Two rows of two inputs and an output, and two tensors of 4 and 2 values, one of 2.
        var limits = EvaluationLimits()
        limits.answerValues = 13
        #expect(throws: LimitsExceeded([.init(figure: .scriptValues, actual: 14, limit: 13)])) {
            try request.checkReproduction(limits)
        }
        limits = EvaluationLimits()
        // Twelve multiply-adds.
        limits.multiplyAdds = 64 * 11
        #expect(throws: LimitsExceeded([.init(figure: .multiplyAdds, actual: 12, limit: 11)])) {
            try request.checkReproduction(limits)
        }
        limits.multiplyAdds = 64 * 12
        limits.answerValues = 14
        try request.checkReproduction(limits)
        #expect(throws: LimitsExceeded.self) {
            limits.answerValues = 13
            _ = try Reproduction(of: request, limits: limits)
        }
    }

    @Test("A reproduction costs more than an evaluation, and more with each row")
    func prices() throws {
        let one = EvaluationRequest(
            try HandComputedNetwork.plan(),
            inputs: Matrix(rows: 1, columns: 2, values: [1, 2]),
            parts: [.outputs]
        )
        var two = one
        two.inputs = HandComputedNetwork.inputs
        #expect(one.reproductionPrice > one.price)
        #expect(two.reproductionPrice > one.reproductionPrice)
    }
}
