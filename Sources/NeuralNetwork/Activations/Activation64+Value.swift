internal import CKernels

extension Activation64 {
    /// The value of the function at `x`.
    ///
    /// Errors stay below 1e-12 relative wherever the value is a normal number. Special values are those of the float32
    /// function: NaN goes through, and negative infinity gives NaN where PyTorch's does.
    ///
    /// - Precondition: The activation has a single curve; a PReLU with a slope per unit uses the first.
    func value(at x: Double) -> Double {
        switch kind {
        case .identity: x
        case .sigmoid: ff_sigmoid64(x)
        case .logsigmoid: (x > 0 ? 0 : x) - ff_log1p_unit64(ff_exp64(-abs(x)))
        case .hardsigmoid: Self.clamp(x + 3, 0, 6) / 6
        case .tanh: ff_tanh64(x)
        case .hardtanh, .relu6: Self.clamp(x, p, q)
        case .tanhshrink: Self.tanhshrink(x)
        case .arctan: ff_atan64(x)
        case .step: x > 0 ? 1 : x <= 0 ? 0 : x
        case .relu: x < 0 ? 0 : x
        case .leakyReLU, .prelu, .rrelu: x > 0 ? x : p * x
        case .elu: x > 0 ? x : p * Self.expm1(x)
        case .selu: Self.seluScale * (x > 0 ? x : Self.seluAlpha * Self.expm1(x))
        case .celu: x > 0 ? x : p * Self.expm1(x / p)
        case .gelu: approximatesGELU ? Self.tanhGELU(x) : 0.5 * x * ff_erfc64(-0.70710678118654752440 * x)
        case .silu: x * ff_sigmoid64(x)
        case .mish: x * Self.tanhOfSoftplus(ff_exp64(x > 40 ? 40 : x))
        case .hardswish: x * Self.clamp(x + 3, 0, 6) / 6
        case .softplus: softplus(x)
        case .softsign: x / (1 + abs(x))
        case .softshrink: x > p ? x - p : x < -p ? x + p : x.isNaN ? x : 0
        case .hardshrink: x >= -p && x <= p ? 0 : x
        case .threshold: x <= p ? q : x
        case .softmax, .logSoftmax, .softmin, .glu: preconditionFailure("\(kind.rawValue) has no single curve")
        }
    }

    /// NaN stays NaN.
    private static func clamp(_ x: Double, _ lower: Double, _ upper: Double) -> Double {
        x < lower ? lower : x > upper ? upper : x
    }

    /// e^x - 1 as far as float64 goes; the kernel's function, which serves float32, stops growing at 700.
    private static func expm1(_ x: Double) -> Double {
        x > 40 ? ff_exp64(x) - 1 : ff_expm1_64(x)
    }

    /// x - tanh(x), which cancels near 0.
    ///
    /// With Lambert's continued fraction tanh(x) = x / (1 + w), w = x^2 / (3 + x^2 / (5 + x^2 / (7 + …))), it is
    /// x * w / (1 + w), in which nothing is subtracted. Eleven steps leave less than 1e-20 of w for |x| <= 1.
    private static func tanhshrink(_ x: Double) -> Double {
        guard abs(x) < 1 else { return x - ff_tanh64(x) }
        let square = x * x
        var w = 0.0
        for odd in stride(from: 23.0, through: 3, by: -2) { w = square / (odd + w) }
        return x * (w / (1 + w))
    }

    /// x * sigmoid(2u), u = sqrt(2/pi) * (x + 0.044715 x^3), since (1 + tanh(u)) / 2 = sigmoid(2u).
    private static func tanhGELU(_ x: Double) -> Double {
        x * ff_sigmoid64(1.5957691216057307117597842397375 * (x + 0.044715 * x * x * x))
    }

    /// log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), z = beta * x.
    private func softplus(_ x: Double) -> Double {
        let z = p * x
        return z > q ? x : ((z < 0 ? 0 : z) + ff_log1p_unit64(ff_exp64(-abs(z)))) / p
    }
}
