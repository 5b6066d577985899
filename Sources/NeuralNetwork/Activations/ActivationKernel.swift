internal import CKernels

/// A function of each element of an array, and its parameters.
struct ElementwiseFunction: Sendable {
    let kernel: ff_activation
    let p: Double
    let q: Double
}

/// An activation made ready for the forward pass: the C function and its parameters, chosen once.
///
/// Evaluation mode: rrelu has its mean slope.
struct ActivationKernel: Sendable {
    private enum Operation: Sendable {
        case elementwise(ElementwiseFunction)
        case slopes([Float], ff_slopes_activation)
        case row(ff_row_activation)
    }

    private let activation: Activation
    private let operation: Operation

    /// Chooses the function of an activation.
    ///
    /// - Parameters:
    ///   - activation: With possible parameters.
    ///   - slopes: The slopes of a PReLU, one or one per unit; nothing for other activations.
    ///   - instructionSet: What computes it; available on this machine.
    init(_ activation: Activation, slopes: [Float] = [], instructionSet: InstructionSet = .best) {
        self.activation = activation
        let kernels = instructionSet.activations
        func number(_ name: String) -> Double { activation.number(name) }
        func elementwise(_ kernel: ff_activation, _ p: Double = 0, _ q: Double = 0) -> Operation {
            .elementwise(ElementwiseFunction(kernel: kernel, p: p, q: q))
        }
        operation =
            switch activation.kind {
            case .identity: elementwise(kernels.identity)
            case .sigmoid: elementwise(kernels.sigmoid)
            case .logsigmoid: elementwise(kernels.logsigmoid)
            case .hardsigmoid: elementwise(kernels.hardsigmoid)
            case .tanh: elementwise(kernels.tanh)
            case .hardtanh: elementwise(kernels.hardtanh, number("min_val"), number("max_val"))
            case .tanhshrink: elementwise(kernels.tanhshrink)
            case .arctan: elementwise(kernels.arctan)
            case .step: elementwise(kernels.step)
            case .relu: elementwise(kernels.relu)
            case .relu6: elementwise(kernels.hardtanh, 0, 6)
            case .leakyReLU: elementwise(kernels.leaky_relu, number("negative_slope"))
            case .prelu: .slopes(slopes, kernels.prelu)
            case .rrelu: elementwise(kernels.leaky_relu, (number("lower") + number("upper")) / 2)
            case .elu: elementwise(kernels.elu, number("alpha"))
            case .selu: elementwise(kernels.selu)
            case .celu: elementwise(kernels.celu, number("alpha"))
            case .gelu: elementwise(activation.approximatesGELU ? kernels.gelu_tanh : kernels.gelu)
            case .silu: elementwise(kernels.silu)
            case .mish: elementwise(kernels.mish)
            case .hardswish: elementwise(kernels.hardswish)
            case .softplus: elementwise(kernels.softplus, number("beta"), number("threshold"))
            case .softsign: elementwise(kernels.softsign)
            case .softshrink: elementwise(kernels.softshrink, number("lambd"))
            case .hardshrink: elementwise(kernels.hardshrink, number("lambd"))
            case .threshold: elementwise(kernels.threshold, number("threshold"), number("value"))
            case .softmax: .row(kernels.softmax)
            case .logSoftmax: .row(kernels.log_softmax)
            case .softmin: .row(kernels.softmin)
            case .glu: .row(kernels.glu)
            }
    }

    /// The function of each element by itself; nil for an activation that is another one for each unit, or of rows.
    var elementwise: ElementwiseFunction? {
        guard case .elementwise(let function) = operation else { return nil }
        return function
    }

    /// Applies the activation to pre-activations.
    ///
    /// - Parameters:
    ///   - x: `[rows, units]`.
    ///   - rows: The number of rows.
    ///   - units: The number of elements of a row before the activation.
    ///   - y: Room for `[rows, activation.outputWidth(units: units)]`; the same memory as `x`, or none of it.
    func apply(to x: UnsafePointer<Float>, rows: Int, units: Int, into y: UnsafeMutablePointer<Float>) {
        let width = activation.outputWidth(units: units)
        // Every call stays inside one row of each, or takes all of both where they are equally long. In the same memory
        // a narrower row ends before the next one that is read begins.
        switch operation {
        case .elementwise(let function):
            function.kernel(x, y, rows * units, function.p, function.q)
        case .slopes(let slopes, let kernel):
            let perUnit = slopes.count == 1 ? [Float](repeating: slopes[0], count: units) : slopes
            precondition(perUnit.count == units, "one slope, or one per unit")
            for row in 0..<rows { kernel(x + row * units, y + row * units, units, perUnit) }
        case .row(let kernel):
            for row in 0..<rows { kernel(x + row * units, y + row * width, width) }
        }
    }

    /// Applies the activation to pre-activations `[rows, units]`.
    ///
    /// - Returns: Outputs `[rows, activation.outputWidth(units: units)]`.
    func apply(to preactivations: Matrix) -> Matrix {
        let (rows, units) = (preactivations.rows, preactivations.columns)
        let width = activation.outputWidth(units: units)
        let values = [Float](count: rows * width) { target in
            preactivations.values.withUnsafeBufferPointer { source in
                guard let x = source.baseAddress, let y = target.baseAddress else { return }
                apply(to: x, rows: rows, units: units, into: y)
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
