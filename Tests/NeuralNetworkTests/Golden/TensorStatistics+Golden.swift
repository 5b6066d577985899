import TestSupport

@testable import NeuralNetwork

extension TensorStatistics {
    /// Compares the statistics of a case of statistics.json, whose sums are exact, to 1e-12 relative.
    ///
    /// - Returns: The first difference; nil if there is none.
    static func mismatch(in golden: GoldenCase) throws -> String? {
        let expected = try golden.member("stats")
        let histogram = try expected.member("histogram")
        let edges = try histogram.member("edges").list.map { try $0.double }
        let (values, difference) = try golden.tensorValues
        if let difference { return "\(golden.id): \(difference)" }
        let actual = TensorStatistics(of: values, options: StatisticsOptions(bins: .edges(edges)))
        var numbers = [
            ("mean", actual.mean), ("std_population", actual.std), ("std_sample", actual.unbiasedStd),
            ("min", actual.minimum), ("max", actual.maximum), ("l1", actual.l1Norm), ("l2", actual.l2Norm),
            ("fraction_zero", actual.zeroFraction),
        ].map { (name: $0, actual: $1, expected: expected[$0]) }
        for (index, name) in ["p05", "p25", "p50", "p75", "p95"].enumerated() {
            numbers.append((name, actual.quantiles[index], expected["quantiles"]?[name]))
        }
        for (name, actual, expected) in numbers {
            guard let expected else { throw GoldenValue.Mismatch(description: name) }
            let isSame = try actual.map { isClose($0, try expected.double, relative: 1e-12, absolute: 0) }
            guard isSame ?? expected.isNull else {
                return "\(golden.id): \(name) is \(actual.map(String.init(describing:)) ?? "nil")"
            }
        }
        let isSame =
            try actual.count == expected.member("count").int
            && actual.histogram?.counts == histogram.member("counts").list.map { try $0.int }
            && actual.histogram?.below == histogram.member("below").int
            && actual.histogram?.above == histogram.member("above").int
        return isSame ? nil : "\(golden.id): a count differs"
    }
}

extension GoldenCase {
    /// The values of a case, given or drawn by a scheme, and what sets the drawn ones apart from PyTorch's.
    fileprivate var tensorValues: (values: [Float], difference: String?) {
        get throws {
            let source = try member("source")
            let tensor = try member("tensor").tensor
            guard try source.member("kind").string == "init" else { return (try tensor.floats, nil) }
            let initializer = try source.initializer
            var generator = MersenneTwister(seed: try source.member("seed").seed)
            let plan = TensorPlan.weight(fanIn: tensor.shape[1], fanOut: tensor.shape[0], initializer)
            let values = initializer.draw(plan, from: &generator)
            return (values, tensor.difference(from: values))
        }
    }
}
