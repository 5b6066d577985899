import HTTPWire
import ModelFormats
import ModelServing
import NeuralNetwork
import StrictJSON
import TestSupport
import Testing

@testable import InferenceService

/// The PyTorch script that an evaluation can be answered with.
///
/// That PyTorch agrees is what `make pytorch` shows.
struct PyTorchScriptTests {
    private func script(_ body: String) throws -> String {
        text(try OneShot.evaluate(Array(body.utf8), limits: EvaluationLimits(), format: .python).get())
    }

    private func lines(_ network: String, _ rest: String = "") throws -> [String] {
        try script("{\"network\": \(network)\(rest)}").split(separator: "\n").map(String.init)
    }

    @Test("A small network is a script that a reader takes in at a glance")
    func whole() throws {
        let script = try script(
            """
            {"network": {"input_size": 2, "seed": -1, "layers": [
              {"units": 2, "activation": "step", "weight_init": {"scheme": "values", "values": [[1, 1], [0.5, -1]]}},
              {"units": 1, "bias": false, "weight_init": "ones", "activation": "tanh"}]},
             "inputs": [[1, 0], [0.25, -0.0]]}
            """
        )
        #expect(script.replacing(/sha256:[0-9a-f]{64}/, with: "sha256:X") == Self.script)
    }

    private static let script = """
        \"""A network of 2 layers and 8 parameters, made by PyTorch.

        Exits 0 if its parameters and outputs are those that Feedforward answered, else 1 and says what differs.
        Needs PyTorch 2.13 or newer on x86-64. The definition is
        sha256:X
        \"""

        import ctypes
        import hashlib
        import sys

        import torch
        from torch import nn

        if torch.__version__ < "2.13":
            sys.exit(f"This is PyTorch {torch.__version__}; older ones than 2.13 draw other parameters.")


        class Step(nn.Module):
            def forward(self, x):
                return torch.where(x.isnan(), x, (x > 0).float())


        net = nn.Sequential(
            nn.Linear(2, 2),
            Step(),
            nn.Linear(2, 1, bias=False),
            nn.Tanh(),
        )
        torch.manual_seed(18446744073709551615)
        net[0].weight.data.copy_(torch.tensor([
            [1.0, 1.0],
            [0.5, -1.0],
        ]))
        nn.init.zeros_(net[0].bias)
        nn.init.ones_(net[2].weight)
        net.eval()

        sha256 = {
            "0.weight": "bc637b1eeb56164ae6f0981071a0c055168ce54a0404d5c461d46f7dc61f803d",
            "0.bias": "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc",
            "2.weight": "80b8fd6d60fa85fd14a38b5295cb92abd80dfec5ca406c9f969609a79d36809d",
        }
        for name, parameter in net.named_parameters():
            if hashlib.sha256(ctypes.string_at(parameter.data_ptr(), parameter.nbytes)).hexdigest() != sha256[name]:
                sys.exit(f"{name} differs.")

        inputs = torch.tensor([
            [1.0, 0.0],
            [0.25, -0.0],
        ])
        outputs = torch.tensor([
            [0.9640276],
            [0.9640276],
        ])
        with torch.no_grad():
            found = net(inputs)
        try:
            torch.testing.assert_close(found, outputs, rtol=1e-05, atol=1e-05, equal_nan=True)
        except AssertionError as error:
            sys.exit(f"The outputs differ. {error}")
        print("All 3 parameter tensors agree, and the outputs of all 2 rows.")

        """

    @Test("The seed comes after the constructors, or before them where they are to draw")
    func orders() throws {
        let direct = try lines(#"{"layer_sizes": [2, 1], "seed": 7}"#)
        let seed = try #require(direct.firstIndex(of: "torch.manual_seed(7)"))
        #expect(try #require(direct.firstIndex(of: "net = nn.Sequential(")) < seed)
        #expect(direct.contains("nn.init.xavier_uniform_(net[0].weight)"))
        let module = try lines(
            #"{"layer_sizes": [2, 1], "seed": 7, "init_order": "module_then_init", "weight_init": "torch_default"}"#
        )
        let first = try #require(module.firstIndex(of: "torch.manual_seed(7)"))
        #expect(module[first + 1] == "net = nn.Sequential(")
        #expect(module.filter { $0.hasPrefix("nn.init") } == ["nn.init.zeros_(net[0].bias)"])
    }

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
        let lines = try lines(#"{"layer_sizes": [2, 4], "activations": [\#(activation)]}"#)
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
        let lines = try lines(#"{"layer_sizes": [1, 2], "activations": [{"type": "prelu", "init": [0.5, -1]}]}"#)
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
        let lines = try lines(#"{"layer_sizes": [4, 3], "weight_init": \#(scheme), "seed": 3}"#)
        let seed = try #require(lines.firstIndex(of: "torch.manual_seed(3)"))
        #expect(Array(lines[(seed + 1)...].prefix(expected.count)) == expected)
        #expect(lines.contains("import math") == expected[0].contains("math."))
    }

    @Test("What torch.nn.Linear draws by itself is asked of it")
    func defaults() throws {
        let whole = try lines(#"{"layer_sizes": [4, 3], "weight_init": "torch_default", "bias_init": "torch_default"}"#)
        #expect(whole.contains("net[0].reset_parameters()"))
        let bias = try lines(#"{"layer_sizes": [4, 3], "bias_init": "torch_default"}"#)
        #expect(bias.contains("bound = 1 / math.sqrt(4)"))
        #expect(bias.contains("nn.init.uniform_(net[0].bias, -bound, bound)"))
    }

    @Test("Orthogonal weights are compared by value, within their gain, and put in place for the outputs")
    func orthogonal() throws {
        let network = #"{"layer_sizes": [3, 2], "bias": false, "weight_init": {"scheme": "orthogonal", "gain": 2}}"#
        let lines = try lines(network, #", "inputs": [1, 2, 3]"#)
        #expect(!lines.contains("sha256 = {"))
        #expect(lines.contains { $0.hasPrefix("    \"0.weight\": (2e-05, floats(\"") })
        #expect(lines.contains { $0.contains("parameter.data.copy_(values") })
    }

    @Test("Many values are given as base64")
    func encoded() throws {
        let row = "[" + Array(repeating: "1", count: 65).joined(separator: ",") + "]"
        let lines = try lines(#"{"layer_sizes": [65, 1], "weight_init": {"scheme": "values", "values": [\#(row)]}}"#)
        #expect(lines.contains("net[0].weight.data.copy_(floats(\"\"\""))
        #expect(lines.contains("import base64"))
        #expect(lines.allSatisfy { $0.utf8.count <= 120 })
    }

    @Test("rrelu samples where the request is in training mode")
    func training() throws {
        let network = #"{"layer_sizes": [1, 2], "activations": ["rrelu"]}"#
        #expect(try lines(network, #", "training": true"#).contains("net.train()"))
        #expect(try lines(network).contains("net.eval()"))
    }

    @Test(
        "Without rows only the parameters are compared, whatever is to be included",
        arguments: ["", ", \"inputs\": []"]
    )
    func noRows(_ rest: String) throws {
        let lines = try lines(#"{"layer_sizes": [1, 2]}"#, rest + #", "include": []"#)
        #expect(lines.last == #"print("All 2 parameter tensors agree.")"#)
        #expect(!lines.contains { $0.contains("assert_close") })
    }

    @Test("A row that rounding decides is left out, and the script says so")
    func undecided() throws {
        let network = #"{"layer_sizes": [3, 1], "bias": false, "weight_init": "ones", "activations": ["step"]}"#
        let lines = try lines(network, #", "inputs": [[1, 2, -3], [0.1, 0.2, -0.3]]"#)
        #expect(lines.contains("tolerances = {1: None}"))
        #expect(lines.last == #"print("The parameter tensor agrees, and the outputs of 1 of 2 rows.")"#)
    }

    @Test("Outputs that are not finite are expected as they are")
    func nonFinite() throws {
        let network = #"{"layer_sizes": [1, 1], "bias": false, "weight_init": {"scheme": "constant", "val": 3e38}}"#
        let lines = try lines(network, #", "inputs": [[2], [-2]]"#)
        #expect(lines.contains("from math import inf"))
        #expect(lines.contains("    [-inf],"))
    }

    @Test(
        "What PyTorch refuses is named where it stands",
        arguments: [
            (
                #"{"layer_sizes": [1, 1, 1], "activations": ["relu", {"type": "celu", "alpha": 1e-39}]}"#,
                ["#/network/activations/1/alpha"]
            ),
            (
                #"{"layer_sizes": [1, 1, 1], "activations": {"type": "elu", "alpha": 3.40282355e38}}"#,
                ["#/network/activations/alpha"]
            ),
            (
                #"{"input_size": 1, "layers": [{"units": 1, "bias_init": {"scheme": "constant", "val": -3.40282355e38}}]}"#,
                ["#/network/layers/0/bias_init/val"]
            ),
            (
                #"{"layer_sizes": [1, 1, 1], "weight_init": {"scheme": "uniform", "a": 0, "b": 3.40282355e38}}"#,
                ["#/network/weight_init"]
            ),
            (
                #"{"layer_sizes": [1, 1], "weight_init": {"scheme": "trunc_normal", "mean": 9, "std": 1e-160}}"#,
                ["#/network/weight_init"]
            ),
            (
                #"{"layer_sizes": [1, 1], "activations": [{"type": "rrelu", "lower": 3.40282355e38, "upper": 3.40282355e38}]}"#,
                ["#/network/activations/0"]
            ),
        ]
    )
    func refusals(_ network: String, _ pointers: [String]) throws {
        let body = Array("{\"network\": \(network)}".utf8)
        let result = OneShot.evaluate(body, limits: EvaluationLimits(), format: .python)
        guard case .failure(let problem) = result else {
            Issue.record("a script was made")
            return
        }
        #expect(problem.kind == .noPyTorchEquivalent)
        #expect(problem.status == 422)
        #expect(problem.errors.map(\.pointer.description) == pointers)
        #expect(problem.errors.allSatisfy { $0.detail.contains("torch.") })
        _ = try OneShot.evaluate(body, limits: EvaluationLimits(), format: .json).get()
    }

    @Test("Numbers read back as the same float32 where Python reads float64")
    func numbers() {
        // The shortest decimal of this float32 is nearer to its neighbour once it is rounded to float64.
        let awkward = Float(bitPattern: 0x15AE_43FD)
        #expect("\(awkward)" == "7.038531e-26")
        var random = SeededRandom(seed: 1)
        let values: [Float] = [0.1, -0.0, .leastNonzeroMagnitude, 3.4028235e38, awkward]
        for value in values + (0..<1000).map({ _ in Float(bitPattern: .random(in: 0..<0x7F80_0000, using: &random)) }) {
            #expect(Double(PythonText.number(value)).map { Float($0) } == value)
        }
        #expect([Float.nan, .infinity, -.infinity].map { PythonText.number($0) } == ["nan", "inf", "-inf"])
    }

    @Test(
        "Base64 is that of RFC 4648 section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func base64(_ plain: String, _ encoded: String) {
        #expect(text(Base64.text(of: Array(plain.utf8))) == encoded)
    }
}
