import ModelServing
import NeuralNetwork
import Testing

struct ScriptPriceTests {
    private func price(_ scheme: Initializer.Scheme) throws -> Int {
        let layers = [(1000, Initializer.Scheme.normal), (1, scheme)].map { units, scheme in
            LayerDefinition(
                units: units,
                activation: .identity,
                weightInitializer: Initializer(scheme, scheme.parameters.compactMap(\.defaultValue)),
                biasInitializer: nil
            )
        }
        let plan = try NetworkPlan(NetworkDefinition(seed: 1, inputSize: 1000, layers: layers))
        return EvaluationRequest(plan, inputs: nil, parts: []).reproductionPrice.nanoseconds
    }

    @Test("An orthogonal layer, however small, has the whole network drawn a second time")
    func drawnAgain() throws {
        // A million numbers, at three nanoseconds or more.
        #expect(try price(.orthogonal) - price(.normal) > 3_000_000)
    }
}
