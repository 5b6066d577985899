internal import CKernels

/// What an activation makes of the difference between two implementations.
struct ActivationSpread {
    private let activation: Activation
    private let kernel: ActivationKernel
    private let isSampling: Bool
    private let safetyFactor = Network.roundingSafetyFactor

    /// - Parameters:
    ///   - activation: With possible parameters.
    ///   - slopes: The slopes of a PReLU.
    ///   - isSampling: Whether rrelu samples its slopes.
    init(_ activation: Activation, slopes: [Float], isSampling: Bool) {
        self.activation = activation
        kernel = ActivationKernel(activation, slopes: slopes)
        self.isSampling = isSampling && activation.kind == .rrelu
    }

    /// The deviations of outputs.
    ///
    /// - Parameters:
    ///   - deviations: One for each pre-activation.
    ///   - preactivations: `[rows, units]`.
    ///   - outputs: `[rows, outputs]`.
    /// - Returns: One for each output.
    func deviations(_ deviations: [Double], _ preactivations: Matrix, _ outputs: Matrix) -> [Double] {
        switch activation.kind {
        case .softmax, .softmin, .logSoftmax: ofSoftmax(deviations, outputs)
        case .glu: ofGLU(deviations, preactivations, outputs)
        case _ where isSampling: ofSamples(deviations, preactivations)
        default: ofFunction(deviations, preactivations, outputs)
        }
    }

    /// The function is taken at both ends of what the pre-activation may be elsewhere: that covers slopes, kinks and
    /// jumps alike.
    private func ofFunction(_ deviations: [Double], _ preactivations: Matrix, _ outputs: Matrix) -> [Double] {
        var (lower, upper) = (preactivations, preactivations)
        for (index, deviation) in deviations.enumerated() {
            let x = Double(preactivations.values[index])
            // A smooth function is computed from rounded intermediate values.
            let error = isPiecewiseLinear ? deviation : hypot(deviation, unitRoundoff * x)
            guard error > 0 else { continue }
            lower.values[index] = Float(x - safetyFactor * error)
            upper.values[index] = Float(x + safetyFactor * error)
        }
        (lower, upper) = (kernel.apply(to: lower), kernel.apply(to: upper))
        return deviations.indices.map { index in
            let (x, y) = (Double(preactivations.values[index]), Double(outputs.values[index]))
            if differsElsewhere(at: x) { return .infinity }
            if !x.isFinite { return deviations[index] }
            let below = distance(Double(lower.values[index]), y)
            let above = distance(Double(upper.values[index]), y)
            return hypot(max(below, above) / safetyFactor, rounding(x, y))
        }
    }

    /// rrelu's sampled slopes are the same as long as every pre-activation is surely on one side of 0.
    private func ofSamples(_ deviations: [Double], _ preactivations: Matrix) -> [Double] {
        let slope = max(1, max(abs(activation.number("lower")), abs(activation.number("upper"))))
        let isCertain = zip(deviations, preactivations.values).allSatisfy {
            $0 == 0 || abs(Double($1)) > safetyFactor * $0
        }
        guard isCertain else { return [Double](repeating: .infinity, count: deviations.count) }
        return zip(deviations, preactivations.values).map { deviation, x in
            x.isFinite ? slope * hypot(deviation, unitRoundoff * Double(x)) : deviation
        }
    }

    /// The derivative of output j by pre-activation i is y_j (1 - y_j) for i = j and -y_j y_i elsewhere; for the
    /// logarithm it lacks the factor y_j.
    private func ofSoftmax(_ deviations: [Double], _ outputs: Matrix) -> [Double] {
        let isLogarithm = activation.kind == .logSoftmax
        let shares = outputs.values.map { isLogarithm ? ff_exp64(Double($0)) : Double($0) }
        let width = outputs.columns
        return (0..<outputs.rows).flatMap { row -> [Double] in
            let places = row * width..<(row + 1) * width
            let largest = deviations[places].reduce(0, max)
            let variance = places.reduce(0) { $0 + square(shares[$1] * deviations[$1]) }
            let total = shares[places].reduce(0, +)
            return places.map { index in
                let (share, deviation, y) = (shares[index], deviations[index], Double(outputs.values[index]))
                guard largest < .infinity else { return .infinity }
                guard y.isFinite else { return 0 }
                if safetyFactor * largest < 0.5 {
                    let others = max(0, variance - square(share * deviation))
                    let carried = (square((1 - share) * deviation) + others).squareRoot()
                    if isLogarithm { return hypot(carried, unitRoundoff * (abs(y) + 4)) }
                    return share * hypot(carried, 8 * unitRoundoff)
                }
                if isLogarithm { return deviation + largest }
                // All others together may gain on this one, or lose, by a factor; what float32 holds as 0 is less
                // than its least number.
                let smaller = max(min(share, total - share), Double(Float.leastNonzeroMagnitude))
                let factor = ff_exp64(2 * safetyFactor * largest)
                return min(1, smaller * factor) / safetyFactor
            }
        }
    }

    private func ofGLU(_ deviations: [Double], _ preactivations: Matrix, _ outputs: Matrix) -> [Double] {
        let (half, units) = (outputs.columns, preactivations.columns)
        return outputs.values.indices.map { index in
            let value = index / half * units + index % half
            let gate = value + half
            let (a, b) = (Double(preactivations.values[value]), Double(preactivations.values[gate]))
            guard deviations[value] < .infinity, deviations[gate] < .infinity else { return .infinity }
            guard a.isFinite, b.isFinite else { return 0 }
            let reach = safetyFactor * deviations[gate]
            let slack = (ff_sigmoid64(b + reach) - ff_sigmoid64(b - reach)) / safetyFactor
            let carried = hypot(ff_sigmoid64(b) * deviations[value], a * slack)
            return hypot(carried, 4 * unitRoundoff * Double(outputs.values[index]))
        }
    }

    /// What the function's own rounding adds.
    private func rounding(_ x: Double, _ y: Double) -> Double {
        switch activation.kind {
        case .identity, .relu, .relu6, .step, .hardtanh, .hardshrink, .threshold: 0
        case .leakyReLU, .prelu, .rrelu, .softshrink: x == y ? 0 : unitRoundoff * abs(y)
        // gelu, tanhshrink and their like cancel near 0, where both terms are as large as x.
        default: unitRoundoff * (abs(y) + min(abs(x), 8))
        }
    }

    /// Whether the arguments only count by comparisons and by exact multiples.
    private var isPiecewiseLinear: Bool {
        switch activation.kind {
        case .identity, .relu, .relu6, .step, .hardtanh, .hardshrink, .threshold, .leakyReLU, .prelu, .rrelu,
            .softshrink:
            true
        default: false
        }
    }

    /// Whether float32 overflows on other ways to the same value.
    private func differsElsewhere(at x: Double) -> Bool {
        switch activation.kind {
        case .gelu: !(abs(x) < 1e18)
        case .hardswish: x.isFinite && abs(x) > 5e37
        case .softplus:
            // PyTorch takes exp(beta * x) up to the threshold, however large that is.
            x.isFinite && activation.number("beta") * x > 80 && activation.number("threshold") > 80
        default: false
        }
    }

    private func distance(_ first: Double, _ second: Double) -> Double {
        if first == second { return 0 }
        let distance = abs(first - second)
        return distance.isNaN ? .infinity : distance
    }
}

private func square(_ x: Double) -> Double { x * x }

private func hypot(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
