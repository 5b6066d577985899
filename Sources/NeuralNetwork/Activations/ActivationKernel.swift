internal import CKernels

/// An activation made ready for the forward pass: the C function and its parameters, chosen once.
///
/// Evaluation mode: rrelu has its mean slope.
struct ActivationKernel: Sendable {
    private enum Operation: Sendable {
        case elementwise(ff_activation, Double, Double)
        case slopes([Float])
        case row(@convention(c) (UnsafePointer<Float>?, UnsafeMutablePointer<Float>?, Int) -> Void)
        case glu
    }

    private let activation: Activation
    private let operation: Operation

    /// Chooses the function of an activation.
    ///
    /// - Parameters:
    ///   - activation: With possible parameters.
    ///   - slopes: The slopes of a PReLU, one or one per unit; nothing for other activations.
    init(_ activation: Activation, slopes: [Float] = []) {
        self.activation = activation
        func number(_ name: String) -> Double { activation.number(name) }
        operation =
            switch activation.kind {
            case .identity: .elementwise(ff_identity, 0, 0)
            case .sigmoid: .elementwise(ff_sigmoid, 0, 0)
            case .logsigmoid: .elementwise(ff_logsigmoid, 0, 0)
            case .hardsigmoid: .elementwise(ff_hardsigmoid, 0, 0)
            case .tanh: .elementwise(ff_tanh, 0, 0)
            case .hardtanh: .elementwise(ff_hardtanh, number("min_val"), number("max_val"))
            case .tanhshrink: .elementwise(ff_tanhshrink, 0, 0)
            case .arctan: .elementwise(ff_arctan, 0, 0)
            case .step: .elementwise(ff_step, 0, 0)
            case .relu: .elementwise(ff_relu, 0, 0)
            case .relu6: .elementwise(ff_hardtanh, 0, 6)
            case .leakyReLU: .elementwise(ff_leaky_relu, number("negative_slope"), 0)
            case .prelu: .slopes(slopes)
            case .rrelu: .elementwise(ff_leaky_relu, (number("lower") + number("upper")) / 2, 0)
            case .elu: .elementwise(ff_elu, number("alpha"), 0)
            case .selu: .elementwise(ff_selu, 0, 0)
            case .celu: .elementwise(ff_celu, number("alpha"), 0)
            case .gelu: .elementwise(activation.approximatesGELU ? ff_gelu_tanh : ff_gelu, 0, 0)
            case .silu: .elementwise(ff_silu, 0, 0)
            case .mish: .elementwise(ff_mish, 0, 0)
            case .hardswish: .elementwise(ff_hardswish, 0, 0)
            case .softplus: .elementwise(ff_softplus, number("beta"), number("threshold"))
            case .softsign: .elementwise(ff_softsign, 0, 0)
            case .softshrink: .elementwise(ff_softshrink, number("lambd"), 0)
            case .hardshrink: .elementwise(ff_hardshrink, number("lambd"), 0)
            case .threshold: .elementwise(ff_threshold, number("threshold"), number("value"))
            case .softmax: .row(ff_softmax)
            case .logSoftmax: .row(ff_log_softmax)
            case .softmin: .row(ff_softmin)
            case .glu: .glu
            }
    }

    /// Applies the activation to pre-activations `[rows, units]`.
    ///
    /// - Returns: Outputs `[rows, activation.outputWidth(units: units)]`.
    func apply(to preactivations: Matrix) -> Matrix {
        let rows = preactivations.rows
        let units = preactivations.columns
        let width = activation.outputWidth(units: units)
        let count = rows * width
        // Invariant: source holds rows * units elements, target rows * width; every call below stays inside one row
        // of each, or takes all of both where they are equally long.
        let values = [Float](count: count) { target in
            preactivations.values.withUnsafeBufferPointer { source in
                guard let x = source.baseAddress, let y = target.baseAddress else { return }
                switch operation {
                case .elementwise(let function, let p, let q):
                    function(x, y, count, p, q)
                case .slopes(let slopes):
                    let perUnit = slopes.count == 1 ? [Float](repeating: slopes[0], count: units) : slopes
                    precondition(perUnit.count == units, "one slope, or one per unit")
                    for row in 0..<rows { ff_prelu(x + row * units, y + row * units, units, perUnit) }
                case .row(let function):
                    for row in 0..<rows { function(x + row * units, y + row * units, units) }
                case .glu:
                    for row in 0..<rows { ff_glu(x + row * units, y + row * width, width) }
                }
            }
        }
        return Matrix(rows: rows, columns: width, values: values)
    }
}

extension Activation {
    /// Whether a gelu is the one with tanh.
    var approximatesGELU: Bool {
        guard kind == .gelu, case .choice("tanh") = value(of: "approximate") else { return false }
        return true
    }

    /// The slopes that a PReLU begins with: one, or one per unit; none for other activations.
    ///
    /// To be asked of a layer that was found possible: the number of slopes is then at most that of its units.
    var initialSlopes: [Float] {
        let slopes = givenSlopes
        return slopes.count == 1 ? [Float](repeating: slopes[0], count: slopeCount) : slopes
    }

    /// The slopes of a PReLU as they are given: a number for all units, or one per unit; none for other activations.
    var givenSlopes: [Float] {
        guard kind == .prelu else { return [] }
        return switch value(of: "init") {
        case .number(let slope): [Float(slope)]
        case .numbers(let slopes): slopes
        default: []
        }
    }
}
