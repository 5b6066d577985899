internal import ModelServing
internal import NeuralNetwork

/// The answer of `POST /v1/evaluate` as tables for a terminal.
enum EvaluateReport {
    /// The tables, in the order of the JSON answer.
    static func text(_ evaluation: Evaluation, statistics: StatisticsOptions) -> [UInt8] {
        var text = NetworkReport.text(evaluation.plan, fingerprint: evaluation.fingerprint)
        if let outputs = evaluation.outputs {
            text += "\noutputs\n" + RowsReport.text(outputs, names: evaluation.plan.definition.labels)
        }
        if let tensors = evaluation.tensors {
            text += ParametersReport.text(tensors, quantiles: statistics.quantiles)
        }
        if let layers = evaluation.layers { text += "\nactivations\n" + table(evaluation.plan, layers) }
        for (plan, layer) in zip(evaluation.plan.layers, evaluation.layerOutputs ?? []) {
            text += "\n\(plan.name) pre-activations\n" + RowsReport.text(layer.preactivations)
            text += "\n\(plan.name) outputs\n" + RowsReport.text(layer.outputs)
        }
        return Array(text.utf8)
    }

    private static func table(_ plan: NetworkPlan, _ layers: [LayerStatistics]) -> String {
        var table = TextTable([
            ("layer", .left), ("activation", .left), ("", .left), ("mean", .right), ("std", .right), ("rms", .right),
            ("min", .right), ("max", .right), ("zeros", .right), ("saturated", .right), ("dead units", .right),
        ])
        for (layer, statistics) in zip(plan.layers, layers) {
            table.add(
                [layer.name, layer.definition.activation.kind.rawValue, "before"]
                    + cells(statistics.preactivation)
                    + ["", NumberText.percent(statistics.saturatedFraction), ""]
            )
            table.add(
                ["", "", "after"]
                    + cells(statistics.output)
                    + [NumberText.percent(statistics.zeroFraction), "", NumberText.of(statistics.deadUnits)]
            )
        }
        return table.text
    }

    private static func cells(_ moments: LayerStatistics.Moments) -> [String] {
        [moments.mean, moments.std, moments.rms, moments.minimum, moments.maximum].map { NumberText.of($0) }
    }
}
