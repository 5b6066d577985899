import Testing

@testable import NeuralNetwork

@Suite("Rounding estimates")
struct RoundingEstimateTests {
    private func network(
        _ weight: [Float],
        units: Int = 1,
        _ activation: Activation = .identity
    ) throws -> Network {
        let inputs = weight.count / units
        let values = Initializer(.values, [.tensor(InlineTensor(shape: [units, inputs], values: weight))])
        let layer = LayerDefinition(
            units: units,
            activation: activation,
            weightInitializer: values,
            biasInitializer: nil
        )
        return Network(try NetworkPlan(NetworkDefinition(inputSize: inputs, layers: [layer])))
    }

    private func deviations(_ network: Network, _ inputs: [Float]) -> [Double] {
        var sampling: MersenneTwister?
        let width = network.plan.inputSize
        let rows = Matrix(rows: inputs.count / width, columns: width, values: inputs)
        return network.forwardEstimatingRounding(rows, sampling: &sampling).deviations
    }

    @Test("Sums that float32 holds exactly are the same everywhere, also at a jump")
    func exact() throws {
        let step = Activation(.step, [])
        #expect(deviations(try network([1, 1, 1], step), [1, 2, -3, 0.5, 0.25, 8]) == [0, 0])
    }

    @Test("An inexact sum at a jump may come out on either side")
    func jump() throws {
        let found = deviations(try network([1, 1, 1], Activation(.step, [])), [0.1, 0.2, -0.3, 0.1, 0.2, 0.3])
        #expect(found[0] * Network.roundingSafetyFactor >= 1)
        #expect(found[1] == 0)
    }

    @Test("The estimate is in proportion to the terms, not to what is left of them")
    func cancellation() throws {
        let found = deviations(try network([1, 1, 1]), [0.1, 0.2, 0.3, 1000.1, -1000.3, 0.1])
        #expect((1e-9...1e-7).contains(found[0]))
        #expect((1e-5...1e-3).contains(found[1]))
    }

    @Test("Two orders of adding differ by less than the estimate says, and by a good part of it")
    func orders() throws {
        var random = MersenneTwister(seed: 11)
        var weight = [Float](repeating: 0, count: 500)
        var (differences, estimates) = (0.0, 0.0)
        for _ in 0..<50 {
            random.fillNormal(&weight, mean: 0, deviation: 1)
            var row = [Float](repeating: 0, count: weight.count)
            random.fillUniform(&row, from: -100, to: 100)
            let there = try network(weight)
            let back = try network(weight.reversed())
            let reversed = Matrix(rows: 1, columns: 500, values: row.reversed())
            let difference =
                there.forward(Matrix(rows: 1, columns: 500, values: row)).values[0] - back.forward(reversed).values[0]
            let found = deviations(there, row)[0]
            #expect(abs(Double(difference)) <= Network.roundingSafetyFactor * found)
            differences += Double(difference) * Double(difference)
            estimates += found * found
        }
        #expect(estimates < 25 * differences)
    }

    @Test("A sum that is exact in one order need not be in another")
    func otherOrders() throws {
        // From the left every partial sum is exact.
        #expect(deviations(try network([1, 1, 1]), [16_777_216, -16_777_216, 0.1])[0] > 0.1)
    }

    @Test("Where the order decides whether a sum overflows, nothing can be said; where it does not, everything")
    func overflow() throws {
        let found = deviations(try network([3e38, 3e38]), [1, 1, -1, -1, 1, -1, 0.1, -0.1])
        #expect(found[0] == 0)
        #expect(found[1] == 0)
        #expect(found[2] == .infinity)
        #expect(found[3] < .infinity)
    }

    @Test("A saturated function forgets what its argument is off by")
    func saturation() throws {
        for kind in [Activation.Kind.tanh, .sigmoid, .relu6] {
            let found = deviations(try network([1, 1, 1], try #require(Activation(kind))), [1000.1, 1000.3, 0.1])
            #expect(found[0] < 1e-5)
        }
        let softmax = try network([1, 0, 0, 0, 0.3, 0], units: 2, Activation(.softmax, []))
        #expect(deviations(softmax, [1000.1, -333.3, 0.7]).allSatisfy { $0 < 1e-20 || $0.isFinite })
    }

    @Test("A sampled rrelu near 0 may draw another number of slopes, which changes all that follow")
    func sampling() throws {
        let rrelu = try #require(Activation(.rrelu))
        let network = try network([1, 1, 1], rrelu)
        var sampling: MersenneTwister? = MersenneTwister(seed: 1)
        let near = Matrix(rows: 2, columns: 3, values: [0.1, 0.2, -0.3, 1, 2, 3])
        #expect(
            network.forwardEstimatingRounding(near, sampling: &sampling).deviations == [.infinity, .infinity]
        )
        let far = Matrix(rows: 2, columns: 3, values: [0.1, 0.2, -0.6, 1, 2, 3])
        let found = network.forwardEstimatingRounding(far, sampling: &sampling).deviations
        #expect(found.allSatisfy { $0 < 1e-6 })
    }

    @Test("The outputs are those of the forward pass", arguments: Activation.Kind.allCases)
    func outputs(_ kind: Activation.Kind) throws {
        let activation = Activation(kind, kind.parameters.map { $0.defaultValue ?? .number(0.5) })
        let layer = LayerDefinition(units: 4, activation: activation)
        let network = Network(try NetworkPlan(NetworkDefinition(inputSize: 3, layers: [layer, layer])))
        let rows = Matrix(rows: 2, columns: 3, values: [1, -2, 0.5, 0.3, 0.1, -4])
        var sampling: MersenneTwister?
        let found = network.forwardEstimatingRounding(rows, sampling: &sampling)
        #expect(found.outputs == network.forward(rows))
        #expect(found.deviations.count == found.outputs.values.count)
        #expect(found.deviations.allSatisfy { $0 < 1e-5 })
    }

    @Test("The nearer a matrix was to a singular one, the less its orthogonal factor is known")
    func orthogonal() throws {
        let initializer = Initializer(.orthogonal, [.number(1)])
        func difference(_ sizes: (inputs: Int, units: Int), seed: UInt64) throws -> Double {
            let layer = LayerDefinition(units: sizes.units, activation: .relu, weightInitializer: initializer)
            let plan = try NetworkPlan(NetworkDefinition(seed: seed, inputSize: sizes.inputs, layers: [layer]))
            let network = Network(plan)
            let found = plan.orthogonalDifferences(network.parameters)
            #expect(found.count == 2 && found[1] == nil)
            return try #require(found[0])
        }
        // A long matrix is never near a singular one; of square ones some are.
        #expect(try difference((100, 4), seed: 1) < 1e-6)
        #expect(try difference((4, 100), seed: 1) < 1e-6)
        let square = try (0..<100).map { try difference((20, 20), seed: $0) }
        #expect(square.allSatisfy { $0 > 1e-7 })
        #expect((1...40).contains(square.count { $0 > 1e-5 }))
    }
}
