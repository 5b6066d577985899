internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// Parameter tensors as tables.
enum ParametersReport {
    /// The tables of what was asked about tensors, each with a heading.
    static func text(_ tensors: [Evaluation.Tensor], quantiles: [Double]) -> String {
        var text = ""
        if tensors.contains(where: { $0.statistics != nil }) {
            text += "\nparameters\n" + moments(tensors) + "\n" + shapes(tensors, quantiles)
        }
        if tensors.contains(where: { $0.sha256 != nil }) {
            var table = TextTable([("tensor", .left), ("sha256", .left)])
            for tensor in tensors { table.add([tensor.plan.name, tensor.sha256 ?? "-"]) }
            text += "\ndigests\n" + table.text
        }
        for tensor in tensors {
            guard let values = tensor.values else { continue }
            let columns = tensor.plan.shape.last ?? 1
            let matrix = Matrix(rows: values.count / columns, columns: columns, values: values)
            text += "\n\(tensor.plan.name)\n" + RowsReport.text(matrix)
        }
        return text
    }

    private static func moments(_ tensors: [Evaluation.Tensor]) -> String {
        var table = TextTable([
            ("tensor", .left), ("shape", .left), ("init", .left), ("mean", .right), ("std", .right),
            ("expected std", .right), ("rms", .right), ("min", .right), ("max", .right), ("l2 norm", .right),
            ("zeros", .right), ("non-finite", .right), ("symmetric", .left),
        ])
        for tensor in tensors {
            guard let (statistics, isSymmetric) = tensor.statistics else { continue }
            let plan = tensor.plan
            let expected = tensor.initializer?.expectedMoments(role: plan.role, fanIn: plan.fanIn, fanOut: plan.fanOut)
            table.add([
                plan.name, plan.shape.map { "\($0)" }.joined(separator: "x"),
                tensor.initializer?.scheme.rawValue ?? "-",
                NumberText.of(statistics.mean), NumberText.of(statistics.std), NumberText.of(expected?.std),
                NumberText.of(statistics.rms), NumberText.of(statistics.minimum), NumberText.of(statistics.maximum),
                NumberText.of(statistics.l2Norm), NumberText.percent(statistics.zeroFraction),
                "\(statistics.nonFinite)", isSymmetric ? "yes" : "no",
            ])
        }
        return table.text
    }

    private static func shapes(_ tensors: [Evaluation.Tensor], _ quantiles: [Double]) -> String {
        var table = TextTable(
            [("tensor", .left)]
                + quantiles.map { ("q\(JSONWriter.text(of: $0))", .right) }
                + [("first edge", .right), ("histogram", .left), ("last edge", .left)]
        )
        for tensor in tensors {
            guard let statistics = tensor.statistics?.values else { continue }
            table.add(
                [tensor.plan.name] + statistics.quantiles.map { NumberText.of($0) } + [
                    NumberText.of(statistics.histogram?.edges.first),
                    statistics.histogram.map(Sparkline.text) ?? "",
                    NumberText.of(statistics.histogram?.edges.last),
                ]
            )
        }
        return table.text
    }
}
