internal import NeuralNetwork

extension NetworkPlan {
    /// Thrown for a scheme that has no defaults.
    struct NoDefaults: Error {}

    /// A network of one square layer without a bias.
    static func oneLayer(side: Int, initializer: Initializer?, seed: UInt64) throws -> NetworkPlan {
        guard let initializer else { throw NoDefaults() }
        let layer = LayerDefinition(
            units: side,
            activation: .identity,
            weightInitializer: initializer,
            biasInitializer: nil
        )
        return try NetworkPlan(NetworkDefinition(seed: seed, inputSize: side, layers: [layer]))
    }
}
