import CReference
import NeuralNetwork
import Testing

/// The errors that the kernels claim, on a part of what `make accuracy` tries.
struct ActivationAccuracyTests {
    /// Parameters beside the defaults.
    private static let others: [Activation] = [
        Activation(.hardtanh, [.number(-0.1), .number(0.3)]),
        Activation(.leakyReLU, [.number(-0.3)]),
        Activation(.rrelu, [.number(0.1), .number(0.3)]),
        Activation(.elu, [.number(1.5)]),
        Activation(.celu, [.number(0.3)]),
        Activation(.celu, [.number(-0.7)]),
        Activation(.gelu, [.choice("tanh")]),
        Activation(.softplus, [.number(0.3), .number(40)]),
        Activation(.softplus, [.number(2), .number(5)]),
        Activation(.softshrink, [.number(0.1)]),
        Activation(.hardshrink, [.number(0.1)]),
        Activation(.threshold, [.number(-0.1), .number(0.3)]),
    ]

    private static let curves = Activation.Kind.allCases.filter { !$0.actsOnWholeLayer }.compactMap { Activation($0) }

    @Test("Results are the correctly rounded ones", arguments: curves + others)
    func values(_ activation: Activation) {
        let (name, p, q) = activation.reference
        // Coprime to the number of patterns: every sign, exponent and beginning of a significand occurs, with other last
        // bits each time.
        let errors = ff_activation_errors(name, activation.kind == .prelu ? 0.25 : p, q, 65_537)
        #expect(errors.count > 65_000)
        #expect(errors.worst <= 0.500001, "at \(errors.argument)")
        // What float64 does not decide is decided wrongly now and then; often only for parameters such as 1.5, whose
        // products with small numbers lie in the middle between two float32 numbers.
        if Self.curves.contains(activation) { #expect(errors.misrounded <= 2) }
    }

    @Test(
        "Results of whole rows are the correctly rounded ones",
        arguments: ["softmax", "log_softmax", "softmin", "glu"]
    )
    func rows(_ name: String) {
        for (width, deviation) in [(2, 3.0), (10, 12.0), (256, 2.0)] {
            let errors = ff_row_errors(name, 20_000 / UInt64(width), width, deviation)
            #expect(errors.count > 9_000)
            #expect(errors.misrounded <= 1)
            #expect(errors.worst <= 0.500001, "at \(errors.argument)")
        }
    }

    @Test(
        "Elementary functions have the errors that they claim",
        arguments: [
            ("exp", -745, 709, 1), ("expm1", -60, 100, 2), ("log", 1, 1e300, 3), ("log", 1, 3, 3), ("log1p", 0, 1, 3.1),
            ("tanh", -20, 20, 3), ("sigmoid", -700, 40, 2.5), ("erfc", -2, 2, 9.5), ("erfc", -6, 26, 600),
            ("atan", -4, 4, 3), ("atan", -1e6, 1e6, 3),
        ] as [(String, Double, Double, Double)]
    )
    func elementary(_ name: String, low: Double, high: Double, bound: Double) {
        let errors = ff_elementary_errors(name, low, high, 20_000)
        #expect(errors.count == 20_000)
        #expect(errors.worst <= bound, "at \(errors.argument)")
    }

    @Test("Derivatives are good to float64", arguments: curves + others)
    func derivatives(_ activation: Activation) throws {
        let (name, p, q) = activation.reference
        try #require(activation.kind == .prelu || ff_reference_value(name, p, q, 1).isFinite)
        for index: UInt64 in 0..<2_000 {
            let x = ff_sample_argument(index, -14, 14)
            let error = ff_derivative_error(name, p, q, x, activation.derivative(at: x))
            // Negative for functions whose derivatives are constants.
            #expect(error <= 1_000, "at \(x)")
        }
    }
}
