/// What one layer did to a number of rows.
public struct LayerStatistics: Sendable, Hashable {
    /// Moments of pre-activations or outputs over all rows; nil where there is no finite value.
    public struct Moments: Sendable, Hashable {
        /// The mean.
        public let mean: Double?
        /// The population standard deviation.
        public let std: Double?
        /// The root of the mean of the squares.
        public let rms: Double?
        /// The least value.
        public let minimum: Double?
        /// The largest value.
        public let maximum: Double?

        init(_ values: [Float]) {
            let moments = FiniteMoments(values)
            mean = moments.mean
            std = moments.std
            rms = moments.rms
            minimum = moments.minimum
            maximum = moments.maximum
        }
    }

    /// The pre-activations.
    public let preactivation: Moments
    /// The outputs.
    public let output: Moments
    /// The share of zeros, of either sign, among the outputs; nil for zero rows.
    public let zeroFraction: Double?
    /// The share of pre-activations outside the activation's effective interval; nil where none is defined or for
    /// zero rows.
    public let saturatedFraction: Double?
    /// The number of outputs that are zero for every row; nil for zero rows.
    public let deadUnits: Int?

    /// Computes the statistics of a layer from its pre-activations `[rows, units]` and its outputs `[rows, outputs]`.
    public init(of activation: Activation, preactivations: Matrix, outputs: Matrix) {
        preactivation = Moments(preactivations.values)
        output = Moments(outputs.values)
        guard outputs.rows > 0 else {
            zeroFraction = nil
            saturatedFraction = nil
            deadUnits = nil
            return
        }
        var isAlive = [Bool](repeating: false, count: outputs.columns)
        var zeros = 0
        for row in 0..<outputs.rows {
            let start = row * outputs.columns
            for unit in 0..<outputs.columns {
                if outputs.values[start + unit] == 0 { zeros += 1 } else { isAlive[unit] = true }
            }
        }
        zeroFraction = Double(zeros) / Double(outputs.values.count)
        deadUnits = isAlive.count { !$0 }
        saturatedFraction = activation.effectiveInterval.map { interval in
            let lower = interval.lower ?? -.infinity
            let upper = interval.upper ?? .infinity
            let saturated = preactivations.values.count { Double($0) < lower || Double($0) > upper }
            return Double(saturated) / Double(preactivations.values.count)
        }
    }
}
