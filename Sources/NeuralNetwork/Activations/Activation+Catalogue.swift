extension Activation.Kind {
    /// The function as a formula, in ASCII mathematics.
    public var formula: String {
        switch self {
        case .identity: "x"
        case .sigmoid: "1 / (1 + exp(-x))"
        case .logsigmoid: "min(x, 0) - log(1 + exp(-|x|))"
        case .hardsigmoid: "min(max(x + 3, 0), 6) / 6"
        case .tanh: "tanh(x)"
        case .hardtanh: "min(max(x, min_val), max_val)"
        case .tanhshrink: "x - tanh(x)"
        case .arctan: "arctan(x)"
        case .step: "x > 0 ? 1 : 0"
        case .relu: "max(x, 0)"
        case .relu6: "min(max(x, 0), 6)"
        case .leakyReLU: "x > 0 ? x : negative_slope * x"
        case .prelu: "x > 0 ? x : slope * x, slope a parameter that begins as init"
        case .rrelu: "x > 0 ? x : s * x, s = (lower + upper) / 2, or drawn from [lower, upper] in training"
        case .elu: "x > 0 ? x : alpha * (exp(x) - 1)"
        case .selu: "1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (exp(x) - 1))"
        case .celu: "x > 0 ? x : alpha * (exp(x / alpha) - 1)"
        case .gelu: "x / 2 * (1 + erf(x / sqrt(2))), or x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))"
        case .silu: "x / (1 + exp(-x))"
        case .mish: "x * tanh(log(1 + exp(x)))"
        case .hardswish: "x * min(max(x + 3, 0), 6) / 6"
        case .softplus: "beta * x > threshold ? x : log(1 + exp(beta * x)) / beta"
        case .softsign: "x / (1 + |x|)"
        case .softshrink: "x > lambd ? x - lambd : x < -lambd ? x + lambd : 0"
        case .hardshrink: "-lambd <= x <= lambd ? 0 : x"
        case .threshold: "x <= threshold ? value : x"
        case .softmax: "exp(x_i) / sum_j exp(x_j)"
        case .logSoftmax: "x_i - log(sum_j exp(x_j))"
        case .softmin: "exp(-x_i) / sum_j exp(-x_j)"
        case .glu: "a * sigmoid(b), a and b the halves of the layer"
        }
    }
}

extension Activation {
    /// The least and the largest value of the function; nil where it is unbounded on that side.
    ///
    /// For the softmax family and glu, of one output. Limits that are only approached count.
    public var range: (lower: Double?, upper: Double?) {
        switch kind {
        case .identity, .tanhshrink, .leakyReLU, .prelu, .rrelu, .softshrink, .hardshrink, .glu: slopedRange
        case .sigmoid, .hardsigmoid, .step, .softmax, .softmin: (0, 1)
        case .tanh, .softsign: (-1, 1)
        case .arctan: (-Double.pi / 2, Double.pi / 2)
        case .logsigmoid, .logSoftmax: (nil, 0)
        case .hardtanh: (number("min_val"), number("max_val"))
        case .relu, .softplus: (0, nil)
        case .relu6: (0, 6)
        case .elu: number("alpha") >= 0 ? (-number("alpha"), nil) : (0, nil)
        case .celu: number("alpha") > 0 ? (-number("alpha"), nil) : (nil, nil)
        case .selu: (-1.7580993408473766, nil)
        case .gelu: (approximatesGELU ? -0.17004075057125412 : -0.16997120747990369, nil)
        case .silu: (-0.27846454276107380, nil)
        case .mish: (-0.30884341301725040, nil)
        case .hardswish: (-0.375, nil)
        case .threshold: (min(number("threshold"), number("value")), nil)
        }
    }

    /// The range of an activation that has a slope on the left, of the whole line otherwise.
    private var slopedRange: (lower: Double?, upper: Double?) {
        let slope: Double? =
            switch kind {
            case .leakyReLU: number("negative_slope")
            case .prelu: givenSlopes.min().map(Double.init)
            case .rrelu: (number("lower") + number("upper")) / 2
            default: nil
            }
        guard let slope, slope <= 0 else { return (nil, nil) }
        return (0, nil)
    }

    /// The pre-activations outside which a unit counts as saturated; nil where none is defined, one side nil where
    /// that side never saturates.
    ///
    /// For functions with tails the interval is where the derivative is worth having; for those with flat parts it is
    /// what lies between them.
    public var effectiveInterval: (lower: Double?, upper: Double?)? {
        switch kind {
        case .sigmoid: (-6, 6)
        case .tanh: (-3, 3)
        case .hardsigmoid: (-3, 3)
        case .hardtanh: (number("min_val"), number("max_val"))
        case .relu: (0, nil)
        case .relu6: (0, 6)
        case .hardswish: (-3, nil)
        case .threshold: (number("threshold"), nil)
        default: nil
        }
    }
}
