import ModelFormats
import NeuralNetwork
import StrictJSON
import Testing

@Suite("Parameters as JSON")
struct ParametersJSONTests {
    static let weight = #"{"name": "layers.0.weight", "shape": [2, 3], "values": [[1, 2, 3], [4, 5, -0.0]]}"#
    static let bias = #"{"name": "layers.0.bias", "shape": [2], "values": [0.1, 3.4028235e38]}"#

    private func plan() throws -> NetworkPlan { try readPlan(#"{"layer_sizes": [3, 2]}"#) }

    private func read(_ json: String) throws -> [String: [UInt32]] {
        bits(try ParametersJSON.read(Array(json.utf8).span, for: try plan()))
    }

    @Test("Values nested like the shape are read, in any order of tensors, and flat ones in row-major order")
    func reading() throws {
        let expected = [
            "layers.0.weight": ([1, 2, 3, 4, 5, -0.0] as [Float]).map(\.bitPattern),
            "layers.0.bias": ([0.1, .greatestFiniteMagnitude] as [Float]).map(\.bitPattern),
        ]
        let flat = #"{"values": [1, 2, 3, 4, 5, -0.0], "name": "layers.0.weight", "shape": [2, 3]}"#
        #expect(try read(#"{"parameters": [\#(Self.weight), \#(Self.bias)]}"#) == expected)
        #expect(try read(#"{"parameters": [\#(Self.bias), \#(flat)]}"#) == expected)
    }

    @Test("What is written of a network is read back, bit for bit")
    func roundTrip() throws {
        let plan = try readPlan(#"{"layer_sizes": [5, 7, 2], "activations": "prelu", "bias_init": "normal"}"#)
        let parameters = Network(plan).parameters
        var writer = JSONWriter()
        ParametersJSON.write(parameters, to: &writer)
        #expect(bits(try ParametersJSON.read(writer.bytes.span, for: plan)) == bits(parameters))
    }

    /// The list of tensors, and what is said of it.
    static let mistakes: [(json: String, problems: [String])] = [
        ("null", ["#/parameters expected an array of tensors, found null"]),
        (
            "[]",
            [
                ##"#/parameters missing tensor "layers.0.weight" of shape [2, 3]"##,
                ##"#/parameters missing tensor "layers.0.bias" of shape [2]"##,
            ]
        ),
        (
            "[\(weight), \(bias), \(bias)]",
            [##"#/parameters/2/name "layers.0.bias" stands twice; each tensor must be given once"##]
        ),
        (
            #"[\#(weight), {"name": "layer.0.bias", "shape": [2], "values": [1, 2]}]"#,
            [##"#/parameters/1/name unknown tensor "layer.0.bias"; did you mean "layers.0.bias"?"##]
        ),
        (
            #"[\#(weight), {"name": "layers.0.bias", "value": [1, 2]}]"#,
            [
                ##"#/parameters/1/value unknown member "value"; did you mean "values"?"##,
                ##"#/parameters/1 missing member "shape""##,
            ]
        ),
        (
            #"[{"name": "layers.0.weight", "shape": [3, 2], "values": [[1, 2], [3, 4], [5, 6]]}, \#(bias)]"#,
            [
                ##"#/parameters/0/shape "layers.0.weight" has the shape [2, 3], found [3, 2]; "##
                    + "transpose it, units are rows"
            ]
        ),
        (
            #"[{"name": "layers.0.weight", "shape": [2, 3], "values": [[1, 2], [3, 4], [5, 6]]}, \#(bias)]"#,
            [
                ##"#/parameters/0/values "layers.0.weight" takes 2 arrays of 3 numbers, found 3 arrays of 2"##
            ]
        ),
        (
            #"[{"name": "layers.0.weight", "shape": [2, 3], "values": [[1, 2, 3], [4, 5]]}, \#(bias)]"#,
            ["#/parameters/0/values/1 expected 3 numbers as in the first row, found 2"]
        ),
        (
            #"[{"name": "layers.0.weight", "shape": [2, 3], "values": [[1, 2, 3], [4, 1e39, null]]}, \#(bias)]"#,
            [
                "#/parameters/0/values/1/1 this number is beyond float32, whose largest number is 3.4028235e38",
                "#/parameters/0/values/1/2 expected a number, found null",
            ]
        ),
        (
            #"[\#(weight), {"name": "layers.0.bias", "shape": [2], "values": [[1, 2]]}]"#,
            [
                ##"#/parameters/1/values "layers.0.bias" takes a flat array of 2 numbers, found 1 arrays of 2"##
            ]
        ),
        (
            #"[\#(weight), {"name": "layers.0.bias", "shape": [2], "values": []}]"#,
            [
                ##"#/parameters/1/values "layers.0.bias" takes a flat array of 2 numbers, found 0 in a flat array"##
            ]
        ),
        (
            #"[\#(weight), {"name": "layers.0.bias", "shape": [2], "values": [1, -1e40]}]"#,
            ["#/parameters/1/values/1 this number is beyond float32, whose largest number is 3.4028235e38"]
        ),
        (
            #"[\#(weight), {"name": 1, "shape": "2", "values": []}]"#,
            [
                "#/parameters/1/name expected a string, found a number",
                "#/parameters/1/shape expected an array of whole numbers, found a string",
                ##"#/parameters missing tensor "layers.0.bias" of shape [2]"##,
            ]
        ),
    ]

    @Test("A mistake is named at its place", arguments: mistakes)
    func problem(json: String, expected: [String]) throws {
        #expect(problems(Array(#"{"parameters": \#(json)}"#.utf8), .json, for: try plan()) == expected)
    }

    @Test("Broken syntax is told from wrong content")
    func syntax() throws {
        #expect(
            problems(Array(#"{"parameters": [}"#.utf8), .json, for: try plan()) == ["syntax unexpectedByte(125) at 16"]
        )
        #expect(problems(Array("7".utf8), .json, for: try plan()) == ["# expected an object, found a number"])
    }
}
