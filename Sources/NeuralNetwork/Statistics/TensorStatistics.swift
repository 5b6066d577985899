/// What the values of one parameter tensor look like.
///
/// Everything is computed over the finite values, in float64, sums exact or compensated to 1e-12 relative. A member
/// is nil where there is no finite value to compute it from.
public struct TensorStatistics: Sendable, Hashable {
    /// A histogram: half-open bins, the last one closed.
    public struct Histogram: Sendable, Hashable {
        /// The edges, one more than bins, ascending.
        public let edges: [Double]
        /// The number of values in each bin.
        public let counts: [Int]
        /// The number of values below the first edge.
        public let below: Int
        /// The number of values above the last edge.
        public let above: Int
    }

    /// The number of values, finite or not.
    public let count: Int
    /// The mean.
    public let mean: Double?
    /// The population standard deviation.
    public let std: Double?
    /// The standard deviation with Bessel's correction, PyTorch's default; nil for one value.
    public let unbiasedStd: Double?
    /// The root of the mean of the squares.
    public let rms: Double?
    /// The least value.
    public let minimum: Double?
    /// The largest value.
    public let maximum: Double?
    /// The sum of the absolute values.
    public let l1Norm: Double
    /// The root of the sum of the squares.
    public let l2Norm: Double
    /// The share of zeros, of either sign, among all values.
    public let zeroFraction: Double
    /// The number of values that are not finite.
    public let nonFinite: Int
    /// Linear interpolations between order statistics, in the order of the options.
    public let quantiles: [Double?]
    /// The histogram; nil without finite values and without a given range.
    public let histogram: Histogram?

    /// Computes the statistics of values.
    public init(of values: [Float], options: StatisticsOptions = StatisticsOptions()) {
        let moments = FiniteMoments(values)
        count = values.count
        mean = moments.mean
        std = moments.std
        unbiasedStd = moments.unbiasedStd
        rms = moments.rms
        minimum = moments.minimum
        maximum = moments.maximum
        l1Norm = moments.absoluteSum
        l2Norm = moments.squareSum.squareRoot()
        zeroFraction = values.isEmpty ? 0 : Double(moments.zeros) / Double(values.count)
        nonFinite = values.count - moments.count
        if options.quantiles.isEmpty {
            quantiles = []
        } else {
            let sorted = SortedValues(finiteOf: values)
            quantiles = options.quantiles.map { sorted.quantile($0) }
        }
        let span = moments.minimum.flatMap { least in moments.maximum.map { least...$0 } }
        histogram = Histogram.counting(values, bins: options.bins, span: span)
    }
}
