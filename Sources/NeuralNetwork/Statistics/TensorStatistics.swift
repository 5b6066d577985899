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
        let span = moments.minimum.flatMap { least in moments.maximum.map { least...$0 } }
        let bins = Histogram.Bins(options.bins, span: span)
        func positions(_ count: Int) -> [QuantilePosition] {
            count == 0 ? [] : options.quantiles.map { QuantilePosition($0, count: count) }
        }
        guard values.count > Self.sortingLimit, values.count < UInt32.max else {
            let sorted = options.quantiles.isEmpty ? [] : values.filter(\.isFinite).sorted()
            quantiles =
                sorted.isEmpty
                ? options.quantiles.map { _ in nil } : positions(sorted.count).map { $0.value { sorted[$0] } }
            histogram = bins?.counting { count in
                for value in values where value.isFinite { count(Double(value), 1) }
            }
            return
        }
        let buckets = BucketedValues(
            values,
            ranks: { positions($0).flatMap { [$0.ranks.lower, $0.ranks.upper] } },
            edges: bins?.edges ?? []
        )
        quantiles =
            buckets.finiteCount == 0
            ? options.quantiles.map { _ in nil }
            : positions(buckets.finiteCount).map { $0.value(buckets.number(ofRank:)) }
        histogram = bins?.counting(buckets.forEachGroup)
    }

    /// Up to so many values are sorted; of more, the few that matter are selected.
    private static let sortingLimit = 4096
}
