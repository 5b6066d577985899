/// What a scheme comes down to for one tensor: how its elements are made.
///
/// The numbers are in double precision, computed in the order in which `torch.nn.init` computes them; they are
/// rounded to float32 where the tensor is filled.
enum Distribution: Sendable, Hashable {
    /// Every element is the number.
    case constant(Double)
    /// 1 on the diagonal, 0 elsewhere.
    case identity
    /// Uniform in [lower, upper).
    case uniform(lower: Double, upper: Double)
    /// Normal.
    case normal(mean: Double, deviation: Double)
    /// Normal between two bounds.
    case truncatedNormal(TruncatedNormal)
    /// Orthonormal rows or columns, whichever are fewer, times the gain.
    case orthogonal(gain: Double)
    /// Normal around 0, but for so many zeros in each column, at random rows.
    case sparse(zeros: Int, deviation: Double)
    /// The elements as they are given.
    case inline(InlineTensor)

    /// Uniform in [-bound, bound).
    static func uniform(bound: Double) -> Distribution { .uniform(lower: -bound, upper: bound) }
}

extension Initializer {
    /// What the scheme comes down to for a tensor.
    ///
    /// - Parameters:
    ///   - role: Weight or bias: `torch_default` means different things for them.
    ///   - fanIn: The fan-in of the layer's weight.
    ///   - fanOut: The fan-out of the layer's weight.
    /// - Returns: The distribution; its bounds or moments need not be finite in float32.
    func distribution(role: TensorPlan.Role, fanIn: Int, fanOut: Int) -> Distribution {
        switch scheme {
        case .zeros: return .constant(0)
        case .ones: return .constant(1)
        case .constant: return .constant(number("val"))
        case .eye: return .identity
        case .uniform: return .uniform(lower: number("a"), upper: number("b"))
        case .normal: return .normal(mean: number("mean"), deviation: number("std"))
        case .xavierUniform: return .uniform(bound: 3.squareRoot() * xavierDeviation(fanIn, fanOut))
        case .xavierNormal: return .normal(mean: 0, deviation: xavierDeviation(fanIn, fanOut))
        case .kaimingUniform: return .uniform(bound: 3.squareRoot() * kaimingDeviation(fanIn, fanOut))
        case .kaimingNormal: return .normal(mean: 0, deviation: kaimingDeviation(fanIn, fanOut))
        case .truncNormal:
            return .truncatedNormal(
                TruncatedNormal(
                    mean: number("mean"),
                    deviation: number("std"),
                    lower: number("a"),
                    upper: number("b")
                )
            )
        case .orthogonal: return .orthogonal(gain: number("gain"))
        case .sparse:
            // Fans of a definition that is still being checked may be anything up to Int.max, which Double rounds up.
            let zeros = (number("sparsity") * Double(fanOut)).rounded(.up)
            return .sparse(zeros: zeros < Double(fanOut) ? Int(zeros) : fanOut, deviation: number("std"))
        case .varianceScaling: return scaledDistribution(fanIn, fanOut)
        case .torchDefault:
            // torch.nn.Linear.reset_parameters: kaiming_uniform_ with a = sqrt(5), then the bias.
            guard role == .weight else { return .uniform(bound: 1 / Double(fanIn).squareRoot()) }
            let gain = Self.gain(of: "leaky_relu", slope: 5.squareRoot())
            return .uniform(bound: 3.squareRoot() * (gain / Double(fanIn).squareRoot()))
        case .values:
            guard case .tensor(let tensor) = value(of: "values") else { preconditionFailure("values is a tensor") }
            return .inline(tensor)
        }
    }

    /// The factor that makes up for what a nonlinearity takes from the standard deviation.
    ///
    /// - Parameters:
    ///   - nonlinearity: A word of the parameter `nonlinearity`.
    ///   - slope: The slope below zero, which counts for `leaky_relu` only.
    /// - Returns: The factor; 1 for a linear function.
    /// - SeeAlso: `torch.nn.init.calculate_gain`.
    static func gain(of nonlinearity: String, slope: Double) -> Double {
        switch nonlinearity {
        case "tanh": 5.0 / 3
        case "relu": 2.squareRoot()
        case "leaky_relu": (2 / (1 + slope * slope)).squareRoot()
        case "selu": 3.0 / 4
        default: 1
        }
    }

    private func xavierDeviation(_ fanIn: Int, _ fanOut: Int) -> Double {
        number("gain") * (2 / (Double(fanIn) + Double(fanOut))).squareRoot()
    }

    /// The distribution of variance scale / fan, in the order of operations of `jax.nn.initializers`.
    private func scaledDistribution(_ fanIn: Int, _ fanOut: Int) -> Distribution {
        let fan =
            switch choice("mode") {
            case "fan_in": Double(fanIn)
            case "fan_out": Double(fanOut)
            default: (Double(fanIn) + Double(fanOut)) / 2
            }
        switch choice("distribution") {
        case "uniform": return .uniform(bound: (3 * number("scale") / fan).squareRoot())
        case "normal": return .normal(mean: 0, deviation: (number("scale") / fan).squareRoot())
        default:
            // What a standard normal cut off at 2 deviations has left of its deviation.
            let deviation = (number("scale") / fan).squareRoot() / 0.87962566103423978
            return .truncatedNormal(
                TruncatedNormal(mean: 0, deviation: deviation, lower: -2 * deviation, upper: 2 * deviation)
            )
        }
    }

    private func kaimingDeviation(_ fanIn: Int, _ fanOut: Int) -> Double {
        let fan = choice("mode") == "fan_out" ? fanOut : fanIn
        return Self.gain(of: choice("nonlinearity"), slope: number("a")) / Double(fan).squareRoot()
    }
}
