internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

extension JSONWriter {
    /// Writes what a network is: fingerprint, sizes and prices.
    ///
    /// - Parameters:
    ///   - plan: The network.
    ///   - fingerprint: Its fingerprint, if it is known; nil for that of the definition.
    mutating func value(network plan: NetworkPlan, fingerprint: String? = nil) {
        beginObject()
        member("fingerprint", fingerprint ?? DefinitionJSON.fingerprint(of: plan.definition))
        key("seed")
        DefinitionJSON.writeSeed(plan.definition.seed, to: &self)
        member("effective_seed", Int(plan.definition.effectiveSeed))
        member("input_size", plan.inputSize)
        member("output_size", plan.outputSize)
        member("parameter_count", plan.parameterCount)
        member("parameter_bytes", plan.parameterBytes)
        member("multiply_adds", plan.multiplyAddsPerRow)
        key("layers")
        beginArray()
        for layer in plan.layers {
            beginObject()
            member("name", layer.name)
            member("inputs", layer.inputs)
            member("units", layer.units)
            member("outputs", layer.outputs)
            member("activation", layer.definition.activation.kind.rawValue)
            member("parameter_count", layer.parameterCount)
            member("multiply_adds", layer.multiplyAdds)
            endObject()
        }
        endArray()
        endObject()
    }

    /// Writes a member that is a string.
    mutating func member(_ name: String, _ text: String) {
        key(name)
        value(text)
    }

    /// Writes a member that is a whole number.
    mutating func member(_ name: String, _ number: Int) {
        key(name)
        value(number)
    }

    /// Writes a member that is a whole number, or null.
    mutating func member(_ name: String, _ number: Int?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    /// Writes a member that is a number, or null.
    mutating func member(_ name: String, _ number: Double?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    /// Writes a member that is a truth value.
    mutating func member(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }
}
