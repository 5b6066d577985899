import NeuralNetwork
import Testing

@testable import InferenceService

/// Activations as modules of `torch.nn`, schemes as calls of `torch.nn.init`.
struct PyTorchCallsTests {
    @Test(
        "An activation is PyTorch's module with what differs from its defaults",
        arguments: [
            ("\"sigmoid\"", "nn.Sigmoid()"), ("\"swish\"", "nn.SiLU()"), ("\"softmin\"", "nn.Softmin(dim=-1)"),
            (#"{"type": "softplus", "beta": 2}"#, "nn.Softplus(beta=2.0)"), ("\"arctan\"", "Arctan()"),
            (#"{"type": "leaky_relu", "negative_slope": 0.01}"#, "nn.LeakyReLU()"),
            (#"{"type": "gelu", "approximate": "tanh"}"#, "nn.GELU(approximate=\"tanh\")"),
            (#"{"type": "threshold", "threshold": 0.1, "value": 20}"#, "nn.Threshold(threshold=0.1, value=20.0)"),
            (#"{"type": "prelu", "num_parameters": 4}"#, "nn.PReLU(num_parameters=4)"),
            (#"{"type": "hardtanh", "min_val": -0.1}"#, "nn.Hardtanh(min_val=-0.1)"),
        ]
    )
    func activations(_ activation: String, _ module: String) throws {
        let lines = try PyTorchText.lines(#"{"layer_sizes": [2, 4], "activations": [\#(activation)]}"#)
        #expect(lines.contains("    \(module),"))
    }

    @Test("Every activation but the identity has a module")
    func modules() throws {
        for kind in Activation.Kind.allCases {
            let values = kind.parameters.map { $0.defaultValue ?? .number(2) }
            #expect((Activation(kind, values).pyTorchModule == nil) == (kind == .identity))
        }
    }

    @Test("Slopes that are listed are copied, and checked under PyTorch's name")
    func slopes() throws {
        let lines = try PyTorchText.lines(
            #"{"layer_sizes": [1, 2], "activations": [{"type": "prelu", "init": [0.5, -1]}]}"#
        )
        #expect(lines.contains("    nn.PReLU(num_parameters=2),"))
        #expect(lines.contains("net[1].weight.data.copy_(torch.tensor([0.5, -1.0]))"))
        #expect(lines.contains { $0.hasPrefix("    \"1.weight\": \"") })
    }

    @Test(
        "A scheme is PyTorch's function, or what Keras and JAX mean by it",
        arguments: [
            ("\"torch_default\"", ["nn.init.kaiming_uniform_(net[0].weight, a=math.sqrt(5))"]),
            (#"{"scheme": "normal", "std": 0.02}"#, ["nn.init.normal_(net[0].weight, std=0.02)"]),
            (#"{"scheme": "constant", "val": 1e-10}"#, ["nn.init.constant_(net[0].weight, val=1e-10)"]),
            (
                #"{"scheme": "kaiming_uniform", "a": 0.2, "mode": "fan_out", "nonlinearity": "relu"}"#,
                ["nn.init.kaiming_uniform_(net[0].weight, a=0.2, mode=\"fan_out\", nonlinearity=\"relu\")"]
            ),
            ("\"trunc_normal\"", ["nn.init.trunc_normal_(net[0].weight)"]),
            (#"{"scheme": "sparse", "sparsity": 0.1}"#, ["nn.init.sparse_(net[0].weight, sparsity=0.1)"]),
            (
                "\"glorot_uniform\"",
                ["bound = math.sqrt(3 * 1.0 / 3.5)", "nn.init.uniform_(net[0].weight, -bound, bound)"]
            ),
            (
                "\"he_normal\"",
                [
                    "std = math.sqrt(2.0 / 4) / 0.87962566103423978",
                    "nn.init.trunc_normal_(net[0].weight, std=std, a=-2 * std, b=2 * std)",
                ]
            ),
            (
                #"{"scheme": "variance_scaling", "distribution": "normal", "mode": "fan_out"}"#,
                ["nn.init.normal_(net[0].weight, std=math.sqrt(1.0 / 3))"]
            ),
        ]
    )
    func schemes(_ scheme: String, _ expected: [String]) throws {
        let lines = try PyTorchText.lines(#"{"layer_sizes": [4, 3], "weight_init": \#(scheme), "seed": 3}"#)
        let seed = try #require(lines.firstIndex(of: "torch.manual_seed(3)"))
        #expect(Array(lines[(seed + 1)...].prefix(expected.count)) == expected)
        #expect(lines.contains("import math") == expected[0].contains("math."))
    }

    @Test("What torch.nn.Linear draws by itself is asked of it")
    func defaults() throws {
        let whole = try PyTorchText.lines(
            #"{"layer_sizes": [4, 3], "weight_init": "torch_default", "bias_init": "torch_default"}"#
        )
        #expect(whole.contains("net[0].reset_parameters()"))
        let bias = try PyTorchText.lines(#"{"layer_sizes": [4, 3], "bias_init": "torch_default"}"#)
        #expect(bias.contains("bound = 1 / math.sqrt(4)"))
        #expect(bias.contains("nn.init.uniform_(net[0].bias, -bound, bound)"))
    }

    @Test(
        "A parameter that is -0 where the default is 0 is said: it makes other bits",
        arguments: [
            (#"{"scheme": "uniform", "a": -0.0, "b": 0.0}"#, "uniform_(net[0].weight, a=-0.0, b=0.0)"),
            (#"{"scheme": "normal", "mean": -0.0, "std": 0}"#, "normal_(net[0].weight, mean=-0.0, std=0.0)"),
            (#"{"scheme": "uniform", "a": 0}"#, "uniform_(net[0].weight)"),
        ]
    )
    func signedZeros(_ scheme: String, _ call: String) throws {
        let lines = try PyTorchText.lines(#"{"layer_sizes": [4, 3], "weight_init": \#(scheme)}"#)
        #expect(lines.contains("nn.init.\(call)"))
    }

    @Test("A zero of an activation keeps its sign", arguments: ["-0.0", "0.0"])
    func signedZero(_ zero: String) throws {
        let slope = try PyTorchText.lines(
            #"{"layer_sizes": [1, 1], "activations": [{"type": "leaky_relu", "negative_slope": \#(zero)}]}"#
        )
        #expect(slope.contains("    nn.LeakyReLU(negative_slope=\(zero)),"))
    }
}
