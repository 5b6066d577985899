internal import ModelFormats
internal import NeuralNetwork

/// What a network is, as a table.
enum NetworkReport {
    /// A line for the network, then one for each layer.
    ///
    /// - Parameters:
    ///   - plan: The network.
    ///   - fingerprint: Its fingerprint, if it is known; nil for that of the definition.
    /// - Returns: The lines.
    static func text(_ plan: NetworkPlan, fingerprint: String? = nil) -> String {
        var text = "network \(fingerprint ?? DefinitionJSON.fingerprint(of: plan.definition))\n"
        text += "seed \(plan.definition.seed)"
        if plan.definition.seed != UInt64(plan.definition.effectiveSeed) {
            text += " (effective \(plan.definition.effectiveSeed))"
        }
        text += ", \(plan.inputSize) inputs, \(plan.outputSize) outputs, \(plan.parameterCount) parameters"
        text += " (\(plan.parameterBytes) bytes), \(plan.multiplyAddsPerRow) multiply-adds a row\n\n"
        var table = TextTable([
            ("layer", .left), ("inputs", .right), ("units", .right), ("outputs", .right), ("activation", .left),
            ("weights", .left), ("bias", .left), ("parameters", .right), ("multiply-adds", .right),
        ])
        for layer in plan.layers {
            table.add([
                layer.name, "\(layer.inputs)", "\(layer.units)", "\(layer.outputs)",
                layer.definition.activation.kind.rawValue,
                layer.definition.weightInitializer.scheme.rawValue,
                layer.definition.biasInitializer?.scheme.rawValue ?? "-",
                "\(layer.parameterCount)", "\(layer.multiplyAdds)",
            ])
        }
        return text + table.text
    }
}
