import Testing

@testable import NeuralNetwork

@Suite("Parameters made elsewhere")
struct ParameterTensorTests {
    @Test("A tensor has as many values as its plan says, or is none")
    func count() throws {
        let plan = try NetworkPlan(
            NetworkDefinition(inputSize: 2, layers: [LayerDefinition(units: 3, activation: .relu)])
        )
        let weight = try #require(plan.tensors.first)
        #expect(ParameterTensor(plan: weight, values: [1, 2, 3, 4, 5, 6])?.values == [1, 2, 3, 4, 5, 6])
        #expect(ParameterTensor(plan: weight, values: [1, 2, 3, 4, 5]) == nil)
        #expect(ParameterTensor(plan: weight, values: [1, 2, 3, 4, 5, 6, 7]) == nil)
    }

    @Test("A network computes with the parameters it is given")
    func given() throws {
        let plan = try NetworkPlan(
            NetworkDefinition(inputSize: 2, layers: [LayerDefinition(units: 1, activation: .identity)])
        )
        let parameters = zip(plan.tensors, [[2, 3], [4]] as [[Float]]).compactMap {
            ParameterTensor(plan: $0, values: $1)
        }
        let outputs = Network(plan, parameters: parameters).forward(Matrix(rows: 1, columns: 2, values: [10, 100]))
        #expect(outputs.values == [324])
    }

    @Test("A plan knows the bytes of its network", arguments: [[1, 1], [3, 16, 17], [7, 15, 33, 1], [256, 100]])
    func residentBytes(sizes: [Int]) throws {
        let layers = sizes.dropFirst().map { LayerDefinition(units: $0, activation: .relu) }
        let plan = try NetworkPlan(NetworkDefinition(inputSize: sizes[0], layers: layers))
        let network = Network(plan)
        let parameterBytes = network.parameters.reduce(0) { $0 + 4 * $1.values.count }
        #expect(plan.residentBytes == parameterBytes + network.packedBytes)
    }

    @Test("Padding is counted: one unit takes a panel of sixteen")
    func padding() throws {
        let layers = [LayerDefinition(units: 1, activation: .relu)]
        let plan = try NetworkPlan(NetworkDefinition(inputSize: 10, layers: layers))
        #expect(plan.residentBytes == 4 * 11 + 4 * 16 * 11)
    }

    @Test(
        "Bytes beyond an Int are the largest one",
        arguments: [(Int.max / 68 - 1, Int.max / 68 * 68), (Int.max / 68, .max), (Int.max / 32, .max)]
    )
    func overflow(size: Int, bytes: Int) throws {
        // One unit and its bias: 68 bytes for each input, and as many for the bias.
        let limits = NetworkLimits(maximumParameters: .max)
        let layers = [LayerDefinition(units: 1, activation: .relu)]
        let plan = try NetworkPlan(NetworkDefinition(inputSize: size, layers: layers), limits: limits)
        #expect(plan.residentBytes == bytes)
    }
}
