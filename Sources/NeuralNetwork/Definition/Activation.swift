/// The function that a layer applies to its pre-activations.
///
/// A value: which function, and its parameters in the order of `Kind.parameters`. Names and defaults are those of
/// `torch.nn.functional`.
public struct Activation: Sendable, Hashable {
    /// The activations by name.
    ///
    /// The raw value is the name on the wire.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case identity, sigmoid, logsigmoid, hardsigmoid, tanh, hardtanh, tanhshrink, arctan, step, relu, relu6
        case leakyReLU = "leaky_relu"
        case prelu, rrelu, elu, selu, celu, gelu, silu, mish, hardswish, softplus, softsign, softshrink, hardshrink
        case threshold, softmax
        case logSoftmax = "log_softmax"
        case softmin, glu

        /// The parameters, in the order in which `Activation.values` holds them.
        public var parameters: [ParameterDescription] {
            switch self {
            case .identity, .sigmoid, .logsigmoid, .hardsigmoid, .tanh, .tanhshrink, .arctan, .step, .relu, .relu6,
                .selu, .silu, .mish, .hardswish, .softsign, .softmax, .logSoftmax, .softmin, .glu:
                []
            case .hardtanh: [.init("min_val", default: -1), .init("max_val", default: 1)]
            case .leakyReLU: [.init("negative_slope", default: 0.01)]
            case .prelu:
                [
                    .init("init", .slopes, default: .number(0.25)),
                    .init("num_parameters", .slopeCount, default: .count(1)),
                ]
            case .rrelu: [.init("lower", default: 1.0 / 8), .init("upper", default: 1.0 / 3)]
            case .elu: [.init("alpha", default: 1)]
            case .celu: [.init("alpha", .nonzero, default: 1)]
            case .gelu: [.init("approximate", .choice(["none", "tanh"]), default: .choice("none"))]
            case .softplus: [.init("beta", .positive, default: 1), .init("threshold", default: 20)]
            case .softshrink: [.init("lambd", .nonnegative, default: 0.5)]
            case .hardshrink: [.init("lambd", default: 0.5)]
            case .threshold: [.init("threshold", default: nil), .init("value", default: nil)]
            }
        }

        /// Whether an output depends on the whole layer: the softmax family and glu.
        ///
        /// Such an activation has no single curve.
        public var actsOnWholeLayer: Bool {
            switch self {
            case .softmax, .logSoftmax, .softmin, .glu: true
            default: false
            }
        }
    }

    /// Which function.
    public let kind: Kind

    /// The parameters, in the order of `kind.parameters`.
    public let values: [ParameterValue]

    /// Makes an activation with all its parameters.
    ///
    /// - Parameters:
    ///   - kind: Which function.
    ///   - values: One value for each of `kind.parameters`, of the kind that its domain says. Whether the values
    ///     are possible ones is checked with the definition as a whole.
    /// - Precondition: As many values as parameters.
    public init(_ kind: Kind, _ values: [ParameterValue]) {
        precondition(values.count == kind.parameters.count, "one value for each parameter of \(kind.rawValue)")
        self.kind = kind
        self.values = values
    }

    /// Makes an activation with default parameters; nil if one of them has no default.
    public init?(_ kind: Kind) {
        var values: [ParameterValue] = []
        for parameter in kind.parameters {
            guard let value = parameter.defaultValue else { return nil }
            values.append(value)
        }
        self.init(kind, values)
    }

    /// The rectifier, what a hidden layer has when its definition names none.
    public static let relu = Activation(.relu, [])

    /// No nonlinearity, what the last layer has when its definition names none.
    public static let identity = Activation(.identity, [])

    /// Other names that are accepted for an activation, with the activation that each means.
    public static let aliases: [String: Activation] = ["swish": Activation(.silu, [])]

    /// The value of a parameter.
    ///
    /// - Precondition: `name` is one of `kind.parameters`.
    public func value(of name: String) -> ParameterValue {
        for (parameter, value) in zip(kind.parameters, values) where parameter.name == name { return value }
        preconditionFailure("\(kind.rawValue) has no parameter \(name)")
    }

    /// The value of a parameter that is a number.
    ///
    /// - Precondition: `name` is a parameter whose domain is numbers.
    public func number(_ name: String) -> Double {
        guard case .number(let number) = value(of: name) else { preconditionFailure("\(name) is not a number") }
        return number
    }

    /// How wide a layer's output is when its pre-activation has `units` elements: half for glu.
    public func outputWidth(units: Int) -> Int {
        kind == .glu ? units / 2 : units
    }

    /// How many slopes are parameters of a layer with this activation: none but for PReLU.
    public var slopeCount: Int {
        guard kind == .prelu, case .count(let count) = value(of: "num_parameters") else { return 0 }
        return count
    }
}
