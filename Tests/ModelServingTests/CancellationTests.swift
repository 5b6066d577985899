import ModelServing
import NeuralNetwork
import Testing

/// Work that is broken off once nobody waits for it.
struct CancellationTests {
    private static let everything: EvaluationRequest.Parts = [.outputs, .parameters, .activations, .digests]

    private func request(units: [Int], rows: Int = 3) throws -> EvaluationRequest {
        let layers = units.map { LayerDefinition(units: $0, activation: .relu) }
        let plan = try NetworkPlan(NetworkDefinition(inputSize: 4, layers: layers), limits: NetworkLimits())
        let inputs = Matrix(rows: rows, columns: 4, values: (0..<4 * rows).map { Float($0 % 7) })
        return EvaluationRequest(plan, inputs: inputs, parts: Self.everything)
    }

    @Test(
        "An evaluation is broken off at whichever of its checkpoints it is cancelled, and else it is what it would be"
    )
    func everywhere() throws {
        let request = try request(units: [5, 6, 7])
        var count = 0
        let whole = try Evaluation(of: request, limits: EvaluationLimits()) {
            count += 1
            return false
        }
        #expect(whole.outputs == (try Evaluation(of: request, limits: EvaluationLimits())).outputs)
        // Three layers with weight and bias: drawn, laid out, computed, reported.
        #expect(count == 6 + 3 + 3 + 6)
        for last in 0..<count {
            var asked = 0
            #expect(throws: EvaluationFailure.cancelled) {
                try Evaluation(of: request, limits: EvaluationLimits()) {
                    asked += 1
                    return asked > last
                }
            }
            // Nothing goes on behind it.
            #expect(asked == last + 1)
        }
    }

    @Test("A large layer is left between two blocks of rows, whose bits are those of all rows at once")
    func withinLayer() throws {
        // 64 rows or more at once, so a thousand rows of 2^20 multiply-adds are two blocks.
        let layers = [1024, 1024].map { LayerDefinition(units: $0, activation: .relu) }
        let plan = try NetworkPlan(NetworkDefinition(inputSize: 16, layers: layers), limits: NetworkLimits())
        let network = Network(plan)
        let rows = 600
        let inputs = Matrix(rows: rows, columns: 16, values: (0..<16 * rows).map { Float($0 % 11) - 5 })
        var sampling: MersenneTwister?
        var count = 0
        let outputs = network.forward(inputs, sampling: &sampling, checkpoint: { () throws(Never) in count += 1 })
        #expect(count == 3)
        for row in [0, 511, 512, 599] {
            let single = Matrix(rows: 1, columns: 16, values: Array(inputs.values[16 * row..<16 * (row + 1)]))
            #expect(network.forward(single).values == Array(outputs.values[1024 * row..<1024 * (row + 1)]))
        }
        var asked = 0
        #expect(throws: EvaluationFailure.cancelled) {
            try network.forward(inputs, sampling: &sampling) { () throws(EvaluationFailure) in
                asked += 1
                if asked == 3 { throw .cancelled }
            }
        }
        #expect(asked == 3)
    }

    @Test("What is beyond a limit is told before anybody is asked")
    func limits() throws {
        let request = try request(units: [5])
        var limits = EvaluationLimits()
        limits.rows = 2
        #expect {
            try Evaluation(of: request, limits: limits) {
                Issue.record("asked")
                return true
            }
        } throws: { error in
            guard case EvaluationFailure.limitsExceeded = error else { return false }
            return true
        }
    }
}
