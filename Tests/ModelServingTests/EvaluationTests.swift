import ModelServing
import NeuralNetwork
import Testing

/// What an evaluation reports, against a network computed by hand.
struct EvaluationTests {
    typealias Parts = EvaluationRequest.Parts

    private func evaluate(_ request: EvaluationRequest) throws -> Evaluation {
        try Evaluation(of: request, limits: EvaluationLimits())
    }

    @Test("Every part that is asked for is there, with the numbers that a hand computes")
    func everyPart() throws {
        let plan = try HandComputedNetwork.plan()
        let everything: Parts = [.outputs, .parameters, .activations, .layerOutputs, .values, .digests]
        let result = try evaluate(EvaluationRequest(plan, inputs: HandComputedNetwork.inputs, parts: everything))
        #expect(result.outputs == Matrix(rows: 2, columns: 1, values: [-4, 1.5]))

        let layers = try #require(result.layerOutputs)
        #expect(layers.map(\.preactivations.values) == [[-0.5, 2, 2.5, 3], [-4, 1.5]])
        #expect(layers.map(\.outputs.values) == [[0, 2, 2.5, 3], [-4, 1.5]])

        let statistics = try #require(result.layers?.first)
        #expect(statistics.preactivation.mean == 1.75)
        #expect(statistics.output.mean == 1.875)
        #expect(statistics.zeroFraction == 0.25)
        #expect(statistics.saturatedFraction == 0.25)
        #expect(statistics.deadUnits == 0)

        let tensors = try #require(result.tensors)
        #expect(tensors.map(\.plan.name) == ["layers.0.weight", "layers.0.bias", "layers.1.weight"])
        #expect(tensors.map(\.values) == [[1, -1, 2, 0.5], [0.5, -1], [3, -2]])
        #expect(tensors[0].statistics?.values.mean == 0.625)
        #expect(tensors[0].statistics?.values.minimum == -1)
        #expect(tensors[0].statistics?.isSymmetric == false)
        // hashlib.sha256(struct.pack("<4f", 1, -1, 2, 0.5)).hexdigest()
        #expect(tensors[0].sha256 == "5bd5e4bc2ef150dc4a0d105b815d52578d3fae7c0ca308de9bea4fa946640734")
    }

    @Test(
        "A part that is not asked for is absent",
        arguments: [
            ([], [false, false, false, false]),
            ([.outputs], [true, false, false, false]),
            ([.parameters], [false, true, false, false]),
            ([.values], [false, true, false, false]),
            ([.digests], [false, true, false, false]),
            ([.activations], [false, false, true, false]),
            ([.layerOutputs], [false, false, false, true]),
        ] as [(Parts, [Bool])]
    )
    func absentParts(_ parts: Parts, _ present: [Bool]) throws {
        let plan = try HandComputedNetwork.plan()
        let result = try evaluate(EvaluationRequest(plan, inputs: HandComputedNetwork.inputs, parts: parts))
        let found = [
            result.outputs != nil, result.tensors != nil, result.layers != nil, result.layerOutputs != nil,
        ]
        #expect(found == present)
        for tensor in result.tensors ?? [] {
            #expect((tensor.statistics != nil) == parts.contains(.parameters))
            #expect((tensor.values != nil) == parts.contains(.values))
            #expect((tensor.sha256 != nil) == parts.contains(.digests))
        }
    }

    @Test("Without rows nothing is said about rows; with zero rows it is said of none")
    func noRowsAndZeroRows() throws {
        let plan = try HandComputedNetwork.plan()
        let parts: Parts = [.outputs, .activations, .layerOutputs]
        let none = try evaluate(EvaluationRequest(plan, parts: parts))
        #expect(none.outputs == nil)
        #expect(none.layers == nil)
        #expect(none.layerOutputs == nil)
        let zero = Matrix(rows: 0, columns: 2, values: [])
        let empty = try evaluate(EvaluationRequest(plan, inputs: zero, parts: parts))
        #expect(empty.outputs?.rows == 0)
        #expect(empty.layers?.count == 2)
        #expect(empty.layers?.first?.zeroFraction == nil)
        #expect(empty.layerOutputs?.map(\.outputs.rows) == [0, 0])
    }

    @Test("A row has the same bits alone and among others")
    func rowsAreIndependent() throws {
        let definition = NetworkDefinition(
            seed: 7,
            inputSize: 5,
            layers: [
                LayerDefinition(units: 17, activation: try #require(Activation(.tanh))),
                LayerDefinition(units: 3, activation: try #require(Activation(.softmax))),
            ]
        )
        let plan = try NetworkPlan(definition)
        let values = (0..<35).map { Float($0) / 7 - 2 }
        let all = try evaluate(EvaluationRequest(plan, inputs: Matrix(rows: 7, columns: 5, values: values)))
        let outputs = try #require(all.outputs)
        for row in 0..<7 {
            let alone = Matrix(rows: 1, columns: 5, values: Array(values[row * 5..<row * 5 + 5]))
            #expect(try evaluate(EvaluationRequest(plan, inputs: alone)).outputs?.values == Array(outputs[row]))
        }
    }

    @Test("In training mode rrelu samples its slopes, the same ones for the same seed")
    func sampledSlopes() throws {
        let inputs = Matrix(rows: 1, columns: 2, values: [1, 2])
        func slope(seed: UInt64, isTraining: Bool) throws -> Float {
            let plan = try HandComputedNetwork.plan(activation: try #require(Activation(.rrelu)), seed: seed)
            let request = EvaluationRequest(plan, inputs: inputs, parts: [.layerOutputs], isTraining: isTraining)
            let output = try #require(evaluate(request).layerOutputs?.first?.outputs.values.first)
            return output / -0.5
        }
        #expect(try slope(seed: 1, isTraining: false) == Float((1.0 / 8 + 1.0 / 3) / 2))
        let sampled = try slope(seed: 1, isTraining: true)
        #expect(sampled > 0.124 && sampled < 0.334)
        #expect(try slope(seed: 1, isTraining: true) == sampled)
        #expect(try slope(seed: 2, isTraining: true) != sampled)
    }

    @Test("Slopes are drawn after the parameters, from the same generator")
    func slopesFollowParameters() throws {
        let definition = NetworkDefinition(
            seed: 3,
            inputSize: 1,
            layers: [LayerDefinition(units: 1, activation: try #require(Activation(.rrelu)))]
        )
        let plan = try NetworkPlan(definition)
        var generator = MersenneTwister(seed: 3)
        let network = Network(plan, generator: &generator)
        let sign: Float = network.parameters[0].values[0] < 0 ? 1 : -1
        let inputs = Matrix(rows: 1, columns: 1, values: [sign])
        var sampling: MersenneTwister? = generator
        let expected = network.forward(inputs, sampling: &sampling)
        let result = try evaluate(EvaluationRequest(plan, inputs: inputs, isTraining: true))
        #expect(result.outputs == expected)
        #expect(expected != network.forward(inputs))
    }
}
