internal import CKernels

extension Activation64 {
    /// The derivative of the function at `x`; at a kink what PyTorch takes it for.
    ///
    /// Errors stay below 1e-12 relative where the formula does not cancel. NaN gives NaN where the derivative depends
    /// on `x`.
    ///
    /// - Precondition: As for `value(at:)`.
    func derivative(at x: Double) -> Double {
        switch kind {
        case .identity: return 1
        case .sigmoid:
            let s = ff_sigmoid64(x)
            return s * ff_sigmoid64(-x)
        case .logsigmoid: return ff_sigmoid64(-x)
        case .hardsigmoid: return x > -3 && x < 3 ? 1.0 / 6 : 0
        case .tanh: return Self.tanhDerivative(x)
        case .hardtanh, .relu6: return x > p && x < q ? 1 : 0
        case .tanhshrink:
            let t = ff_tanh64(x)
            return t * t
        case .arctan: return 1 / (1 + x * x)
        case .step: return 0
        case .relu: return x > 0 ? 1 : 0
        case .leakyReLU, .prelu, .rrelu: return x > 0 ? 1 : p
        case .elu: return x > 0 ? 1 : p * ff_exp64(x)
        case .selu: return Self.seluScale * (x > 0 ? 1 : Self.seluAlpha * ff_exp64(x))
        case .celu: return x > 0 || x == 0 ? 1 : ff_exp64(x / p)
        case .gelu: return approximatesGELU ? Self.tanhGELUDerivative(x) : Self.geluDerivative(x)
        case .silu:
            let s = ff_sigmoid64(x)
            return s * (1 + x * ff_sigmoid64(-x))
        case .mish:
            let t = Self.tanhOfSoftplus(ff_exp64(min(x, 40)))
            return t + x * ff_sigmoid64(x) * (1 - t * t)
        case .hardswish: return x <= -3 ? 0 : x < 3 ? x / 3 + 0.5 : 1
        case .softplus:
            let z = p * x
            return z > q ? 1 : ff_sigmoid64(z)
        case .softsign:
            let d = 1 + abs(x)
            return x.isFinite ? 1 / (d * d) : .nan
        case .softshrink, .hardshrink: return x >= -p && x <= p ? 0 : 1
        case .threshold: return x > p ? 1 : 0
        case .softmax, .logSoftmax, .softmin, .glu: preconditionFailure("\(kind.rawValue) has no single curve")
        }
    }

    /// 1 - tanh(x)^2 = 4 * e^(-2|x|) / (1 + e^(-2|x|))^2, which does not cancel in the tails.
    private static func tanhDerivative(_ x: Double) -> Double {
        let e = ff_exp64(-2 * abs(x))
        return 4 * e / ((1 + e) * (1 + e))
    }

    /// Phi(x) + x * phi(x) with the normal distribution's function and density.
    private static func geluDerivative(_ x: Double) -> Double {
        let density = ff_exp64(-0.5 * x * x) * 0.39894228040143267794
        return 0.5 * ff_erfc64(-0.70710678118654752440 * x) + x * density
    }

    /// s(2u) + x * 2 s(2u) s(-2u) u' with u = sqrt(2/pi) * (x + 0.044715 x^3).
    private static func tanhGELUDerivative(_ x: Double) -> Double {
        let factor = 0.79788456080286535588
        let u = factor * (x + 0.044715 * x * x * x)
        let slope = factor * (1 + 3 * 0.044715 * x * x)
        let s = ff_sigmoid64(2 * u)
        // Far out the product of the two sigmoids is 0 and must win over a slope that overflows; at the infinities
        // PyTorch has NaN.
        let bell = s * ff_sigmoid64(-2 * u)
        return s + (bell == 0 && x.isFinite ? 0 : 2 * x * bell * slope)
    }
}
