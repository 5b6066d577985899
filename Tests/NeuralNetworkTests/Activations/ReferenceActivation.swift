import CReference
import NeuralNetwork

/// The name and parameters under which the reference knows an activation.
extension Activation {
    var reference: (name: String, p: Double, q: Double) {
        switch kind {
        case .hardtanh: ("hardtanh", number("min_val"), number("max_val"))
        case .relu6: ("hardtanh", 0, 6)
        case .leakyReLU: ("leaky_relu", number("negative_slope"), 0)
        case .rrelu: ("leaky_relu", (number("lower") + number("upper")) / 2, 0)
        case .elu, .celu: (kind.rawValue, number("alpha"), 0)
        case .gelu: (value(of: "approximate") == .choice("tanh") ? "gelu_tanh" : "gelu", 0, 0)
        case .softplus: ("softplus", number("beta"), number("threshold"))
        case .softshrink, .hardshrink: (kind.rawValue, number("lambd"), 0)
        case .threshold: ("threshold", number("threshold"), number("value"))
        default: (kind.rawValue, 0, 0)
        }
    }

    /// What the activation makes of one row, far more exactly than float32 holds it.
    ///
    /// The slopes of a PReLU are one for each unit or one for all; other activations have none.
    func exactValues(of row: [Float], slopes: [Float]) -> [Double] {
        if kind.actsOnWholeLayer {
            var values = [Double](repeating: 0, count: row.count)
            let count = ff_reference_row(kind.rawValue, row, row.count, &values)
            return Array(values.prefix(count))
        }
        let (name, p, q) = reference
        return row.enumerated().map { index, x in
            let slope = slopes.isEmpty ? p : Double(slopes[slopes.count == 1 ? 0 : index])
            return ff_reference_value(name, slope, q, Double(x))
        }
    }
}

/// How far a float32 is from an exact value, in units in the last place of float32 there.
func ulps(_ y: Float, fromExact exact: Double) -> Double {
    if y.isNaN || exact.isNaN { return y.isNaN && exact.isNaN ? 0 : .infinity }
    if y == Float(exact) { return abs(exact).isFinite ? min(distance(y, exact), 0.5) : 0 }
    return y.isFinite && exact.isFinite ? distance(y, exact) : .infinity
}

private func distance(_ y: Float, _ exact: Double) -> Double {
    let exponent = max(exact == 0 ? -126 : Int(exact.exponent), -126)
    let unit = Double(sign: .plus, exponent: exponent - 23, significand: 1)
    return abs(Double(y) - exact) / unit
}
