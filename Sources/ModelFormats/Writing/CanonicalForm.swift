internal import NeuralNetwork

/// The canonical form of a definition: the long form with everything said at its own place.
extension JSONTree {
    /// The canonical form of a definition.
    init(_ definition: NetworkDefinition) {
        var members: [(key: String, value: JSONTree)] = [
            ("seed", JSONTree(seed: definition.seed)),
            ("init_order", .string(definition.initializationOrder.rawValue)),
            ("input_size", .integer(definition.inputSize)),
            ("input_name", .string(definition.inputName)),
            ("output_name", .string(definition.outputName)),
            ("layers", .array(definition.layers.map(JSONTree.init(_:)))),
        ]
        if let labels = definition.labels { members.append(("labels", .strings(labels))) }
        self = .object(members)
    }

    /// A seed: a number as long as every client reads it exactly, that is below 2^53, and a string from there on.
    init(seed: UInt64) {
        self = seed < 1 << 53 ? .unsigned(seed) : .string(String(seed))
    }

    /// An activation or an initialiser with all its parameters.
    init<Value: Catalogued>(choice: Value) {
        self = .object(
            [(Value.entryKey, .string(choice.entry.rawValue))]
                + zip(Value.parameters(of: choice.entry), choice.values).map { ($0.name, JSONTree($1, as: $0.domain)) }
        )
    }

    private init(_ layer: LayerDefinition) {
        var members: [(key: String, value: JSONTree)] = [
            ("units", .integer(layer.units)),
            ("activation", JSONTree(choice: layer.activation)),
            ("weight_init", JSONTree(choice: layer.weightInitializer)),
            ("bias", .boolean(layer.biasInitializer != nil)),
        ]
        if let bias = layer.biasInitializer { members.append(("bias_init", JSONTree(choice: bias))) }
        self = .object(members)
    }

    init(_ value: ParameterValue, as domain: ParameterDescription.Domain) {
        switch value {
        // A slope is a parameter of the network, so float32 decides how many digits it has.
        case .number(let number): self = domain == .slopes ? .float(Float(number)) : .number(number)
        case .choice(let word): self = .string(word)
        case .count(let count): self = .integer(count)
        case .numbers(let numbers): self = .tensor(InlineTensor(shape: [numbers.count], values: numbers))
        case .tensor(let tensor): self = .tensor(tensor)
        }
    }
}
