public import NeuralNetwork
public import StrictJSON

extension DefinitionJSON {
    /// Writes a definition in canonical form: the long form with everything said at its own place.
    ///
    /// Reading it gives the same definition.
    public static func write(_ definition: NetworkDefinition, to writer: inout JSONWriter) {
        JSONTree(definition).write(to: &writer)
    }

    /// Writes an activation with all its parameters: `{"type": …}`.
    public static func write(_ activation: Activation, to writer: inout JSONWriter) {
        JSONTree(choice: activation).write(to: &writer)
    }

    /// Writes an initialiser with all its parameters: `{"scheme": …}`.
    public static func write(_ initializer: Initializer, to writer: inout JSONWriter) {
        JSONTree(choice: initializer).write(to: &writer)
    }

    /// Writes `scheme` and all parameters of an initialiser as members of the object that is open.
    public static func writeMembers(of initializer: Initializer, to writer: inout JSONWriter) {
        guard case .object(let members) = JSONTree(choice: initializer) else { return }
        for member in members {
            writer.key(member.key)
            member.value.write(to: &writer)
        }
    }

    /// Writes a parameter's value, such as the default in a catalogue.
    ///
    /// - Parameters:
    ///   - value: A value.
    ///   - domain: The domain of its parameter.
    ///   - writer: Where to write.
    public static func write(
        _ value: ParameterValue,
        of domain: ParameterDescription.Domain,
        to writer: inout JSONWriter
    ) {
        JSONTree(value, as: domain).write(to: &writer)
    }

    /// Writes a seed: a number below 2^53, a string of decimal digits from there on.
    public static func writeSeed(_ seed: UInt64, to writer: inout JSONWriter) {
        JSONTree(seed: seed).write(to: &writer)
    }
}
