/// What a scheme is expected to draw.
///
/// A member is nil where it is unknown.
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
    /// The gain that the scheme multiplies with, for xavier, kaiming and orthogonal; nil for other schemes.
    ///
    /// Source: `torch.nn.init.calculate_gain`.
    public var gain: Double? {
        switch scheme {
        case .xavierUniform, .xavierNormal, .orthogonal: number("gain")
        case .kaimingUniform, .kaimingNormal: Self.gain(of: choice("nonlinearity"), slope: number("a"))
        default: nil
        }
    }

    /// Mean, standard deviation and bounds of what the scheme draws for a tensor.
    ///
    /// Mean and deviation are those of the formula; the bounds are the float32 numbers that values are drawn between.
    ///
    /// - Parameters:
    ///   - role: Weight or bias: `torch_default` means different things for them.
    ///   - fanIn: The fan-in of the layer's weight.
    ///   - fanOut: The fan-out of the layer's weight.
    /// - Returns: What is known of the distribution.
    public func expectedMoments(role: TensorPlan.Role, fanIn: Int, fanOut: Int) -> ExpectedMoments {
        switch distribution(role: role, fanIn: fanIn, fanOut: fanOut) {
        case .constant(let value):
            let value = Double(Float(value))
            return ExpectedMoments(mean: value, std: 0, minimum: value, maximum: value)
        case .identity:
            // One of the larger fan's elements in each row, or in each column, is 1.
            let share = 1 / Double(max(fanIn, fanOut))
            return ExpectedMoments(
                mean: share,
                std: (share * (1 - share)).squareRoot(),
                minimum: max(fanIn, fanOut) == 1 ? 1 : 0,
                maximum: 1
            )
        case .uniform(let lower, let upper):
            return ExpectedMoments(
                mean: lower + (upper - lower) / 2,
                std: (upper - lower) / 12.squareRoot(),
                minimum: Double(Float(lower)),
                maximum: Double(Float(upper))
            )
        case .normal(let mean, let deviation):
            let only = deviation == 0 ? Double(Float(mean)) : nil
            return ExpectedMoments(mean: mean, std: deviation, minimum: only, maximum: only)
        case .truncatedNormal(let normal):
            let moments = normal.moments
            return ExpectedMoments(
                mean: moments.mean,
                std: moments.deviation,
                minimum: Double(Float(normal.lower)),
                maximum: Double(Float(normal.upper))
            )
        case .orthogonal(let gain):
            // The rows or columns of unit length are the longer ones.
            let bound = Double(Float(abs(gain)))
            let deviation = abs(gain) / Double(max(fanIn, fanOut)).squareRoot()
            return ExpectedMoments(mean: 0, std: deviation, minimum: 0 - bound, maximum: bound)
        case .sparse(let zeros, let deviation):
            let share = Double(fanOut - zeros) / Double(fanOut)
            let only: Double? = zeros == fanOut || deviation == 0 ? 0 : nil
            return ExpectedMoments(mean: 0, std: deviation * share.squareRoot(), minimum: only, maximum: only)
        case .inline:
            return ExpectedMoments(mean: nil, std: nil, minimum: nil, maximum: nil)
        }
    }
}
