internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// Writes the answer of `POST /v1/evaluate` as JSON.
enum EvaluateAnswer {
    /// The bytes of an answer that has nothing but the parameters of it.
    static func parametersJSON(_ evaluation: Evaluation, statistics: StatisticsOptions) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("parameters")
        let nonFinite = writer.value(tensors: evaluation.tensors ?? [], quantiles: statistics.quantiles)
        if nonFinite > 0 { writer.member("non_finite", nonFinite) }
        writer.endObject()
        return writer.bytes
    }

    /// The bytes of the answer.
    static func json(_ evaluation: Evaluation, statistics: StatisticsOptions) -> [UInt8] {
        var writer = JSONWriter()
        var nonFinite = 0
        writer.beginObject()
        writer.key("network")
        writer.value(network: evaluation.plan, fingerprint: evaluation.fingerprint)
        if let outputs = evaluation.outputs {
            writer.key("outputs")
            nonFinite += writer.value(rows: outputs)
        }
        if let tensors = evaluation.tensors {
            writer.key("parameters")
            nonFinite += writer.value(tensors: tensors, quantiles: statistics.quantiles)
        }
        if let layers = evaluation.layers {
            writer.key("activations")
            writer.beginArray()
            for (plan, statistics) in zip(evaluation.plan.layers, layers) { writer.value(layer: plan, statistics) }
            writer.endArray()
        }
        if let layerOutputs = evaluation.layerOutputs {
            writer.key("layer_outputs")
            writer.beginArray()
            for (plan, layer) in zip(evaluation.plan.layers, layerOutputs) {
                writer.beginObject()
                writer.member("layer", plan.name)
                writer.key("preactivations")
                nonFinite += writer.value(rows: layer.preactivations)
                writer.key("outputs")
                nonFinite += writer.value(rows: layer.outputs)
                writer.endObject()
            }
            writer.endArray()
        }
        if nonFinite > 0 { writer.member("non_finite", nonFinite) }
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    /// Writes a matrix as an array of rows.
    ///
    /// - Returns: The number of elements that are not finite, and so are null.
    mutating func value(rows matrix: Matrix) -> Int {
        let before = nonFiniteCount
        beginArray()
        for row in 0..<matrix.rows { value(matrix[row]) }
        endArray()
        return nonFiniteCount - before
    }

    /// Writes what is reported of parameter tensors.
    ///
    /// - Returns: The number of written elements that are not finite, and so are null.
    fileprivate mutating func value(tensors: [Evaluation.Tensor], quantiles: [Double]) -> Int {
        beginArray()
        let nonFinite = tensors.reduce(0) { $0 + value(tensor: $1, quantiles: quantiles) }
        endArray()
        return nonFinite
    }

    /// Writes the statistics of a layer.
    fileprivate mutating func value(layer plan: LayerPlan, _ statistics: LayerStatistics) {
        beginObject()
        member("layer", plan.name)
        member("activation", plan.definition.activation.kind.rawValue)
        key("preactivation")
        value(moments: statistics.preactivation)
        key("output")
        value(moments: statistics.output)
        member("zero_fraction", statistics.zeroFraction)
        member("saturated_fraction", statistics.saturatedFraction)
        member("dead_units", statistics.deadUnits)
        endObject()
    }

    private mutating func value(moments: LayerStatistics.Moments) {
        beginObject()
        member("mean", moments.mean)
        member("std", moments.std)
        member("rms", moments.rms)
        member("min", moments.minimum)
        member("max", moments.maximum)
        endObject()
    }
}
