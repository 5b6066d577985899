import ModelFormats
import NeuralNetwork
import Testing

@Suite("What is wrong with a safetensors file")
struct SafetensorsProblemTests {
    /// A file and what is said of it.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: [UInt8]
        let problems: [String]

        init(_ name: String, file: [UInt8], _ problems: String...) {
            testDescription = name
            self.file = file
            self.problems = problems
        }

        /// A header before 24 bytes of data.
        init(_ header: String, dataCount: Int = 24, _ problems: String...) {
            testDescription = header
            file = safetensors(header, data: Array(repeating: 0, count: dataCount))
            self.problems = problems
        }
    }

    static let weight = #""layers.0.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}"#
    static let bias = #""layers.0.bias":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}"#

    static let files: [Mistake] = [
        Mistake(
            "nothing",
            file: [],
            "# a safetensors file begins with the 8 bytes of a length, found 0 bytes"
        ),
        Mistake(
            "a length alone",
            file: [5, 0, 0, 0, 0, 0, 0, 0],
            "# the header should have 5 bytes, but only 0 follow its length"
        ),
        Mistake(
            "the largest length",
            file: Array(repeating: 0xFF, count: 24),
            "# a header of 18446744073709551615 bytes is over the limit of 1050624 for this network"
        ),
        Mistake(
            "a length beyond the limit",
            file: [0, 0xE1, 0xF5, 0x05, 0, 0, 0, 0],
            "# a header of 100000000 bytes is over the limit of 1050624 for this network"
        ),
        Mistake("no header", file: Array(repeating: 0, count: 8), "# the header must begin with {"),
        Mistake("white space first", file: safetensors(" {}"), "# the header must begin with {"),
        Mistake("an array", file: safetensors("[]"), "# the header must begin with {"),
        Mistake(
            "an empty header",
            file: safetensors("{}"),
            ##"# missing tensor "layers.0.weight" of shape [2, 2]"##,
            ##"# missing tensor "layers.0.bias" of shape [2]"##
        ),
        Mistake("a cut header", file: safetensors("{"), "syntax unexpectedEnd at 9"),
        Mistake("bytes after the header", file: safetensors("{} x"), "syntax trailingBytes at 11"),
        Mistake("a zero byte after the header", file: safetensors("{}\0"), "syntax trailingBytes at 10"),
        Mistake("a key twice", file: safetensors(#"{"a":0,"a":0}"#), #"syntax duplicateKey("a") at 15"#),
    ]

    static let headers: [Mistake] = [
        Mistake("{\(weight),\(bias)}"),
        Mistake("{\(bias),\(weight)}    "),
        Mistake(#"{"__metadata__":{"a":"b"},\#(weight),\#(bias)}"#),
        Mistake(
            #"{"__metadata__":{"a":1},\#(weight),\#(bias)}"#,
            "#/__metadata__/a expected a string, found a number"
        ),
        Mistake(
            #"{"__metadata__":"pt",\#(weight),\#(bias)}"#,
            "#/__metadata__ expected an object of strings, found a string"
        ),
        Mistake(
            #"{"layers.0.weight":[],\#(bias)}"#,
            "#/layers.0.weight expected an object, found an array"
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"F32","shape":[2,2],"offsets":[0,16]},\#(bias)}"#,
            ##"#/layers.0.weight/offsets unknown member "offsets"; expected dtype, shape or data_offsets"##,
            ##"#/layers.0.weight missing member "data_offsets""##
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]},\#(bias)}"#,
            "#/layers.0.weight/dtype parameters are F32, F64, F16 or BF16, found I32; convert them"
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"f32","shape":[2,2],"data_offsets":[0,16]},\#(bias)}"#,
            ##"#/layers.0.weight/dtype unknown dtype "f32"; expected F32, F64, F16 or BF16"##
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"F32","shape":[2,-2],"data_offsets":[0,16.5]},\#(bias)}"#,
            "#/layers.0.weight/shape/1 expected a whole number from 0 to 9223372036854775807, found -2",
            "#/layers.0.weight/data_offsets/1 expected a whole number from 0 to 9223372036854775807, found 16.5"
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"F32","shape":{},"data_offsets":[0,16,16]},\#(bias)}"#,
            "#/layers.0.weight/shape expected an array of whole numbers, found an object",
            "#/layers.0.weight/data_offsets expected two offsets, begin and end, found 3 numbers"
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[16,0]},\#(bias)}"#,
            "#/layers.0.weight/data_offsets the end 0 lies before the begin 16"
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,9223372036854775807]},\#(bias)}"#,
            "#/layers.0.weight/data_offsets the end 9223372036854775807 lies beyond the 24 bytes of data"
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"F64","shape":[2,2],"data_offsets":[0,16]},\#(bias)}"#,
            "#/layers.0.weight/data_offsets F64 of shape [2, 2] takes 32 bytes, found 16"
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,16]},\#(bias)}"#,
            ##"#/layers.0.weight/shape "layers.0.weight" has the shape [2, 2], found [4611686018427387904, 2]"##,
            "#/layers.0.weight/data_offsets F32 of shape [4611686018427387904, 2] takes more than "
                + "9223372036854775807 bytes, found 16"
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"F32","shape":[0,9223372036854775807,4],"data_offsets":[0,0]},\#(bias)}"#,
            ##"#/layers.0.weight/shape "layers.0.weight" has the shape [2, 2], found [0, 9223372036854775807, 4]"##,
            "#/layers.0.bias/data_offsets bytes 0 to 16 before this tensor belong to none"
        ),
        Mistake(
            #"{"layers.0.weight":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},\#(bias)}"#,
            ##"#/layers.0.weight/shape "layers.0.weight" has the shape [2, 2], found [4]"##
        ),
        Mistake(
            #"{\#(weight),"layers.0.bias":{"dtype":"F32","shape":[2],"data_offsets":[12,20]}}"#,
            "#/layers.0.bias/data_offsets bytes 12 to 16 belong to another tensor as well",
            "# the tensors end at byte 20 of the data, and 4 bytes follow"
        ),
        Mistake(
            #"{\#(weight),"layers.0.bias":{"dtype":"F32","shape":[2],"data_offsets":[20,28]}}"#,
            dataCount: 28,
            "#/layers.0.bias/data_offsets bytes 16 to 20 before this tensor belong to none"
        ),
        Mistake(
            "{\(weight),\(bias)}",
            dataCount: 25,
            "# the tensors end at byte 24 of the data, and 1 bytes follow"
        ),
        Mistake(
            "{\(weight),\(bias)}",
            dataCount: 23,
            "#/layers.0.bias/data_offsets the end 24 lies beyond the 23 bytes of data",
        ),
    ]

    static let names: [Mistake] = [
        Mistake(
            #"{"layers.0.weights":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},\#(bias)}"#,
            ##"#/layers.0.weights unknown tensor "layers.0.weights"; did you mean "layers.0.weight"?"##
        ),
        Mistake(
            #"{"0.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"0.bias":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}}"#,
            ##"#/0.weight unknown tensor "0.weight"; did you mean "layers.0.weight"?"##,
            ##"#/0.bias unknown tensor "0.bias"; did you mean "layers.0.bias"?"##
        ),
        Mistake(
            #"{\#(weight),\#(bias),"layers.1.bias":{"dtype":"F32","shape":[1],"data_offsets":[24,28]}}"#,
            dataCount: 28,
            ##"#/layers.1.bias unknown tensor "layers.1.bias"; no more tensors are expected"##
        ),
        Mistake(
            #"{\#(weight),"momentum":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}}"#,
            ##"#/momentum unknown tensor "momentum"; names are layers.0.bias"##,
            ##"# missing tensor "layers.0.bias" of shape [2]"##
        ),
    ]

    @Test("A mistake is named at its place, and only once", arguments: files + headers + names)
    func mistakes(mistake: Mistake) throws {
        let plan = try readPlan(#"{"layer_sizes": [2, 2]}"#)
        #expect(problems(mistake.file, .safetensors, for: plan) == mistake.problems)
    }

    @Test("A transposed weight is said to be one")
    func transposed() throws {
        let plan = try readPlan(#"{"input_size": 3, "layers": [{"units": 2, "bias": false}]}"#)
        let file = safetensors(
            #"{"layers.0.weight":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]}}"#,
            data: Array(repeating: 0, count: 24)
        )
        #expect(
            problems(file, .safetensors, for: plan) == [
                ##"#/layers.0.weight/shape "layers.0.weight" has the shape [2, 3], found [3, 2]"##
                    + "; transpose it, units are rows"
            ]
        )
    }

    @Test("A thousand layers of wrong names are refused by a hundred problems")
    func many() throws {
        let layers = Array(repeating: #"{"units": 1, "bias": false}"#, count: 1000).joined(separator: ",")
        let plan = try readPlan(#"{"input_size": 1, "layers": [\#(layers)]}"#)
        let members = (0..<1000).map {
            #""net\#($0)":{"dtype":"F32","shape":[1,1],"data_offsets":[\#(4 * $0),\#(4 * $0 + 4)]}"#
        }
        let file = safetensors("{\(members.joined(separator: ","))}", data: Array(repeating: 0, count: 4000))
        let found = problems(file, .safetensors, for: plan)
        #expect(found.count == InputProblems.listingLimit + 1)
        #expect(
            found.first
                == ##"#/net0 unknown tensor "net0"; names are layers.0.weight, layers.1.weight, layers.2.weight, "##
                + "layers.3.weight or one of 996 more"
        )
    }
}
