internal import NeuralNetwork

extension StatisticsPayload {
    /// Reads the options of statistics from the items of a query: `?bins=20&range=-1,1&quantiles=0.05,0.5`.
    ///
    /// - Parameter query: The query, which notes what is wrong; items that are no options are.
    /// - Returns: The options; defaults where something is wrong.
    static func read(_ query: inout Query) -> StatisticsOptions {
        var options = StatisticsOptions()
        let bins = query.integer("bins", in: 1...binLimit) ?? 20
        var range: ClosedRange<Double>?
        if let ends = query.numbers("range") {
            // The width has to be finite as well, or there would be no finite edges between the ends.
            if ends.count == 2, ends[0] < ends[1], (ends[1] - ends[0]).isFinite {
                range = ends[0]...ends[1]
            } else {
                query.fail("range", "expected two finite numbers, the lower one first")
            }
        }
        options.bins = .uniform(count: bins, range: range)
        if let quantiles = query.numbers("quantiles") {
            if quantiles.count <= quantileLimit, quantiles.allSatisfy((0...1).contains) {
                // As in JSON: one that is given twice counts once, and -0 is 0.
                options.quantiles = quantiles.reduce(into: []) { taken, quantile in
                    if !taken.contains(quantile) { taken.append(quantile == 0 ? 0 : quantile) }
                }
            } else {
                query.fail("quantiles", "expected at most \(quantileLimit) numbers from 0 to 1")
            }
        }
        query.refuseRest(known: ["bins", "range", "quantiles"])
        return options
    }
}
