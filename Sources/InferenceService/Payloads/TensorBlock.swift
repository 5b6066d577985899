internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

extension JSONWriter {
    /// Writes what is reported of a parameter tensor.
    ///
    /// - Returns: The number of its written elements that are not finite, and so are null.
    mutating func value(tensor: Evaluation.Tensor, quantiles: [Double]) -> Int {
        var nonFinite = 0
        beginObject()
        member("name", tensor.plan.name)
        key("shape")
        beginArray()
        for extent in tensor.plan.shape { value(extent) }
        endArray()
        if let statistics = tensor.statistics {
            member("count", statistics.values.count)
            member("fan_in", tensor.plan.fanIn)
            member("fan_out", tensor.plan.fanOut)
            if let initializer = tensor.initializer {
                key("init")
                value(initializer: initializer, of: tensor.plan)
            }
            members(of: statistics.values, isSymmetric: statistics.isSymmetric, quantiles: quantiles)
        }
        if let values = tensor.values {
            let before = nonFiniteCount
            key("values")
            value(values, shape: tensor.plan.shape)
            nonFinite = nonFiniteCount - before
        }
        if let digest = tensor.sha256 { member("sha256", digest) }
        endObject()
        return nonFinite
    }

    /// Writes a scheme with its parameters, its gain if it has one, and what it is expected to draw.
    private mutating func value(initializer: Initializer, of tensor: TensorPlan) {
        beginObject()
        if initializer.scheme == .values {
            // Their elements are the tensor's, which `include` asks for.
            member("scheme", initializer.scheme.rawValue)
        } else {
            DefinitionJSON.writeMembers(of: initializer, to: &self)
        }
        let hasGain = initializer.scheme.parameters.contains { $0.name == "gain" }
        if !hasGain, let gain = initializer.gain { member("gain", gain) }
        key("expected")
        value(
            expected: initializer.expectedMoments(role: tensor.role, fanIn: tensor.fanIn, fanOut: tensor.fanOut)
        )
        endObject()
    }

    /// Writes expected moments.
    mutating func value(expected moments: ExpectedMoments) {
        beginObject()
        member("mean", moments.mean)
        member("std", moments.std)
        member("min", moments.minimum)
        member("max", moments.maximum)
        endObject()
    }

    private mutating func members(of statistics: TensorStatistics, isSymmetric: Bool, quantiles: [Double]) {
        member("mean", statistics.mean)
        member("std", statistics.std)
        member("unbiased_std", statistics.unbiasedStd)
        member("rms", statistics.rms)
        member("min", statistics.minimum)
        member("max", statistics.maximum)
        member("l1_norm", statistics.l1Norm)
        member("l2_norm", statistics.l2Norm)
        member("zero_fraction", statistics.zeroFraction)
        member("non_finite", statistics.nonFinite)
        member("symmetric", isSymmetric)
        key("quantiles")
        beginObject()
        for (quantile, number) in zip(quantiles, statistics.quantiles) { member(Self.text(of: quantile), number) }
        endObject()
        key("histogram")
        if let histogram = statistics.histogram { value(histogram: histogram) } else { null() }
    }

    private mutating func value(histogram: TensorStatistics.Histogram) {
        beginObject()
        key("edges")
        beginArray()
        for edge in histogram.edges { value(edge) }
        endArray()
        key("counts")
        beginArray()
        for count in histogram.counts { value(count) }
        endArray()
        member("below", histogram.below)
        member("above", histogram.above)
        endObject()
    }

    /// A number as it is written as a value.
    static func text(of number: Double) -> String {
        var writer = JSONWriter()
        writer.value(number)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
