/// An activation in float64, its parameters looked up once.
///
/// The parameters are the doubles that the definition gives, as in PyTorch's float64; a PReLU's slopes are what they
/// are told to be. Evaluation mode: rrelu has its mean slope.
struct Activation64: Sendable {
    /// Which function.
    let kind: Activation.Kind
    /// The first parameter that is a number: a bound, a slope, alpha, beta, lambd, a threshold; 0 where there is none.
    let p: Double
    /// The second one.
    let q: Double
    /// Whether a gelu is the one with tanh.
    let approximatesGELU: Bool
    /// The slopes of a PReLU, one or one per unit; nothing for other activations.
    let slopes: [Double]

    /// Makes an activation ready.
    ///
    /// - Parameters:
    ///   - activation: With possible parameters.
    ///   - slopes: The slopes of a PReLU, one or one per unit; nil for those that it is given.
    init(_ activation: Activation, slopes: [Double]? = nil) {
        kind = activation.kind
        approximatesGELU = activation.approximatesGELU
        self.slopes = slopes ?? activation.givenSlopes.map(Double.init)
        func number(_ name: String) -> Double { activation.number(name) }
        (p, q) =
            switch activation.kind {
            case .hardtanh: (number("min_val"), number("max_val"))
            case .relu6: (0, 6)
            case .leakyReLU: (number("negative_slope"), 0)
            case .prelu: (self.slopes.first ?? 0, 0)
            case .rrelu: ((number("lower") + number("upper")) / 2, 0)
            case .elu, .celu: (number("alpha"), 0)
            case .softplus: (number("beta"), number("threshold"))
            case .softshrink, .hardshrink: (number("lambd"), 0)
            case .threshold: (number("threshold"), number("value"))
            case .identity, .sigmoid, .logsigmoid, .hardsigmoid, .tanh, .tanhshrink, .arctan, .step, .relu, .selu,
                .gelu, .silu, .mish, .hardswish, .softsign, .softmax, .logSoftmax, .softmin, .glu:
                (0, 0)
            }
    }

    /// The scale of selu, equation 14 of Klambauer and others 2017.
    static let seluScale = 1.0507009873554804934193349852946
    /// The alpha of selu, equation 14 of Klambauer and others 2017.
    static let seluAlpha = 1.6732632423543772848170429916717

    /// tanh(log(1 + n)) = n(n + 2) / (n(n + 2) + 2), for n = e^x.
    ///
    /// It is 1 from x = 40 on; a larger x is to be taken as 40, lest n * n overflow.
    static func tanhOfSoftplus(_ n: Double) -> Double {
        let m = n * (n + 2)
        return m / (m + 2)
    }
}
