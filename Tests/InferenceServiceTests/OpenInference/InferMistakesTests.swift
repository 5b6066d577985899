import HTTPServer
import HTTPWire
import ModelServing
import Testing

@testable import InferenceService

@Suite("Inference requests with mistakes")
struct InferMistakesTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        let body: String
        /// What the message has to say.
        let words: String
        var status = 400
        var testDescription: String { body.isEmpty ? "nothing" : body }
    }

    private static func input(_ members: String) -> String { #"{"inputs":[{\#(members)}]}"# }
    private static func row(_ rest: String) -> String {
        #"{"inputs":[{"name":"input","shape":[1,2],"datatype":"FP32","data":[1,2]}]\#(rest)}"#
    }
    private static func shape(_ shape: String) -> Mistake {
        Mistake(
            body: input(#""name":"input","datatype":"FP32","data":[1,2],"shape":\#(shape)"#),
            words: "#/inputs/0/shape"
        )
    }
    private static func data(_ data: String, _ words: String) -> Mistake {
        Mistake(body: input(#""name":"input","datatype":"FP32","shape":[1,2],"data":\#(data)"#), words: words)
    }

    static let mistakes: [Mistake] = [
        Mistake(body: "", words: "empty"),
        Mistake(body: "{", words: "ends in the middle"),
        Mistake(body: "[]", words: "expected an object"),
        Mistake(body: "{}", words: "missing member \"inputs\""),
        Mistake(body: #"{"inputs":null}"#, words: "expected an array"),
        Mistake(body: #"{"inputs":[]}"#, words: "expected 1 inputs but got 0 inputs for model \"m\""),
        Mistake(body: #"{"inputs":[1]}"#, words: "#/inputs/0"),
        Mistake(body: input(#""shape":[1,2],"datatype":"FP32","data":[1,2]"#), words: "missing member \"name\""),
        Mistake(body: input(#""name":7,"shape":[1,2],"datatype":"FP32","data":[1,2]"#), words: "expected a string"),
        Mistake(body: input(#""name":"input","shape":[1,2],"data":[1,2]"#), words: "missing member \"datatype\""),
        Mistake(body: input(#""name":"input","datatype":"FP32","data":[1,2]"#), words: "missing member \"shape\""),
        Mistake(body: input(#""name":"input","datatype":"FP32","shape":[1,2]"#), words: "missing \"data\""),
        Mistake(
            body: input(#""name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]"#),
            words: "unexpected inference input \"x\""
        ),
        Mistake(body: input(#""name":"input","shape":[1,2],"datatype":"INT64","data":[1,2]"#), words: "\"INT64\""),
        Mistake(body: input(#""name":"input","shape":[1,2],"datatype":"fp32","data":[1,2]"#), words: "FP32"),
        Mistake(
            body:
                #"{"inputs":[{"name":"input","shape":[1,2],"datatype":"FP32","data":[1,2]},{"name":"input","shape":[1,2],"datatype":"FP32","data":[1,2]}]}"#,
            words: "twice"
        ),
        shape("[2]"), shape("[1,1,2]"), shape("[1,3]"), shape("[-1,2]"), shape("[1.5,2]"), shape("[\"1\",2]"),
        shape("2"),
        shape("[]"), shape("null"), shape("[8589934592,8589934592]"), shape("[1e30,2]"),
        shape("[9223372036854775807,2]"),
        shape("[1,1,1,1,1,1,1,1,1,1,1]"),
        data("[1]", "found 1"), data("[1,2,3]", "found 3"), data("[]", "found 0"), data("7", "expected an array"),
        data("null", "expected an array"), data("[1,\"2\"]", "element 1, found a string"),
        data("[1,null]", "element 1, found null"), data("[true,2]", "element 0, found a boolean"),
        data("[1,{}]", "element 1, found an object"), data("[1e39,2]", "beyond the range of float32"),
        data("[NaN,1]", "no NaN"), data("[1,-Infinity]", "no NaN"),
        data(String(repeating: "[", count: 70) + String(repeating: "]", count: 70), "deeper"),
        Mistake(
            body: input(
                #""name":"input","shape":[1,2],"datatype":"FP32","data":[1,2],"parameters":{"binary_data_size":8}"#
            ),
            words: "both"
        ),
        Mistake(
            body: input(#""name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}"#),
            words: "expecting 8 additional bytes"
        ),
        Mistake(
            body: input(#""name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":7}"#),
            words: "expected 8 bytes"
        ),
        Mistake(
            body: input(
                #""name":"input","shape":[4611686018427387904,2],"datatype":"FP32","parameters":{"binary_data_size":0}"#
            ),
            words: "2^63"
        ),
        Mistake(
            body: input(
                #""name":"input","shape":[1152921504606846975,2],"datatype":"FP32","parameters":{"binary_data_size":8}"#
            ),
            words: "limit"
        ),
        Mistake(
            body: input(#""name":"input","shape":[1,2],"datatype":"FP32","parameters":{"shared_memory_region":"a"}"#),
            words: "shared memory"
        ),
        Mistake(body: row(#","id":7"#), words: "#/id"),
        Mistake(body: row(#","parameters":7"#), words: "#/parameters"),
        Mistake(body: row(#","parameters":{"a":{}}"#), words: "#/parameters/a"),
        Mistake(body: row(#","parameters":{"sequence_id":1}"#), words: "sequence"),
        Mistake(body: row(#","parameters":{"sequence_start":true}"#), words: "sequence"),
        Mistake(body: row(#","parameters":{"triton_x":1}"#), words: "triton_"),
        Mistake(body: row(#","parameters":{"timeout":-1}"#), words: "#/parameters/timeout"),
        Mistake(body: row(#","parameters":{"binary_data_output":1}"#), words: "true or false"),
        Mistake(body: row(#","outputs":{}"#), words: "#/outputs"),
        Mistake(body: row(#","outputs":[{}]"#), words: "missing member \"name\""),
        Mistake(body: row(#","outputs":[{"name":"softmax"}]"#), words: "unexpected inference output \"softmax\""),
        Mistake(body: row(#","outputs":[{"name":"layers.2"}]"#), words: "layers.2"),
        Mistake(body: row(#","outputs":[{"name":"layers.-1"}]"#), words: "layers.-1"),
        Mistake(body: row(#","outputs":[{"name":"layers.00"}]"#), words: "layers.00"),
        Mistake(body: row(#","outputs":[{"name":"output"},{"name":"output"}]"#), words: "twice"),
        Mistake(body: row(#","outputs":[{"name":"output","parameters":{"binary_data":"yes"}}]"#), words: "binary_data"),
        Mistake(
            body: row(#","outputs":[{"name":"output","parameters":{"classification":-1}}]"#),
            words: "classification"
        ),
        Mistake(
            body: row(#","outputs":[{"name":"output","parameters":{"shared_memory_region":"a"}}]"#),
            words: "shared memory"
        ),
        Mistake(body: row(#","id":"a","id":"b""#), words: "twice"),
    ]

    @Test("A mistake is a 400 that says what it is, in a member that clients read", arguments: mistakes)
    func mistake(_ mistake: Mistake) async throws {
        let models = TestedModels()
        let response = try models.infer(try await models.keep("m"), mistake.body)
        #expect(response.status.rawValue == mistake.status)
        #expect(response.contentType == "application/json")
        let message = try #require(try object(response.content)["error"] as? String)
        #expect(message.contains(mistake.words), "\(message)")
    }

    @Test(
        "The length of the JSON has to be a number of bytes that are there",
        arguments: [
            "-1", "+1", "abc", "", "1e2", "4294967296", "9223372036854775808", "99999999999999999999999", "1, 1",
            "0x10",
        ]
    )
    func headerLength(_ length: String) async throws {
        let models = TestedModels()
        let response = try models.infer(try await models.keep("m"), Self.row(""), headerLength: length)
        #expect(response.status == 400)
        #expect(
            try #require(try object(response.content)["error"] as? String).contains("Inference-Header-Content-Length")
        )
    }

    @Test("Bytes that nothing asks for are an error")
    func leftOver() async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        let json = Self.row("")
        let afterJSON = try models.infer(model, json + "x", headerLength: "\(json.utf8.count)")
        #expect(afterJSON.status == 400)
        #expect(text(afterJSON.content).contains("unexpected additional input data"))
        let binary = Self.input(#""name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}"#)
        let body = Array(binary.utf8) + tensorBytes([1, 2, 3])
        let afterTensor = try models.infer(model, body, headerLength: "\(binary.utf8.count)")
        #expect(afterTensor.status == 400)
        #expect(text(afterTensor.content).contains("unexpected additional input data"))
        #expect(try models.infer(model, [1, 2, 3], headerLength: "0").status == 400)
    }

    @Test("Types that cannot be meant are refused, and all others taken")
    func contentTypes() async throws {
        let models = TestedModels()
        let model = try await models.keep("m")
        for type in ["application/json", "application/octet-stream", "text/plain", "application/x-www-form-urlencoded"]
        {
            #expect(try models.infer(model, Self.row(""), type: type).status == 200, "\(type)")
        }
        for type in ["multipart/form-data; boundary=x", "application/xml", "image/svg+xml", "text/html"] {
            #expect(try models.infer(model, Self.row(""), type: type).status == 415, "\(type)")
        }
    }
}
