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
    /// Each partial sum is rounded by an error in proportion to it; so is each product, where it is not fused.
    mutating func addUp(_ weight: [Float], _ bias: [Float], _ preactivations: Matrix) {
        let (rows, width, units) = (current.rows, current.columns, preactivations.columns)
        var transposed = [Double](repeating: 0, count: weight.count)
        for unit in 0..<units {
            for input in 0..<width { transposed[input * units + unit] = Double(weight[unit * width + input]) }
        }
        let start = (0..<units).map { RoundedSum(bias.isEmpty ? 0 : Double(bias[$0])) }
        var next: [Double] = []
        next.reserveCapacity(rows * units)
        for row in 0..<rows {
            var sums = start
            for input in 0..<width {
                let value = Double(current.values[row * width + input])
                let deviation = deviations[row * width + input]
                for unit in 0..<units {
                    let factor = transposed[input * units + unit]
                    sums[unit].add(factor * value, deviation: factor * deviation)
                }
            }
            next += sums.map(\.deviation)
        }
        deviations = next
    }
}

/// A sum of products of float32 numbers, and what is known of its rounding in other orders.
private struct RoundedSum {
    /// Exact but for float64's own rounding.
    private var sum: Double
    private var magnitude: Double
    /// What the terms have from what they are made of.
    private var carried = 0.0
    /// The squares of all numbers that are rounded on the way.
    private var squares = 0.0
    /// The exponent of the largest power of two that all terms are multiples of.
    private var quantum = Int.max

    init(_ first: Double) {
        sum = 0
        magnitude = 0
        add(first, deviation: 0)
    }

    mutating func add(_ term: Double, deviation: Double) {
        sum += term
        magnitude += abs(term)
        carried += deviation * deviation
        squares += sum * sum + term * term
        // Neither 0 nor what is not finite has a lowest bit.
        if term != 0, term.isFinite { quantum = min(quantum, Int(term.exponent) - term.significandWidth) }
    }

    /// The standard deviation of the difference between two implementations.
    var deviation: Double {
        let largest = Double(Float.greatestFiniteMagnitude)
        if magnitude < 0.99 * largest {
            let variance = carried + (isExact ? 0 : sumVariance * squares)
            return variance.isNaN ? .infinity : variance.squareRoot()
        }
        // Infinite or not a number in any order: terms of one sign that overflow, or a term that is not finite.
        let isCertain = !magnitude.isFinite || (abs(sum) == magnitude && magnitude > 1.01 * largest)
        return isCertain && carried.isFinite ? 0 : .infinity
    }

    /// Whether float32 holds every partial sum in any order: a multiple of the quantum of at most 24 bits.
    private var isExact: Bool {
        // Float32's least number is the quantum of the smallest ones.
        quantum == .max || (quantum >= -149 && magnitude <= Double(sign: .plus, exponent: quantum + 24, significand: 1))
    }
}
