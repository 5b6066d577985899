import NeuralNetwork

/// A network of two layers that can be computed by hand: relu(W x + b), then one unit without an activation.
enum HandComputedNetwork {
    static func plan(activation: Activation = .relu, seed: UInt64 = 0) throws -> NetworkPlan {
        try NetworkPlan(
            NetworkDefinition(
                seed: seed,
                inputSize: 2,
                layers: [
                    LayerDefinition(
                        units: 2,
                        activation: activation,
                        weightInitializer: inline([2, 2], [1, -1, 2, 0.5]),
                        biasInitializer: inline([2], [0.5, -1])
                    ),
                    LayerDefinition(
                        units: 1,
                        activation: .identity,
                        weightInitializer: inline([1, 2], [3, -2]),
                        biasInitializer: nil
                    ),
                ]
            )
        )
    }

    static func inline(_ shape: [Int], _ values: [Float]) -> Initializer {
        Initializer(.values, [.tensor(InlineTensor(shape: shape, values: values))])
    }

    /// Two rows: [1, 2] becomes [-0.5, 2], [0, 2], -4; [2, 0] becomes [2.5, 3], [2.5, 3], 1.5.
    static let inputs = Matrix(rows: 2, columns: 2, values: [1, 2, 2, 0])
}
