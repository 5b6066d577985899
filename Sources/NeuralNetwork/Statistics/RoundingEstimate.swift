extension Network {
    /// How many deviations of `forwardEstimatingRounding` a difference is not expected to exceed.
    public static let roundingSafetyFactor = 6.0

    /// Computes the outputs of rows, and how far those of another float32 implementation may be from them.
    ///
    /// Two implementations add in different orders and round their functions differently, so their outputs differ in
    /// the last bits, and by more where a sum cancels. The estimate follows the forward pass with the standard
    /// deviation of that difference, rounding errors taken as independent. It costs some sixty times the forward pass.
    ///
    /// - Parameters:
    ///   - inputs: Rows of `plan.inputSize` elements; there may be none.
    ///   - sampling: As for `forward`.
    /// - Returns: The outputs, and a standard deviation for each of them, row-major. It is infinite where nothing can
    ///   be said: where the order of a sum decides whether it overflows, or where a sampled rrelu is so near 0 that
    ///   the last bit decides how many slopes are drawn.
    /// - Precondition: `inputs.columns == plan.inputSize`.
    public func forwardEstimatingRounding(
        _ inputs: Matrix,
        sampling: inout MersenneTwister?
    ) -> (outputs: Matrix, deviations: [Double]) {
        let isSampling = sampling != nil
        var estimate = RoundingEstimate(inputs)
        var rest = parameters[...]
        let outputs = forward(inputs, sampling: &sampling) { index, preactivations, outputs in
            let layer = plan.layers[index]
            let tensors = rest.prefix(layer.tensors.count)
            rest = rest.dropFirst(layer.tensors.count)
            let values = { (role: TensorPlan.Role) in tensors.first { $0.plan.role == role }?.values ?? [] }
            estimate.addUp(values(.weight), values(.bias), preactivations)
            let spread = ActivationSpread(layer.definition.activation, slopes: values(.slope), isSampling: isSampling)
            estimate.deviations = spread.deviations(estimate.deviations, preactivations, outputs)
            estimate.current = outputs
        }
        return (outputs, estimate.deviations)
    }
}

/// Half a unit in the last place of a float32 near 1.
let unitRoundoff = 0x1p-24

/// The variance of the difference of two roundings to float32 of a number near 1, each evenly spread.
private let sumVariance = 2 * unitRoundoff * unitRoundoff / 3

/// The values on their way through a network, each with the standard deviation of what implementations differ by.
private struct RoundingEstimate {
    var current: Matrix
    /// One for each of `current`.
    var deviations: [Double]

    /// Inputs are the same everywhere.
    init(_ inputs: Matrix) {
        current = inputs
        deviations = [Double](repeating: 0, count: inputs.values.count)
    }

    /// Takes the deviations from the inputs of a layer to its pre-activations.
    ///
    /// A partial sum that float32 does not hold exactly is rounded by an error in proportion to it.
    mutating func addUp(_ weight: [Float], _ bias: [Float], _ preactivations: Matrix) {
        let (rows, width, units) = (current.rows, current.columns, preactivations.columns)
        var transposed = [Double](repeating: 0, count: weight.count)
        for unit in 0..<units {
            for input in 0..<width { transposed[input * units + unit] = Double(weight[unit * width + input]) }
        }
        let start = bias.isEmpty ? [Double](repeating: 0, count: units) : bias.map(Double.init)
        var next: [Double] = []
        next.reserveCapacity(rows * units)
        for row in 0..<rows {
            var sums = start
            var magnitudes = start.map(abs)
            var variances = [Double](repeating: 0, count: units)
            for input in 0..<width {
                let value = Double(current.values[row * width + input])
                let deviation = deviations[row * width + input]
                let first = input * units
                for unit in 0..<units {
                    let factor = transposed[first + unit]
                    let product = factor * value
                    let sum = sums[unit] + product
                    let isExact = Double(Float(sum)) == sum && Double(Float(product)) == product
                    let error = isExact ? 0 : sumVariance * sum * sum
                    let carried = factor * deviation
                    sums[unit] = sum
                    magnitudes[unit] += abs(product)
                    variances[unit] += error + carried * carried
                }
            }
            for unit in 0..<units {
                next.append(Self.deviation(sum: sums[unit], magnitude: magnitudes[unit], variance: variances[unit]))
            }
        }
        deviations = next
    }

    /// The deviation of a sum, from its exact value, the sum of its magnitudes, and the variance of its rounding.
    private static func deviation(sum: Double, magnitude: Double, variance: Double) -> Double {
        let largest = Double(Float.greatestFiniteMagnitude)
        if magnitude < 0.99 * largest { return variance.isNaN ? .infinity : variance.squareRoot() }
        // Infinite or not a number in any order: terms of one sign that overflow, or a term that is not finite.
        let isCertain = !magnitude.isFinite || (abs(sum) == magnitude && magnitude > 1.01 * largest)
        return isCertain ? 0 : .infinity
    }
}
