import ModelServing
import NeuralNetwork
import StrictJSON
import Testing

@testable import InferenceService

/// The answer of an evaluation, whole, for networks that a hand can compute.
struct EvaluateAnswerTests {
    private func evaluate(_ body: String, _ format: OneShot.Format = .json) throws -> String {
        text(try OneShot.evaluate(Array(body.utf8), limits: EvaluationLimits(), format: format).get())
    }

    /// One unit, 2 x - 1, then a step.
    private static let network = """
        "network": {"input_size": 1, "seed": "18446744073709551615", "labels": ["fires"], "layers": [{"units": 1,
         "activation": "step", "weight_init": {"scheme": "values", "values": [[2]]},
         "bias_init": {"scheme": "constant", "val": -1}}]}
        """

    private static let block =
        #"{"network":{"fingerprint":"sha256:X","seed":"18446744073709551615","effective_seed":4294967295,"#
        + #""input_size":1,"output_size":1,"parameter_count":2,"parameter_bytes":8,"multiply_adds":1,"layers":["#
        + #"{"name":"layers.0","inputs":1,"units":1,"outputs":1,"activation":"step","parameter_count":2,"#
        + #""multiply_adds":1}]}"#

    private func masked(_ answer: String) -> String {
        answer.replacing(/sha256:[0-9a-f]{64}/, with: "sha256:X")
    }

    @Test("An answer is JSON without a member that stands twice", arguments: Initializer.Scheme.allCases)
    func strictJSON(scheme: Initializer.Scheme) throws {
        guard let initializer = Initializer(scheme) else { return }
        let answer = try evaluate(
            #"{"network": {"layer_sizes": [3, 2], "weight_init": "\#(initializer.scheme.rawValue)"}}"#
        )
        _ = try JSONDocument(Array(answer.utf8).span)
    }

    @Test("Nothing asked for is answered by the network block alone")
    func nothing() throws {
        #expect(masked(try evaluate("{\(Self.network), \"include\": []}")) == Self.block + "}")
    }

    @Test("Every part stands where the contract has it, member by member")
    func everything() throws {
        let answer = try evaluate(
            """
            {\(Self.network), "inputs": [[0.5], [3]], "statistics": {"bins": 2, "range": [0, 4], "quantiles": [0.50]},
             "include": ["values", "digests", "layer_outputs", "activations", "parameters", "outputs"]}
            """
        )
        let weight =
            #"{"name":"layers.0.weight","shape":[1,1],"count":1,"fan_in":1,"fan_out":1,"init":{"scheme":"values","#
            + #""expected":{"mean":null,"std":null,"min":null,"max":null}},"mean":2,"std":0,"unbiased_std":null,"#
            + #""rms":2,"min":2,"max":2,"l1_norm":2,"l2_norm":2,"zero_fraction":0,"non_finite":0,"symmetric":false,"#
            + #""quantiles":{"0.5":2},"histogram":{"edges":[0,2,4],"counts":[0,1],"below":0,"above":0},"#
            + #""values":[[2]],"sha256":"W"}"#
        let bias =
            #"{"name":"layers.0.bias","shape":[1],"count":1,"fan_in":1,"fan_out":1,"init":{"scheme":"constant","#
            + #""val":-1,"expected":{"mean":-1,"std":0,"min":-1,"max":-1}},"mean":-1,"std":0,"unbiased_std":null,"#
            + #""rms":1,"min":-1,"max":-1,"l1_norm":1,"l2_norm":1,"zero_fraction":0,"non_finite":0,"#
            + #""symmetric":false,"quantiles":{"0.5":-1},"histogram":{"edges":[0,2,4],"counts":[0,0],"below":1,"#
            + #""above":0},"values":[-1],"sha256":"B"}"#
        let activations =
            #"[{"layer":"layers.0","activation":"step","#
            + #""preactivation":{"mean":2.5,"std":2.5,"rms":3.5355339059327378,"min":0,"max":5},"#
            + #""output":{"mean":0.5,"std":0.5,"rms":0.7071067811865476,"min":0,"max":1},"#
            + #""zero_fraction":0.5,"saturated_fraction":null,"dead_units":0}]"#
        let layers = #"[{"layer":"layers.0","preactivations":[[0],[5]],"outputs":[[0],[1]]}]"#
        let expected =
            Self.block + #","outputs":[[0],[1]],"parameters":[\#(weight),\#(bias)],"activations":\#(activations),"#
            + #""layer_outputs":\#(layers)}"#
        let digests = masked(answer)
            .replacing(
                // hashlib.sha256(struct.pack("<f", 2)).hexdigest()
                "d88c86f15bbea365d658ad95a81d45367c465f7af6f7264fb077f01747ddc77d",
                with: "W"
            )
            .replacing("c68830a25204a09f8e77aada6bc5807f607cccaaa0ebb2a7122d317584478a8b", with: "B")
        #expect(digests == expected)
    }

    @Test("Values and digests without statistics stand beside name and shape")
    func valuesAlone() throws {
        let answer = try evaluate("{\(Self.network), \"include\": [\"values\"]}")
        #expect(
            answer.contains(
                #""parameters":[{"name":"layers.0.weight","shape":[1,1],"values":[[2]]},"#
                    + #"{"name":"layers.0.bias","shape":[1],"values":[-1]}]"#
            )
        )
    }

    @Test("Zero rows are answered by no outputs and layers that saw nothing")
    func zeroRows() throws {
        let answer = try evaluate("{\(Self.network), \"inputs\": [], \"include\": [\"outputs\", \"activations\"]}")
        #expect(answer.contains(#""outputs":[],"activations":[{"layer":"layers.0""#))
        #expect(answer.contains(#""zero_fraction":null,"saturated_fraction":null,"dead_units":null}]"#))
    }

    @Test("Outputs that are not finite are null and are counted")
    func nonFinite() throws {
        let answer = try evaluate(
            """
            {"network": {"input_size": 1, "layers": [{"units": 2, "bias": false,
             "weight_init": {"scheme": "values", "values": [[3e38], [1]]}}]}, "inputs": [[2], [-0.0], [-2]],
             "include": ["outputs"]}
            """
        )
        #expect(answer.hasSuffix(#""outputs":[[null,2],[0,0],[null,-2]],"non_finite":2}"#))
    }

    @Test("As text there is a table for each part")
    func tables() throws {
        let answer = try evaluate(
            """
            {"network": {"input_size": 2, "labels": ["no", "yes"], "layers": [{"units": 2, "bias": false,
             "weight_init": {"scheme": "values", "values": [[1, 0], [0, 2]]}}]}, "inputs": [[1, 2], [3, 0.25]],
             "include": ["outputs", "parameters", "activations", "layer_outputs", "values"]}
            """,
            .text
        )
        #expect(masked(answer) == Self.report)
    }

    private static let report = """
        network sha256:X
        seed 0, 2 inputs, 2 outputs, 4 parameters (16 bytes), 4 multiply-adds a row

        layer     inputs  units  outputs  activation  weights  bias  parameters  multiply-adds
        layers.0       2      2        2  identity    values   -              4              4

        outputs
        row  no  yes  largest
          0   1    4  yes
          1   3  0.5  no

        parameters
        tensor           shape  init    mean       std  expected std      rms  min  max  l2 norm  zeros  non-finite  symmetric
        layers.0.weight  2x2    values  0.75  0.829156             -  1.11803    0    2  2.23607   50 %           0  no

        tensor           q0.05  q0.25  q0.5  q0.75  q0.95  first edge  histogram             last edge
        layers.0.weight      0      0   0.5   1.25   1.85           0  █         ▅        ▅  2

        layers.0.weight
        row  [0]  [1]
          0    1    0
          1    0    2

        activations
        layer     activation           mean      std      rms  min  max  zeros  saturated  dead units
        layers.0  identity    before  2.125  1.43069  2.56174  0.5    4                 -
                              after   2.125  1.43069  2.56174  0.5    4    0 %                      0

        layers.0 pre-activations
        row  [0]  [1]
          0    1    4
          1    3  0.5

        layers.0 outputs
        row  [0]  [1]
          0    1    4
          1    3  0.5

        """

    @Test("A wide matrix is cut where nobody reads on, and says so")
    func cutTable() throws {
        let answer = try evaluate(
            #"{"network": {"layer_sizes": [1, 40]}, "inputs": ["#
                + Array(repeating: "[1]", count: 300).joined(separator: ",") + #"], "include": ["outputs"]}"#,
            .text
        )
        #expect(answer.contains("(and 100 more rows, 8 more columns; JSON has them all)"))
        #expect(answer.split(separator: "\n").filter { $0.hasPrefix("199  ") }.count == 1)
        #expect(!answer.contains("\n200  "))
    }

    @Test("A label cannot move the cursor of a terminal")
    func controlCharacters() throws {
        let answer = try evaluate(
            #"{"network": {"layer_sizes": [1, 1], "labels": ["\u001b[31mred\u0007"]}, "inputs": [1], "include": ["outputs"]}"#,
            .text
        )
        #expect(!answer.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
        #expect(answer.contains("\u{FFFD}[31mred\u{FFFD}"))
    }

    @Test("Validation answers the canonical form and the price")
    func validation() throws {
        let body = Array(#"{"layer_sizes": [4, 16, 3]}"#.utf8)
        let answer = text(try OneShot.validate(body, limits: EvaluationLimits(), format: .json).get())
        #expect(answer.hasPrefix(#"{"definition":{"seed":0,"init_order":"direct","input_size":4,"#))
        #expect(answer.contains(#""parameter_count":131"#))
        let table = text(try OneShot.validate(body, limits: EvaluationLimits(), format: .text).get())
        #expect(table.contains("layers.1      16      3        3  identity    xavier_uniform  zeros"))
    }
}
