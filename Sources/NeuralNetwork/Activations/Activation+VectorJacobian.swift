internal import CKernels

extension Activation {
    /// The gradient of `sum(cotangent * outputs)` with respect to the pre-activations of one row, in float64.
    ///
    /// - Parameters:
    ///   - x: One row of the layer's units.
    ///   - v: One number for each output of the row: half as many for glu.
    /// - Returns: One number for each unit.
    public func vectorJacobianProduct(preactivations x: [Double], cotangent v: [Double]) -> [Double] {
        precondition(v.count == outputWidth(units: x.count), "one cotangent for each output")
        switch kind {
        case .softmax: return Self.softmaxProduct(x, v)
        case .softmin: return Self.softmaxProduct(x.map { -$0 }, v).map { -$0 }
        case .logSoftmax:
            let total = v.reduce(0, +)
            return zip(v, Self.softmax(x)).map { $0 - $1 * total }
        case .glu:
            let half = v.count
            var result = [Double](repeating: 0, count: x.count)
            for i in 0..<half {
                let s = ff_sigmoid64(x[half + i])
                result[i] = v[i] * s
                result[half + i] = v[i] * x[i] * s * ff_sigmoid64(-x[half + i])
            }
            return result
        case .prelu where slopeCount > 1:
            return x.indices.map { x[$0] > 0 ? v[$0] : v[$0] * Double(initialSlopes[$0]) }
        default: return zip(x, v).map { derivative(at: $0) * $1 }
        }
    }

    /// y * (v - sum(v * y)) with y = softmax(x).
    private static func softmaxProduct(_ x: [Double], _ v: [Double]) -> [Double] {
        let y = softmax(x)
        let inner = zip(v, y).reduce(0) { $0 + $1.0 * $1.1 }
        return zip(v, y).map { $1 * ($0 - inner) }
    }

    private static func softmax(_ x: [Double]) -> [Double] {
        let largest = x.max() ?? 0
        let powers = x.map { ff_exp64($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
