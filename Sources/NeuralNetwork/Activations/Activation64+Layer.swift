internal import CKernels

extension Activation64 {
    /// Applies the activation to pre-activations `[rows, units]`.
    ///
    /// - Returns: Outputs `[rows, outputs]`, half as wide for glu.
    func apply(to preactivations: Matrix64) -> Matrix64 {
        let units = preactivations.columns
        return switch kind {
        case .identity: preactivations
        case .softmax: preactivations.mapRows(to: units) { row, _ in Self.softmax(row) }
        case .softmin: preactivations.mapRows(to: units) { row, _ in Self.softmax(row.map { -$0 }[...]) }
        case .logSoftmax: preactivations.mapRows(to: units) { row, _ in Self.logSoftmax(row) }
        case .glu: preactivations.mapRows(to: units / 2) { row, _ in Self.gate(row) }
        case .prelu where slopes.count > 1:
            preactivations.mapRows(to: units) { row, _ in zip(row, slopes).map { $0 > 0 ? $0 : $1 * $0 } }
        default:
            Matrix64(rows: preactivations.rows, columns: units, values: preactivations.values.map { value(at: $0) })
        }
    }

    /// The gradient of `sum(cotangents * outputs)` with respect to the pre-activations.
    ///
    /// - Parameters:
    ///   - cotangents: One number for each output, `[rows, outputs]`.
    ///   - preactivations: Where the derivatives are taken, `[rows, units]`.
    /// - Returns: One number for each pre-activation.
    func pullBack(_ cotangents: Matrix64, through preactivations: Matrix64) -> Matrix64 {
        let outputs = kind == .glu ? preactivations.columns / 2 : preactivations.columns
        precondition(
            cotangents.rows == preactivations.rows && cotangents.columns == outputs,
            "one cotangent for each output"
        )
        switch kind {
        case .identity: return cotangents
        case .softmax, .softmin, .logSoftmax, .glu: return pullBackRows(cotangents, preactivations)
        case .prelu where slopes.count > 1:
            return preactivations.mapRows(to: preactivations.columns) { row, index in
                zip(zip(row, slopes), cotangents[index]).map { $0.0 > 0 ? $1 : $1 * $0.1 }
            }
        default:
            let values = zip(preactivations.values, cotangents.values).map { derivative(at: $0) * $1 }
            return Matrix64(rows: preactivations.rows, columns: preactivations.columns, values: values)
        }
    }

    /// The gradient of `sum(cotangents * outputs)` with respect to a PReLU's slopes: per slope the sum of
    /// `cotangent * min(x, 0)` over the rows, and over the units where one slope serves them all.
    ///
    /// - Parameters: As for `pullBack`.
    /// - Returns: One number for each slope; nothing for activations without any.
    func slopeGradient(_ cotangents: Matrix64, through preactivations: Matrix64) -> [Double] {
        var gradient = [Double](repeating: 0, count: slopes.count)
        guard kind == .prelu else { return gradient }
        for row in 0..<preactivations.rows {
            for (unit, (x, cotangent)) in zip(preactivations[row], cotangents[row]).enumerated() where !(x > 0) {
                gradient[slopes.count == 1 ? 0 : unit] += cotangent * x
            }
        }
        return gradient
    }

    private func pullBackRows(_ cotangents: Matrix64, _ preactivations: Matrix64) -> Matrix64 {
        preactivations.mapRows(to: preactivations.columns) { x, index in
            let v = cotangents[index]
            return switch kind {
            case .softmin: Self.softmaxProduct(x.map { -$0 }[...], v).map { -$0 }
            case .logSoftmax: Self.logSoftmaxProduct(x, v)
            case .glu: Self.gateProduct(x, v)
            default: Self.softmaxProduct(x, v)
            }
        }
    }

    /// e^(x_i - m) / sum_j e^(x_j - m), m the largest element.
    static func softmax(_ x: ArraySlice<Double>) -> [Double] {
        let largest = x.max() ?? 0
        let powers = x.map { ff_exp64($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// x_i - m - log(sum_j e^(x_j - m)), m the largest element.
    static func logSoftmax(_ x: ArraySlice<Double>) -> [Double] {
        let largest = x.max() ?? 0
        let logarithm = ff_log64(x.reduce(0) { $0 + ff_exp64($1 - largest) })
        return x.map { ($0 - largest) - logarithm }
    }

    /// a * sigmoid(b), a and b the halves of the row.
    private static func gate(_ x: ArraySlice<Double>) -> [Double] {
        let half = x.count / 2
        return zip(x.prefix(half), x.suffix(half)).map { $0 * ff_sigmoid64($1) }
    }

    /// y * (v - sum(v * y)) with y = softmax(x).
    private static func softmaxProduct(_ x: ArraySlice<Double>, _ v: ArraySlice<Double>) -> [Double] {
        let y = softmax(x)
        let inner = zip(v, y).reduce(0) { $0 + $1.0 * $1.1 }
        return zip(v, y).map { $1 * ($0 - inner) }
    }

    /// v - softmax(x) * sum(v).
    private static func logSoftmaxProduct(_ x: ArraySlice<Double>, _ v: ArraySlice<Double>) -> [Double] {
        let total = v.reduce(0, +)
        return zip(v, softmax(x)).map { $0 - $1 * total }
    }

    /// v * sigmoid(b) for the first half, v * a * sigmoid'(b) for the second.
    private static func gateProduct(_ x: ArraySlice<Double>, _ v: ArraySlice<Double>) -> [Double] {
        let half = v.count
        let first = zip(x.suffix(half), v).map { ff_sigmoid64($0) * $1 }
        let second = zip(zip(x.prefix(half), x.suffix(half)), v).map { halves, v in
            v * halves.0 * ff_sigmoid64(halves.1) * ff_sigmoid64(-halves.1)
        }
        return first + second
    }
}
