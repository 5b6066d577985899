internal import CReference
internal import NeuralNetwork

/// An activation to measure, with the parameters to measure it with; the first are the defaults.
struct Subject: Sendable {
    let name: String
    let parameters: [(Double, Double)]
    /// The activation with given parameters, to differentiate; nil if its derivative is not worth measuring.
    let activation: (@Sendable (Double, Double) -> Activation)?
    /// Where derivatives are measured.
    let reach: Double

    init(
        _ name: String,
        _ parameters: [(Double, Double)] = [(0, 0)],
        reach: Double = 40,
        _ activation: (@Sendable (Double, Double) -> Activation)? = nil
    ) {
        self.name = name
        self.parameters = parameters
        self.reach = reach
        self.activation = activation
    }

    func label(_ values: (Double, Double)) -> String {
        parameters.count == 1 ? name : "\(name) \(number(values.0)) \(number(values.1))"
    }

    /// The errors of the derivative at `count` arguments; nil where there is nothing to measure.
    func derivativeErrors(_ values: (Double, Double), count: UInt64) -> ff_errors? {
        guard let activation = activation?(values.0, values.1) else { return nil }
        var errors = ff_errors()
        for index in 0..<count {
            let x = ff_sample_argument(index, -reach, reach)
            let error = ff_derivative_error(name, values.0, values.1, x, activation.derivative(at: x))
            errors.count += 1
            errors.misrounded += error > 0.5 ? 1 : 0
            guard error > errors.worst else { continue }
            errors.worst = error
            errors.argument = x
        }
        return errors
    }
}

let subjects: [Subject] = [
    Subject("identity"),
    Subject("step"),
    Subject("relu"),
    Subject("hardtanh", [(-1, 1), (0, 6), (-0.1, 0.3)]),
    Subject("hardshrink", [(0.5, 0), (0.1, 0)]),
    Subject("threshold", [(0.5, -3), (-0.1, 0.3)]),
    Subject("softshrink", [(0.5, 0), (0.1, 0), (1.25, 0)]),
    Subject("hardsigmoid"),
    Subject("hardswish") { _, _ in Activation(.hardswish, []) },
    Subject("softsign", reach: 1e6) { _, _ in Activation(.softsign, []) },
    Subject("leaky_relu", [(0.01, 0), (0.2, 0), (-0.5, 0), (11.0 / 48, 0)]),
    Subject("prelu", [(0.25, 0), (0.1, 0), (-1.5, 0)]),
    Subject("elu", [(1, 0), (0.5, 0), (-0.3, 0)]) { p, _ in Activation(.elu, [.number(p)]) },
    Subject("selu") { _, _ in Activation(.selu, []) },
    Subject("celu", [(1, 0), (2, 0), (0.3, 0), (-0.7, 0)], reach: 20) { p, _ in Activation(.celu, [.number(p)]) },
    Subject("sigmoid") { _, _ in Activation(.sigmoid, []) },
    Subject("logsigmoid") { _, _ in Activation(.logsigmoid, []) },
    Subject("tanh", reach: 20) { _, _ in Activation(.tanh, []) },
    Subject("tanhshrink", reach: 20) { _, _ in Activation(.tanhshrink, []) },
    Subject("arctan", reach: 1e6) { _, _ in Activation(.arctan, []) },
    Subject("gelu", reach: 14) { _, _ in Activation(.gelu, [.choice("none")]) },
    Subject("gelu_tanh", reach: 14) { _, _ in Activation(.gelu, [.choice("tanh")]) },
    Subject("silu") { _, _ in Activation(.silu, []) },
    Subject("mish") { _, _ in Activation(.mish, []) },
    Subject("softplus", [(1, 20), (2, 5), (0.5, 20), (0.3, 40)]) { p, q in
        Activation(.softplus, [.number(p), .number(q)])
    },
]

/// The functions that the kernels are made of, with the arguments that matter.
let elementary: [(String, Double, Double)] = [
    ("exp", -745, 709), ("exp", -1, 1), ("expm1", -60, 100), ("expm1", -1, 1), ("log", 1, 1e300), ("log", 1, 3),
    ("log", 0, 1), ("log", 1e-307, 1), ("log1p", 0, 1), ("tanh", -20, 20), ("sigmoid", -700, 40), ("sigmoid", -4, 4),
    ("erfc", -6, 26), ("erfc", -2, 2),
    ("atan", -1e6, 1e6), ("atan", -4, 4),
]
