/// How a parameter tensor gets its first values.
///
/// A value: which scheme, and its parameters in the order of `Scheme.parameters`. Names and defaults are those of
/// `torch.nn.init`, without the trailing underscore.
public struct Initializer: Sendable, Hashable {
    /// The schemes by name.
    ///
    /// The raw value is the name on the wire.
    public enum Scheme: String, Sendable, Hashable, CaseIterable {
        case uniform, normal, zeros, ones, constant, eye
        case xavierUniform = "xavier_uniform"
        case xavierNormal = "xavier_normal"
        case kaimingUniform = "kaiming_uniform"
        case kaimingNormal = "kaiming_normal"
        case truncNormal = "trunc_normal"
        case orthogonal, sparse
        case torchDefault = "torch_default"
        case varianceScaling = "variance_scaling"
        case values

        /// The parameters, in the order in which `Initializer.values` holds them.
        public var parameters: [ParameterDescription] {
            switch self {
            case .uniform: [.init("a", default: 0), .init("b", default: 1)]
            case .normal: [.init("mean", default: 0), .init("std", .nonnegative, default: 1)]
            case .zeros, .ones, .eye, .torchDefault: []
            case .constant: [.init("val", default: nil)]
            case .xavierUniform, .xavierNormal: [.init("gain", .nonnegative, default: 1)]
            case .kaimingUniform, .kaimingNormal:
                [
                    .init("a", default: 0),
                    .init("mode", .choice(["fan_in", "fan_out"]), default: .choice("fan_in")),
                    .init(
                        "nonlinearity",
                        .choice(["linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu"]),
                        default: .choice("leaky_relu")
                    ),
                ]
            case .truncNormal:
                [
                    .init("mean", default: 0), .init("std", .positive, default: 1),
                    .init("a", default: -2), .init("b", default: 2),
                ]
            case .orthogonal: [.init("gain", default: 1)]
            case .sparse: [.init("sparsity", .fraction, default: nil), .init("std", .nonnegative, default: 0.01)]
            case .varianceScaling:
                [
                    .init("scale", .positive, default: 1),
                    .init("mode", .choice(["fan_in", "fan_out", "fan_avg"]), default: .choice("fan_in")),
                    .init(
                        "distribution",
                        .choice(["truncated_normal", "normal", "uniform"]),
                        default: .choice("truncated_normal")
                    ),
                ]
            case .values: [.init("values", .tensor, default: nil)]
            }
        }

        /// Whether the scheme needs two dimensions, so that a bias cannot have it.
        public var isForWeightsOnly: Bool {
            switch self {
            case .eye, .xavierUniform, .xavierNormal, .kaimingUniform, .kaimingNormal, .orthogonal, .sparse,
                .varianceScaling:
                true
            case .uniform, .normal, .zeros, .ones, .constant, .truncNormal, .torchDefault, .values: false
            }
        }
    }

    /// Which scheme.
    public let scheme: Scheme

    /// The parameters, in the order of `scheme.parameters`.
    public let values: [ParameterValue]

    /// Makes an initialiser with all its parameters.
    ///
    /// - Parameters:
    ///   - scheme: Which scheme.
    ///   - values: One value for each of `scheme.parameters`, of the kind that its domain says. Whether the values
    ///     are possible ones is checked with the definition as a whole.
    /// - Precondition: As many values as parameters.
    public init(_ scheme: Scheme, _ values: [ParameterValue]) {
        precondition(values.count == scheme.parameters.count, "one value for each parameter of \(scheme.rawValue)")
        self.scheme = scheme
        self.values = values
    }

    /// Makes an initialiser with default parameters; nil if one of them has no default.
    public init?(_ scheme: Scheme) {
        var values: [ParameterValue] = []
        for parameter in scheme.parameters {
            guard let value = parameter.defaultValue else { return nil }
            values.append(value)
        }
        self.init(scheme, values)
    }

    /// Glorot's uniform scheme with gain 1, what a weight has when its definition names none.
    public static let xavierUniform = Initializer(.xavierUniform, [.number(1)])

    /// All elements +0, what a bias has when its definition names none.
    public static let zeros = Initializer(.zeros, [])

    /// Keras's and JAX's names for cases of `variance_scaling`; they take no parameters.
    ///
    /// The meaning is that of `jax.nn.initializers` and `keras.initializers`: what is called normal here is a
    /// truncated normal.
    public static let aliases: [String: Initializer] = {
        let families: [(name: String, scale: Double, mode: String)] = [
            ("glorot", 1, "fan_avg"), ("he", 2, "fan_in"), ("lecun", 1, "fan_in"),
        ]
        var aliases: [String: Initializer] = [:]
        for family in families {
            for (suffix, distribution) in [("uniform", "uniform"), ("normal", "truncated_normal")] {
                aliases["\(family.name)_\(suffix)"] = Initializer(
                    .varianceScaling,
                    [.number(family.scale), .choice(family.mode), .choice(distribution)]
                )
            }
        }
        return aliases
    }()

    /// The value of a parameter.
    ///
    /// - Precondition: `name` is one of `scheme.parameters`.
    public func value(of name: String) -> ParameterValue {
        for (parameter, value) in zip(scheme.parameters, values) where parameter.name == name { return value }
        preconditionFailure("\(scheme.rawValue) has no parameter \(name)")
    }

    /// The value of a parameter that is a number.
    ///
    /// - Precondition: `name` is a parameter whose domain is numbers.
    public func number(_ name: String) -> Double {
        guard case .number(let number) = value(of: name) else { preconditionFailure("\(name) is not a number") }
        return number
    }

    /// The value of a parameter that is a word.
    ///
    /// - Precondition: `name` is a parameter whose domain is words.
    public func choice(_ name: String) -> String {
        guard case .choice(let word) = value(of: name) else { preconditionFailure("\(name) is not a word") }
        return word
    }
}
