import Testing

@testable import NeuralNetwork

@Suite("How the scheme decides what arrives after many layers")
struct SignalDepthTests {
    @Test(
        "From layer to layer relu keeps the size of the pre-activations under He's scheme, and shrinks it under others",
        arguments: [
            (Initializer.Scheme.kaimingNormal, 1.0),
            // Half of the second moment survives relu, and a square Glorot weight keeps what it gets.
            (.xavierUniform, 0.5),
            // A uniform weight between -1 / sqrt(fan_in) and 1 / sqrt(fan_in) has a third of Glorot's variance.
            (.torchDefault, 1.0 / 6),
        ]
    )
    func relu(scheme: Initializer.Scheme, momentRatio: Double) throws {
        let sizes = try Self.rootMeanSquares(scheme)
        let last = sizes[19] / sizes[0]
        var expected = 1.0
        for _ in 0..<19 { expected *= momentRatio.squareRoot() }
        #expect(last > expected / 2 && last < expected * 2, "\(sizes[0]) became \(sizes[19])")
    }

    /// The size of each layer's pre-activations in twenty layers of 256 relu units, for a hundred normal rows.
    private static func rootMeanSquares(_ scheme: Initializer.Scheme) throws -> [Double] {
        let layer = LayerDefinition(
            units: 256,
            activation: .relu,
            weightInitializer: try #require(Initializer(scheme))
        )
        let definition = NetworkDefinition(
            seed: 42,
            inputSize: 256,
            layers: [LayerDefinition](repeating: layer, count: 20)
        )
        var generator = MersenneTwister(seed: 1)
        var values = [Float](repeating: 0, count: 100 * 256)
        generator.fillNormal(&values, mean: 0, deviation: 1)
        var sizes: [Double] = []
        var sampling: MersenneTwister?
        _ = Network(try NetworkPlan(definition)).forward(
            Matrix(rows: 100, columns: 256, values: values),
            sampling: &sampling
        ) { _, preactivations, _ in
            let squares = preactivations.values.reduce(0.0) { $0 + Double($1) * Double($1) }
            sizes.append((squares / Double(preactivations.values.count)).squareRoot())
        }
        return sizes
    }
}
