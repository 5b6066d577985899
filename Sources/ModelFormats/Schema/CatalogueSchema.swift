internal import NeuralNetwork

extension JSONTree {
    /// The schema of a choice from a catalogue: a name, or an object with the name and parameters.
    ///
    /// - Parameters:
    ///   - type: Activation or initialiser.
    ///   - role: What inline values are for.
    ///   - isIncluded: Which entries may be chosen.
    /// - Returns: A schema that follows the tables of parameters.
    static func schema<Value: Catalogued>(
        of type: Value.Type,
        role: TensorRole,
        where isIncluded: (Value.Entry) -> Bool = { _ in true }
    ) -> JSONTree {
        let entries = Value.Entry.allCases.filter(isIncluded)
        // A name alone is enough where nothing has to be given.
        let names = entries.filter { Value.parameters(of: $0).allSatisfy { $0.defaultValue != nil } }.map(\.rawValue)
        let aliases = Value.aliases.filter { isIncluded($0.value.entry) }.keys.sorted()
        let byName: JSONTree = ["enum": .strings(names + aliases)]
        var objects = entries.map { object(of: type, $0, role) }
        if !aliases.isEmpty {
            let name: JSONTree = ["enum": .strings(aliases)]
            objects.append(.closedObject([(Value.entryKey, name)], required: [Value.entryKey]))
        }
        return ["anyOf": .array([byName] + objects)]
    }

    private static func object<Value: Catalogued>(
        of type: Value.Type,
        _ entry: Value.Entry,
        _ role: TensorRole
    ) -> JSONTree {
        let parameters = Value.parameters(of: entry)
        let name: (key: String, value: JSONTree) = (Value.entryKey, ["enum": [.string(entry.rawValue)]])
        return .closedObject(
            [name] + parameters.map { ($0.name, schema(of: $0, role)) },
            required: [Value.entryKey] + parameters.filter { $0.defaultValue == nil }.map(\.name)
        )
    }

    private static func schema(of parameter: ParameterDescription, _ role: TensorRole) -> JSONTree {
        var members: [(key: String, value: JSONTree)] =
            switch parameter.domain {
            case .number(let bounds): number(bounds)
            case .choice(let words): [("enum", .strings(words))]
            case .slopeCount: [("$ref", "#/$defs/size")]
            case .slopes: [("anyOf", [.reference("number"), numbers])]
            case .tensor: tensor(role)
            }
        if let value = parameter.defaultValue { members.append(("default", JSONTree(value, as: parameter.domain))) }
        return .object(members)
    }

    private static func number(_ bounds: NumberBounds) -> [(key: String, value: JSONTree)] {
        let reference: (key: String, value: JSONTree) = ("$ref", "#/$defs/number")
        switch bounds {
        case .any: return [reference]
        case .positive: return [reference, ("exclusiveMinimum", 0)]
        case .nonnegative: return [reference, ("minimum", 0)]
        case .nonzero: return [reference, ("not", ["const": 0])]
        case .fraction: return [reference, ("minimum", 0), ("maximum", 1)]
        }
    }

    private static func tensor(_ role: TensorRole) -> [(key: String, value: JSONTree)] {
        let flat = numbers
        let rows: JSONTree = ["type": "array", "minItems": 1, "items": flat]
        return switch role {
        case .weight: [("type", "array"), ("minItems", 1), ("items", flat)]
        case .bias: [("type", "array"), ("minItems", 1), ("items", .reference("number"))]
        case .any: [("anyOf", [flat, rows])]
        }
    }

    private static var numbers: JSONTree { ["type": "array", "minItems": 1, "items": .reference("number")] }

    /// A number that is finite in float32: less than halfway from the largest one to where the next would be.
    static var float32: JSONTree {
        let beyond = Double(Float.greatestFiniteMagnitude) + Double(Float.greatestFiniteMagnitude.ulp) / 2
        return ["type": "number", "exclusiveMinimum": .number(-beyond), "exclusiveMaximum": .number(beyond)]
    }

    /// A reference to one of the schema's definitions.
    static func reference(_ name: String) -> JSONTree { ["$ref": .string("#/$defs/\(name)")] }

    /// The schema of an object with these members and no others.
    static func closedObject(
        _ members: [(key: String, value: JSONTree)],
        required: [String],
        _ rules: [(key: String, value: JSONTree)] = []
    ) -> JSONTree {
        .object(
            [
                ("type", "object"),
                ("properties", .object(members)),
                ("required", .strings(required)),
                ("additionalProperties", false),
            ] + rules
        )
    }
}
