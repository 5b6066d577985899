internal import NeuralNetwork
internal import StrictJSON

extension DefinitionJSON {
    /// The JSON Schema (2020-12) of a definition in either form.
    ///
    /// It accepts what the server accepts, as far as a schema can tell: what compares one part with another (lengths
    /// of lists, shapes, intervals) and the limits on size are the server's alone to check.
    public static let schema: [UInt8] = {
        var writer = JSONWriter()
        definitionSchema.write(to: &writer)
        return writer.bytes
    }()

    private static var definitionSchema: JSONTree {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Network definition",
            "description": "A fully connected network, in short form (layer_sizes) or long form (input_size, layers).",
            "type": "object",
            "oneOf": [.reference("short"), .reference("long")],
            "$defs": [
                "short": shortForm,
                "long": longForm,
                "layer": layer,
                "size": ["type": "integer", "minimum": 1, "maximum": .integer(.max)],
                "seed": seed,
                "name": name,
                "labels": [
                    "type": "array", "minItems": 1, "uniqueItems": true,
                    "items": ["type": "string", "minLength": 1],
                ],
                "number": .float32,
                "activation": .schema(of: Activation.self, role: .any),
                "weight_init": .schema(of: Initializer.self, role: .weight),
                "bias_init": .schema(of: Initializer.self, role: .bias) { !$0.isForWeightsOnly },
            ],
        ]
    }

    private static var shortForm: JSONTree {
        form(
            [
                ("layer_sizes", ["type": "array", "minItems": 2, "items": .reference("size")]),
                (
                    "activations",
                    ["anyOf": [["type": "array", "items": .reference("activation")], .reference("activation")]]
                ),
                ("output_activation", .reference("activation")),
            ],
            required: ["layer_sizes"],
            // A list of activations names that of the last layer too.
            [
                ("if", ["required": ["activations"], "properties": ["activations": ["type": "array"]]]),
                ("then", ["properties": ["output_activation": false]]),
            ]
        )
    }

    private static var longForm: JSONTree {
        form(
            [
                ("input_size", .reference("size")),
                ("layers", ["type": "array", "minItems": 1, "items": .reference("layer")]),
            ],
            required: ["input_size", "layers"]
        )
    }

    /// A form's own members together with those that stand in both forms.
    private static func form(
        _ members: [(key: String, value: JSONTree)],
        required: [String],
        _ rules: [(key: String, value: JSONTree)] = []
    ) -> JSONTree {
        let shared: [(key: String, value: JSONTree)] = [
            ("seed", .reference("seed")),
            ("init_order", ["enum": .strings(NetworkDefinition.InitializationOrder.allCases.map(\.rawValue))]),
            ("input_name", .reference("name")),
            ("output_name", .reference("name")),
            ("weight_init", .reference("weight_init")),
            ("bias_init", .reference("bias_init")),
            ("bias", ["type": "boolean"]),
            ("labels", .reference("labels")),
        ]
        return .closedObject(members + shared, required: required, rules)
    }

    private static var layer: JSONTree {
        .closedObject(
            [
                ("units", .reference("size")),
                ("activation", .reference("activation")),
                ("weight_init", .reference("weight_init")),
                ("bias", ["type": "boolean"]),
                ("bias_init", .reference("bias_init")),
            ],
            required: ["units"]
        )
    }

    private static var seed: JSONTree {
        [
            "anyOf": [
                ["type": "integer", "minimum": .integer(Int(Int64.min)), "maximum": .unsigned(.max)],
                ["type": "string", "pattern": "^-?(0|[1-9][0-9]{0,19})$"],
            ],
            "default": 0,
        ]
    }

    /// What a tensor may be called: `logits` and `layers.N` mean something already.
    private static var name: JSONTree {
        [
            "type": "string", "minLength": 1,
            "not": ["pattern": "^(logits|layers\\.[0-9]+)$"],
        ]
    }
}
