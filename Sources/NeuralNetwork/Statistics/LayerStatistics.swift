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
        fatalError("to be written")
    }
}
