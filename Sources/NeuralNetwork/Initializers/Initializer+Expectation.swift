/// What a scheme is expected to draw. A member is nil where it is unknown.
public struct ExpectedMoments: Sendable, Hashable {
    /// The mean of the distribution.
    public let mean: Double?
    /// The population standard deviation of the distribution.
    public let std: Double?
    /// The least value that can be drawn; nil where there is none.
    public let minimum: Double?
    /// The largest value that can be drawn; nil where there is none.
    public let maximum: Double?
}

extension Initializer {
    /// The gain that the scheme multiplies with, for xavier and kaiming; nil for other schemes.
    ///
    /// Source: `torch.nn.init.calculate_gain`.
    public var gain: Double? { fatalError("to be written") }

    /// Mean, standard deviation and bounds of what the scheme draws for a tensor.
    ///
    /// - Parameters:
    ///   - role: Weight or bias: `torch_default` means different things for them.
    ///   - fanIn: The fan-in of the layer's weight.
    ///   - fanOut: The fan-out of the layer's weight.
    public func expectedMoments(role: TensorPlan.Role, fanIn: Int, fanOut: Int) -> ExpectedMoments {
        fatalError("to be written")
    }
}

extension Initializer.Scheme {
    /// The scheme as a formula, in ASCII mathematics.
    public var formula: String { fatalError("to be written") }

    /// The paper or the function that the scheme comes from.
    public var source: String { fatalError("to be written") }
}
