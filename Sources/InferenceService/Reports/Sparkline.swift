internal import NeuralNetwork

/// A histogram as a line of bars.
enum Sparkline {
    /// The most bars of a line; more bins are added up.
    static let barLimit = 40

    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// One bar a bin, a space for an empty one; the highest bar is the fullest bin.
    static func text(_ histogram: TensorStatistics.Histogram) -> String {
        let bins = histogram.counts
        let perBar = (bins.count + barLimit - 1) / barLimit
        guard perBar > 0 else { return "" }
        let counts = stride(from: 0, to: bins.count, by: perBar).map { start in
            bins[start..<min(start + perBar, bins.count)].reduce(0, +)
        }
        guard let fullest = counts.max(), fullest > 0 else { return String(repeating: " ", count: counts.count) }
        return String(
            counts.map { count in
                guard count > 0 else { return " " as Character }
                let level = Int(Double(count) / Double(fullest) * Double(bars.count - 1) + 0.5)
                return bars[min(level, bars.count - 1)]
            }
        )
    }
}
