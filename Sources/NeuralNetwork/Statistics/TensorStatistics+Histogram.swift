extension TensorStatistics.Histogram {
    /// Counts the finite values in bins.
    ///
    /// - Parameters:
    ///   - values: Any values; those that are not finite are left out.
    ///   - bins: How the bins are laid.
    ///   - span: The least and the largest finite value; nil if there is none.
    /// - Returns: Nil where the bins follow the values' own range and there is no finite value.
    static func counting(
        _ values: [Float],
        bins: StatisticsOptions.Bins,
        span: ClosedRange<Double>?
    ) -> TensorStatistics.Histogram? {
        switch bins {
        case .edges(let edges):
            return counting(values, edges: edges) { value in
                // The last edge that is not above the value.
                var low = 0
                var high = edges.count - 1
                while high - low > 1 {
                    let middle = (low + high) / 2
                    if edges[middle] <= value { low = middle } else { high = middle }
                }
                return low
            }
        case .uniform(let count, let range):
            guard let range = range ?? span else { return nil }
            let bins = range.lowerBound == range.upperBound ? 1 : count
            let step = range.upperBound / Double(bins) - range.lowerBound / Double(bins)
            var edges = (0...bins).map { range.lowerBound + Double($0) * step }
            edges[bins] = range.upperBound
            return counting(values, edges: edges) { value in
                guard step > 0 else { return 0 }
                // A guess by division, made to agree with the edges as they are reported.
                var bin = Int(min(max((value - range.lowerBound) / step, 0), Double(bins - 1)))
                while bin > 0, value < edges[bin] { bin -= 1 }
                while bin < bins - 1, value >= edges[bin + 1] { bin += 1 }
                return bin
            }
        }
    }

    private static func counting(
        _ values: [Float],
        edges: [Double],
        bin: (Double) -> Int
    ) -> TensorStatistics.Histogram? {
        guard let first = edges.first, let last = edges.last, edges.count >= 2 else { return nil }
        var counts = [Int](repeating: 0, count: edges.count - 1)
        var below = 0
        var above = 0
        for value in values where value.isFinite {
            let value = Double(value)
            if value < first {
                below += 1
            } else if value > last {
                above += 1
            } else {
                counts[bin(value)] += 1
            }
        }
        return TensorStatistics.Histogram(edges: edges, counts: counts, below: below, above: above)
    }
}
