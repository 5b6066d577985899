import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("Network")
struct NetworkTests {
    @Test("A stack of linear layers has PyTorch's parameters")
    func linearStacks() throws {
        for golden in try GoldenVectors.linearDefault.cases() {
            #expect(try NetworkDefinition.linearStack(of: golden).parameterMismatch(in: golden) == nil)
        }
    }

    @Test("A network has PyTorch's parameters, in both orders of initialisation")
    func parameters() throws {
        var orders: Set<NetworkDefinition.InitializationOrder> = []
        for golden in try GoldenVectors.networks.cases() {
            let definition = try golden.member("definition").definition
            orders.insert(definition.initializationOrder)
            #expect(try definition.parameterMismatch(in: golden) == nil)
        }
        #expect(orders.count == 2)
    }

    @Test("A network's outputs are PyTorch's in float64, up to float32's rounding")
    func outputs() throws {
        var checked = 0
        for golden in try GoldenVectors.networks.cases() {
            let definition = try golden.member("definition").definition
            let network = Network(try NetworkPlan(definition))
            let input = try golden.member("input").tensor
            let inputs = Matrix(rows: input.shape[0], columns: input.shape[1], values: try input.floats)
            let outputs = network.forward(inputs)
            let expected = try golden.member("output64").tensor
            #expect([outputs.rows, outputs.columns] == expected.shape)
            for (index, (actual, expected)) in zip(outputs.values, try expected.doubles).enumerated()
            where !(abs(Double(actual) - expected) <= 1e-5 * max(1, abs(expected))) {
                Issue.record("\(golden): output \(index) is \(actual), not \(expected)")
                break
            }
            checked += 1
        }
        #expect(checked == 23)
    }

    @Test("A row has the same bits alone and among others, on every instruction set")
    func rows() throws {
        let plan = try NetworkPlan(Self.definition(activations: [.relu, .identity]))
        let network = Network(plan)
        let inputs = Self.inputs(rows: 6)
        let together = network.forward(inputs)
        for set in InstructionSet.available {
            let other = Network(plan, parameters: network.parameters, instructionSet: set)
            for row in 0..<inputs.rows {
                let alone = other.forward(Matrix(rows: 1, columns: inputs.columns, values: Array(inputs[row])))
                #expect(alone.values.map(\.bitPattern) == together[row].map(\.bitPattern), "\(set), row \(row)")
            }
        }
    }

    @Test("No rows give no outputs, and every layer is observed")
    func noRows() throws {
        let network = Network(try NetworkPlan(Self.definition(activations: [.relu, .identity])))
        var observed: [[Int]] = []
        var sampling: MersenneTwister?
        let outputs = network.forward(Matrix(rows: 0, columns: 5, values: []), sampling: &sampling) {
            observed.append([$0, $1.rows, $1.columns, $2.rows, $2.columns])
        }
        #expect(outputs == Matrix(rows: 0, columns: 4, values: []))
        #expect(observed == [[0, 0, 7, 0, 7], [1, 0, 4, 0, 4]])
    }

    @Test("An observer sees each layer's pre-activations and outputs")
    func observation() throws {
        let network = Network(try NetworkPlan(Self.definition(activations: [.relu, .identity])))
        var seen: [(preactivations: Matrix, outputs: Matrix)] = []
        var sampling: MersenneTwister?
        let outputs = network.forward(Self.inputs(rows: 3), sampling: &sampling) { seen.append(($1, $2)) }
        #expect(seen.count == 2)
        #expect(seen[0].outputs.values == seen[0].preactivations.values.map { max($0, 0) })
        #expect(seen[1].outputs == outputs && seen[1].preactivations == outputs)
        #expect(sampling == nil)
    }

    @Test("PReLU's slopes are parameters: one number for all, or a list")
    func slopes() throws {
        let one = Activation(.prelu, [.number(0.1), .count(1)])
        let each = Activation(.prelu, [.number(0.2), .count(7)])
        let listed = Activation(.prelu, [.numbers([1, 2, 3, 4]), .count(4)])
        let first = Network(try NetworkPlan(Self.definition(activations: [one, listed])))
        #expect(first.parameters.map(\.plan.name).contains("layers.0.slope"))
        #expect(first.parameters.filter { $0.plan.role == .slope }.map(\.values) == [[0.1], [1, 2, 3, 4]])
        let second = Network(try NetworkPlan(Self.definition(activations: [each, .identity])))
        let slopes = second.parameters.filter { $0.plan.role == .slope }
        #expect(slopes.map(\.values) == [[Float](repeating: 0.2, count: 7)])
        #expect(slopes.map(\.plan.shape) == [[7]])
    }

    @Test("A caller's generator is left where the last draw left it")
    func callersGenerator() throws {
        let plan = try NetworkPlan(Self.definition(activations: [.relu, .identity]))
        var generator = MersenneTwister(seed: plan.definition.seed)
        let network = Network(plan, generator: &generator)
        #expect(network.parameters.map(\.values) == Network(plan).parameters.map(\.values))
        // Two xavier_uniform weights of one word an element; the biases of zeros draw nothing.
        var expected = MersenneTwister(seed: plan.definition.seed)
        for _ in 0..<(7 * 5 + 4 * 7) { _ = expected.next() }
        #expect(generator.next() == expected.next())
    }

    /// An input of 5, layers of 7 and 4 units.
    static func definition(activations: [Activation]) -> NetworkDefinition {
        NetworkDefinition(
            seed: 12,
            inputSize: 5,
            layers: zip([7, 4], activations).map { LayerDefinition(units: $0, activation: $1) }
        )
    }

    static func inputs(rows: Int) -> Matrix {
        var generator = MersenneTwister(seed: 99)
        var values = [Float](repeating: 0, count: rows * 5)
        generator.fillNormal(&values, mean: 0, deviation: 1)
        return Matrix(rows: rows, columns: 5, values: values)
    }

}
