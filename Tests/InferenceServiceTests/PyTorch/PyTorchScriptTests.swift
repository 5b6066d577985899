import Testing

@testable import InferenceService

/// The PyTorch script that an evaluation can be answered with.
///
/// That PyTorch agrees is what `make pytorch` shows.
struct PyTorchScriptTests {
    @Test("A small network is a script that a reader takes in at a glance")
    func whole() throws {
        let script = try PyTorchText.script(
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
        let direct = try PyTorchText.lines(#"{"layer_sizes": [2, 1], "seed": 7}"#)
        let seed = try #require(direct.firstIndex(of: "torch.manual_seed(7)"))
        #expect(try #require(direct.firstIndex(of: "net = nn.Sequential(")) < seed)
        #expect(direct.contains("nn.init.xavier_uniform_(net[0].weight)"))
        let module = try PyTorchText.lines(
            #"{"layer_sizes": [2, 1], "seed": 7, "init_order": "module_then_init", "weight_init": "torch_default"}"#
        )
        let first = try #require(module.firstIndex(of: "torch.manual_seed(7)"))
        #expect(module[first + 1] == "net = nn.Sequential(")
        #expect(module.filter { $0.hasPrefix("nn.init") } == ["nn.init.zeros_(net[0].bias)"])
    }

    @Test("Orthogonal weights are compared by value, within their gain, and put in place for the outputs")
    func orthogonal() throws {
        let network = #"{"layer_sizes": [3, 2], "bias": false, "weight_init": {"scheme": "orthogonal", "gain": 2}}"#
        let lines = try PyTorchText.lines(network, #", "inputs": [1, 2, 3]"#)
        #expect(!lines.contains("sha256 = {"))
        #expect(lines.contains { $0.hasPrefix("    \"0.weight\": (2e-05, floats(\"") })
        #expect(lines.contains { $0.contains("parameter.data.copy_(values") })
    }

    @Test("Many values are given as base64")
    func encoded() throws {
        let row = "[" + Array(repeating: "1", count: 65).joined(separator: ",") + "]"
        let lines = try PyTorchText.lines(
            #"{"layer_sizes": [65, 1], "weight_init": {"scheme": "values", "values": [\#(row)]}}"#
        )
        #expect(lines.contains("net[0].weight.data.copy_(floats(\"\"\""))
        #expect(lines.contains("import base64"))
        #expect(lines.allSatisfy { $0.utf8.count <= 120 })
    }

    @Test("rrelu samples where the request is in training mode")
    func training() throws {
        let network = #"{"layer_sizes": [1, 2], "activations": ["rrelu"]}"#
        #expect(try PyTorchText.lines(network, #", "training": true"#).contains("net.train()"))
        #expect(try PyTorchText.lines(network).contains("net.eval()"))
    }

    @Test(
        "Without rows only the parameters are compared, whatever is to be included",
        arguments: ["", ", \"inputs\": []"]
    )
    func noRows(_ rest: String) throws {
        let lines = try PyTorchText.lines(#"{"layer_sizes": [1, 2]}"#, rest + #", "include": []"#)
        #expect(lines.last == #"print("All 2 parameter tensors agree.")"#)
        #expect(!lines.contains { $0.contains("assert_close") })
    }

    @Test("A row that rounding decides is left out, and the script says so")
    func undecided() throws {
        let network = #"{"layer_sizes": [3, 1], "bias": false, "weight_init": "ones", "activations": ["step"]}"#
        let lines = try PyTorchText.lines(network, #", "inputs": [[1, 2, -3], [0.1, 0.2, -0.3]]"#)
        #expect(lines.contains("tolerances = {1: None}"))
        #expect(lines.last == #"print("The parameter tensor agrees, and the outputs of 1 of 2 rows.")"#)
    }

    @Test("Outputs that are not finite are expected as they are")
    func nonFinite() throws {
        let network = #"{"layer_sizes": [1, 1], "bias": false, "weight_init": {"scheme": "constant", "val": 3e38}}"#
        let lines = try PyTorchText.lines(network, #", "inputs": [[2], [-2]]"#)
        #expect(lines.contains("from math import inf"))
        #expect(lines.contains("    [-inf],"))
    }
}
