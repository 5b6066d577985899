import ModelServing
import NeuralNetwork
import Testing

/// What is refused before anything is computed.
struct EvaluationLimitsTests {
    /// Limits and what two rows through 2-2-1 exceed of them.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let limits: EvaluationLimits
        var parts: EvaluationRequest.Parts = [.outputs]
        let excesses: [LimitsExceeded.Excess]
        var testDescription: String { name }
    }

    private static func limits(_ change: (inout EvaluationLimits) -> Void) -> EvaluationLimits {
        var limits = EvaluationLimits()
        change(&limits)
        return limits
    }

    private static func excess(_ figure: LimitsExceeded.Figure, _ actual: Int, _ limit: Int) -> LimitsExceeded.Excess {
        LimitsExceeded.Excess(figure: figure, actual: actual, limit: limit)
    }

    static let cases = [
        Case(name: "rows", limits: limits { $0.rows = 1 }, excesses: [excess(.rows, 2, 1)]),
        Case(name: "multiply-adds", limits: limits { $0.multiplyAdds = 11 }, excesses: [excess(.multiplyAdds, 12, 11)]),
        Case(name: "held values", limits: limits { $0.heldValues = 3 }, excesses: [excess(.heldValues, 4, 3)]),
        Case(name: "outputs", limits: limits { $0.answerValues = 1 }, excesses: [excess(.answerValues, 2, 1)]),
        Case(
            name: "layer outputs",
            limits: limits { $0.answerValues = 11 },
            parts: [.layerOutputs],
            excesses: [excess(.answerValues, 12, 11)]
        ),
        Case(
            name: "values",
            limits: limits { $0.answerValues = 7 },
            parts: [.values],
            excesses: [excess(.answerValues, 8, 7)]
        ),
        Case(
            name: "everything at once",
            limits: limits {
                $0.rows = 1
                $0.multiplyAdds = 1
                $0.heldValues = 1
                $0.answerValues = 1
            },
            excesses: [
                excess(.rows, 2, 1), excess(.multiplyAdds, 12, 1), excess(.heldValues, 4, 1),
                excess(.answerValues, 2, 1),
            ]
        ),
        Case(
            name: "exactly at every limit",
            limits: limits {
                $0.rows = 2
                $0.multiplyAdds = 12
                $0.heldValues = 4
                $0.answerValues = 22
            },
            parts: [.outputs, .layerOutputs, .values],
            excesses: []
        ),
    ]

    @Test("Each refusal names figure and limit", arguments: cases)
    func refusals(_ row: Case) throws {
        let plan = try HandComputedNetwork.plan()
        let request = EvaluationRequest(plan, inputs: HandComputedNetwork.inputs, parts: row.parts)
        do {
            _ = try Evaluation(of: request, limits: row.limits)
            #expect(row.excesses.isEmpty)
        } catch {
            #expect(error.all == row.excesses)
        }
    }

    @Test("What building takes counts, where it is asked for")
    func building() throws {
        func excesses(_ initializer: Initializer, _ parts: EvaluationRequest.Parts) throws -> [LimitsExceeded.Excess] {
            let layer = LayerDefinition(units: 300, activation: .relu, weightInitializer: initializer)
            let plan = try NetworkPlan(NetworkDefinition(inputSize: 300, layers: [layer]))
            do throws(LimitsExceeded) {
                try EvaluationRequest(plan, parts: parts).check(Self.limits { $0.multiplyAdds = 1_000_000 })
                return []
            } catch {
                return error.all
            }
        }
        let orthogonal = Initializer(.orthogonal, [.number(1)])
        #expect(try excesses(orthogonal, []).isEmpty)
        #expect(try excesses(orthogonal, [.values]) == [Self.excess(.building, 36_000_000, 1_000_000)])
        func truncated(_ lower: Double) -> Initializer {
            Initializer(.truncNormal, [.number(0), .number(1), .number(lower), .number(lower + 1)])
        }
        #expect(try excesses(truncated(4), [.values]).map(\.figure) == [.building])
        // Nearly nothing is ever accepted, so the expected count is beyond 64 bits.
        #expect(
            try excesses(Initializer(.truncNormal, [0, 1e-18, 1, 9].map { .number($0) }), [.values]).isEmpty == false
        )
        #expect(try excesses(Initializer(.truncNormal, [0, 0.02, -2, 2].map { .number($0) }), [.values]).isEmpty)
        #expect(try excesses(Initializer(.normal, [.number(0), .number(1)]), [.values]).isEmpty)
    }

    @Test("A count beyond 64 bits is refused like any other")
    func overflow() throws {
        let plan = try HandComputedNetwork.plan()
        let excesses = EvaluationRequest.excesses(plan, rows: .max, EvaluationLimits())
        #expect(excesses.map(\.figure) == [.rows, .multiplyAdds, .heldValues])
        #expect(excesses.map(\.actual) == [.max, nil, nil])
    }

    @Test("The defaults are those that the contract names")
    func defaults() {
        let limits = EvaluationLimits()
        #expect(limits.network.maximumParameters == 67_108_864)
        #expect(limits.network.maximumLayers == 1024)
        #expect(limits.rows == 1_048_576)
        #expect(limits.multiplyAdds == 1_000_000_000_000)
        #expect(limits.heldValues == 67_108_864)
        #expect(limits.answerValues == 16_777_216)
    }
}
