/// What the statistics of a tensor are to contain.
public struct StatisticsOptions: Sendable, Hashable {
    /// How the bins of a histogram are laid.
    public enum Bins: Sendable, Hashable {
        /// Bins of equal width from `range.lower` to `range.upper`, or from the least to the largest finite value.
        case uniform(count: Int, range: ClosedRange<Double>?)
        /// Bins between given edges, ascending, at least two.
        case edges([Double])
    }

    /// How the histogram's bins are laid.
    public var bins: Bins

    /// Which quantiles, each between 0 and 1.
    public var quantiles: [Double]

    /// Makes options; 20 bins over the values' own range and five quantiles unless given.
    public init(
        bins: Bins = .uniform(count: 20, range: nil),
        quantiles: [Double] = [0.05, 0.25, 0.5, 0.75, 0.95]
    ) {
        self.bins = bins
        self.quantiles = quantiles
    }
}
