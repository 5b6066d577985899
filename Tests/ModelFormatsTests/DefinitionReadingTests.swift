import ModelFormats
import NeuralNetwork
import StrictJSON
import Testing

@Suite("Reading definitions")
struct DefinitionReadingTests {
    @Test("The short form says what its long form says")
    func shortForm() throws {
        let definition = try readPlan(
            """
            {"layer_sizes": [4, 16, 3], "activations": ["relu", "softmax"], "weight_init": "kaiming_normal", "seed": 42}
            """
        ).definition
        let kaiming = try #require(Initializer(.kaimingNormal))
        let softmax = try #require(Activation(.softmax))
        let expected = NetworkDefinition(
            seed: 42,
            inputSize: 4,
            layers: [
                LayerDefinition(units: 16, activation: .relu, weightInitializer: kaiming),
                LayerDefinition(units: 3, activation: softmax, weightInitializer: kaiming),
            ]
        )
        #expect(definition == expected)
    }

    @Test("Each member of the long form arrives at its place")
    func longForm() throws {
        let definition = try readPlan(
            """
            {"seed": "18446744073709551615", "init_order": "module_then_init", "input_size": 4, "input_name": "x",
             "output_name": "y", "weight_init": "ones", "bias_init": "ones", "bias": false, "layers": [
              {"units": 16, "activation": {"type": "leaky_relu", "negative_slope": 0.5}, "bias": true,
               "weight_init": {"scheme": "kaiming_uniform", "a": 0.01, "mode": "fan_out", "nonlinearity": "relu"},
               "bias_init": {"scheme": "constant", "val": 0.1}},
              {"units": 3, "activation": "swish"}, {"units": 1, "bias": true}], "labels": ["setosa"]}
            """
        ).definition
        let ones = Initializer(.ones, [])
        let expected = NetworkDefinition(
            seed: .max,
            initializationOrder: .moduleThenInit,
            inputSize: 4,
            layers: [
                LayerDefinition(
                    units: 16,
                    activation: Activation(.leakyReLU, [.number(0.5)]),
                    weightInitializer: Initializer(
                        .kaimingUniform,
                        [.number(0.01), .choice("fan_out"), .choice("relu")]
                    ),
                    biasInitializer: Initializer(.constant, [.number(0.1)])
                ),
                LayerDefinition(
                    units: 3,
                    activation: Activation(.silu, []),
                    weightInitializer: ones,
                    biasInitializer: nil
                ),
                LayerDefinition(units: 1, activation: .identity, weightInitializer: ones, biasInitializer: ones),
            ],
            labels: ["setosa"],
            inputName: "x",
            outputName: "y"
        )
        #expect(definition == expected)
    }

    @Test("What is not said is PyTorch's names, relu between and identity at the end")
    func defaults() throws {
        let expected = NetworkDefinition(
            seed: 0,
            initializationOrder: .direct,
            inputSize: 2,
            layers: [
                LayerDefinition(
                    units: 3,
                    activation: .relu,
                    weightInitializer: .xavierUniform,
                    biasInitializer: .zeros
                ),
                LayerDefinition(
                    units: 1,
                    activation: .identity,
                    weightInitializer: .xavierUniform,
                    biasInitializer: .zeros
                ),
            ],
            labels: nil,
            inputName: "input",
            outputName: "output"
        )
        #expect(try readPlan(#"{"layer_sizes": [2, 3, 1]}"#).definition == expected)
        #expect(try readPlan(#"{"input_size": 2, "layers": [{"units": 3}, {"units": 1}]}"#).definition == expected)
    }

    @Test(
        "Activations of the short form fall to hidden layers and the last one",
        arguments: [
            (#""activations": "tanh""#, ["tanh", "tanh", "identity"]),
            (#""activations": {"type": "tanh"}"#, ["tanh", "tanh", "identity"]),
            (#""activations": "tanh", "output_activation": "softmax""#, ["tanh", "tanh", "softmax"]),
            (#""output_activation": {"type": "sigmoid"}"#, ["relu", "relu", "sigmoid"]),
            (#""activations": ["elu", "gelu", "step"]"#, ["elu", "gelu", "step"]),
        ]
    )
    func shortActivations(members: String, kinds: [String]) throws {
        let definition = try readPlan(#"{"layer_sizes": [2, 2, 2, 2], \#(members)}"#).definition
        #expect(definition.layers.map(\.activation.kind.rawValue) == kinds)
    }

    @Test("Every activation and scheme is known by name, alone where nothing must be given")
    func catalogue() throws {
        for kind in Activation.Kind.allCases {
            let required = kind.parameters.filter { $0.defaultValue == nil }.map(\.name)
            let members = required.map { #", "\#($0)": 1"# }.joined()
            let json = #"{"layer_sizes": [2, 2], "activations": [{"type": "\#(kind.rawValue)"\#(members)}]}"#
            let layers = try readPlan(json).definition.layers
            #expect(layers.map(\.activation.kind) == [kind])
            if let standard = Activation(kind) {
                #expect(layers.map(\.activation) == [standard])
                let named = try readPlan(#"{"layer_sizes": [2, 2], "output_activation": "\#(kind.rawValue)"}"#)
                #expect(named.definition.layers == layers)
            }
        }
        for scheme in Initializer.Scheme.allCases {
            guard let standard = Initializer(scheme) else { continue }
            let plan = try readPlan(#"{"layer_sizes": [2, 2], "weight_init": "\#(scheme.rawValue)"}"#)
            #expect(plan.definition.layers.map(\.weightInitializer) == [standard])
        }
    }

    @Test(
        "Integers may be spelt with point and exponent",
        arguments: ["16", "16.0", "1.6e1", "160e-1", "0.16E+2"]
    )
    func integers(spelling: String) throws {
        #expect(try readPlan(#"{"layer_sizes": [\#(spelling), 1]}"#).inputSize == 16)
        #expect(try readPlan(#"{"layer_sizes": [1, 1], "seed": \#(spelling)}"#).definition.seed == 16)
    }

    @Test(
        "A seed is taken modulo 2^64",
        arguments: [
            ("0", 0), ("-0", 0), ("-1", .max), (#""-1""#, .max), ("-9223372036854775808", 1 << 63),
            (#""-9223372036854775808""#, 1 << 63), ("18446744073709551615", .max), (#""18446744073709551615""#, .max),
            (#""0""#, 0), ("9007199254740993", 9_007_199_254_740_993),
        ] as [(String, UInt64)]
    )
    func seeds(spelling: String, seed: UInt64) throws {
        #expect(try readPlan(#"{"layer_sizes": [1, 1], "seed": \#(spelling)}"#).definition.seed == seed)
    }

    @Test("glu halves what the next layer takes in")
    func glu() throws {
        let plan = try readPlan(#"{"layer_sizes": [2, 6, 1], "activations": ["glu", "identity"]}"#)
        #expect(plan.layers.map(\.inputs) == [2, 3])
    }

    @Test("A list of slopes sets their number")
    func slopes() throws {
        let list = #"{"layer_sizes": [2, 3], "activations": [{"type": "prelu", "init": [0.1, 0.2, 0.3]}]}"#
        #expect(
            try readPlan(list).definition.layers.map(\.activation)
                == [Activation(.prelu, [.numbers([0.1, 0.2, 0.3]), .count(3)])]
        )
        let counted = #"{"layer_sizes": [2, 3], "activations": [{"type": "prelu", "num_parameters": 3}]}"#
        #expect(
            try readPlan(counted).definition.layers.map(\.activation)
                == [Activation(.prelu, [.number(0.25), .count(3)])]
        )
    }

    @Test("Inline values are read by rows for a weight and flat for a bias")
    func values() throws {
        let json = """
            {"input_size": 2, "layers": [{"units": 3,
              "weight_init": {"scheme": "values", "values": [[1, 2], [3, 4], [5, 0.1]]},
              "bias_init": {"scheme": "values", "values": [0.5, -0.0, 1e-45]}}]}
            """
        let layer = try #require(try readPlan(json).definition.layers.first)
        #expect(
            layer.weightInitializer.values == [.tensor(InlineTensor(shape: [3, 2], values: [1, 2, 3, 4, 5, 0.1]))]
        )
        let bias = InlineTensor(shape: [3], values: [0.5, -0.0, Float(bitPattern: 1)])
        #expect(layer.biasInitializer?.values == [.tensor(bias)])
    }

    @Test("A bias initialiser beside no bias is accepted and dropped")
    func droppedBias() throws {
        let short = try readPlan(#"{"layer_sizes": [1, 1], "bias": false, "bias_init": "ones"}"#)
        let long = try readPlan(#"{"input_size": 1, "layers": [{"units": 1, "bias": false, "bias_init": "ones"}]}"#)
        #expect(short.definition == long.definition)
        #expect(short.definition.layers.map(\.biasInitializer) == [nil])
    }
}
