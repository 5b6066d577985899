extension TensorStatistics.Histogram {
    /// Where the bins of a histogram lie.
    struct Bins {
        /// One more than bins, ascending.
        let edges: [Double]
        /// Set for bins of equal width: where the first begins, and the width, 0 for a single value.
        private let uniform: (start: Double, step: Double)?

        /// Lays the bins; nil where they follow the values' own range and there is no finite value.
        ///
        /// - Parameters:
        ///   - bins: How they are to be laid.
        ///   - span: The least and the largest finite value; nil if there is none.
        init?(_ bins: StatisticsOptions.Bins, span: ClosedRange<Double>?) {
            switch bins {
            case .edges(let edges):
                self.edges = edges
                uniform = nil
            case .uniform(let count, let range):
                guard let range = range ?? span else { return nil }
                let bins = range.lowerBound == range.upperBound ? 1 : count
                let step = range.upperBound / Double(bins) - range.lowerBound / Double(bins)
                var edges = (0...bins).map { range.lowerBound + Double($0) * step }
                edges[bins] = range.upperBound
                self.edges = edges
                uniform = (range.lowerBound, step)
            }
        }

        /// Counts values.
        ///
        /// - Parameter values: Calls what it is given with finite values, and how many there are of each.
        /// - Returns: The histogram.
        func counting(_ values: ((Double, Int) -> Void) -> Void) -> TensorStatistics.Histogram? {
            guard let first = edges.first, let last = edges.last, edges.count >= 2 else { return nil }
            var counts = [Int](repeating: 0, count: edges.count - 1)
            var below = 0
            var above = 0
            values { value, count in
                if value < first {
                    below += count
                } else if value > last {
                    above += count
                } else {
                    counts[bin(of: value)] += count
                }
            }
            return TensorStatistics.Histogram(edges: edges, counts: counts, below: below, above: above)
        }

        /// The bin of a value from the first to the last edge.
        private func bin(of value: Double) -> Int {
            let last = edges.count - 2
            guard let (start, step) = uniform else {
                // The last edge that is not above the value.
                var low = 0
                var high = last + 1
                while high - low > 1 {
                    let middle = (low + high) / 2
                    if edges[middle] <= value { low = middle } else { high = middle }
                }
                return low
            }
            guard step > 0 else { return 0 }
            // A guess by division, made to agree with the edges as they are reported.
            var bin = Int(min(max((value - start) / step, 0), Double(last)))
            while bin > 0, value < edges[bin] { bin -= 1 }
            while bin < last, value >= edges[bin + 1] { bin += 1 }
            return bin
        }
    }
}
