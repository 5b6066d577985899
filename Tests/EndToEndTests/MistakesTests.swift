internal import TestSupport
internal import Testing

/// A body that cannot be answered, and what the client has to be told.
struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    let body: String
    let status: Int
    /// Where each mistake stands, in any order.
    let pointers: [String]
    /// What the answer has to say, so that a person can act on it.
    let words: [String]

    var testDescription: String { name }

    init(_ name: String, _ body: String, _ status: Int, _ pointers: [String], _ words: String...) {
        self.name = name
        self.body = body
        self.status = status
        self.pointers = pointers
        self.words = words
    }

    static let truncated = "{\"network\": {\"layer_sizes\": [4, 3]}, \"inp"

    static let all: [Mistake] = [
        Mistake(
            "an unknown key",
            #"{"network": {"layer_sizes": [4, 3], "activatons": "relu"}}"#,
            422,
            ["#/network/activatons"],
            "activatons",
            "did you mean \"activations\""
        ),
        Mistake(
            "a misspelt activation",
            #"{"network": {"layer_sizes": [4, 8, 3], "activations": ["relu", "sofmax"]}}"#,
            422,
            ["#/network/activations/1"],
            "sofmax",
            "did you mean \"softmax\""
        ),
        Mistake(
            "a layer of size 0",
            #"{"network": {"layer_sizes": [4, 0, 3]}}"#,
            422,
            ["#/network/layer_sizes/1"],
            "at least 1"
        ),
        Mistake(
            "a layer of size 10^12",
            #"{"network": {"layer_sizes": [4, 1000000000000, 3]}}"#,
            422,
            ["#/network/layer_sizes/1"],
            "8000000000003",
            "67108864"
        ),
        Mistake(
            "ragged rows",
            #"{"network": {"layer_sizes": [4, 3]}, "inputs": [[1, 2, 3, 4], [1, 2, 3]]}"#,
            422,
            ["#/inputs/1"],
            "3 numbers",
            "4"
        ),
        Mistake(
            "a row of the wrong width",
            #"{"network": {"layer_sizes": [4, 3]}, "inputs": [[1, 2, 3]]}"#,
            422,
            ["#/inputs/0"],
            "3 numbers",
            "4"
        ),
        Mistake(
            "a number beyond float32",
            #"{"network": {"layer_sizes": [2, 3]}, "inputs": [[1, 1e39]]}"#,
            422,
            ["#/inputs/0/1"],
            "float32"
        ),
        Mistake(
            "a NaN token",
            #"{"network": {"layer_sizes": [2, 3]}, "inputs": [[1, NaN]]}"#,
            400,
            ["#/inputs/0/1"],
            "NaN"
        ),
        Mistake(
            "a duplicate key",
            #"{"network": {"layer_sizes": [4, 3], "seed": 1, "seed": 2}}"#,
            400,
            ["#/network/seed"],
            "\"seed\"",
            "twice"
        ),
        Mistake(
            "10,000 nested arrays",
            String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000),
            400,
            ["#" + String(repeating: "/0", count: 64)],
            "64"
        ),
        Mistake("a truncated body", truncated, 400, ["#"], "ends"),
        Mistake("an empty body", "", 400, ["#"], "empty"),
        Mistake("a root that is no object", "[]", 422, ["#"], "object"),
        Mistake("no network", #"{"inputs": [1, 2]}"#, 422, ["#"], "\"network\""),
        Mistake(
            "three mistakes at once",
            #"{"network": {"layer_sizes": [4, 0, 3], "activations": "reluu", "sed": 1}}"#,
            422,
            ["#/network/activations", "#/network/layer_sizes/1", "#/network/sed"],
            "did you mean \"relu\"",
            "at least 1",
            "did you mean \"seed\""
        ),
    ]
}

@Suite("Bodies that cannot be answered")
struct MistakesTests {
    let server: ServerProcess

    init() throws { server = try ServerProcess() }

    @Test("each mistake has its status, its pointer and words to act on", arguments: Mistake.all)
    func answers(mistake: Mistake) throws {
        let response = try server.post("/v1/evaluate", mistake.body)
        #expect(response.status == mistake.status)
        #expect(response.field("Content-Type") == "application/problem+json")
        let problem = try response.json
        #expect(try problem.member("status").int == mistake.status)
        #expect(try problem.member("instance").string == response.field("X-Request-Id"))
        let errors = try problem.member("errors").list
        #expect(try errors.map { try $0.member("pointer").string }.sorted() == mistake.pointers)
        let told = try errors.map { try $0.member("detail").string }.joined(separator: "\n")
        for word in mistake.words {
            #expect(told.contains(word))
        }
        // Syntax has a place in the bytes, meaning has not.
        #expect((problem["offset"] != nil) == (mistake.status == 400))
        #expect(try server.ask("GET", "/healthz").status == 200)
    }

    @Test("a body that breaks off names the byte where it does")
    func offset() throws {
        let problem = try server.post("/v1/evaluate", Mistake.truncated).json
        #expect(try problem.member("offset").int == Mistake.truncated.utf8.count)
    }

    @Test("one connection survives all mistakes, and the answer after them is right")
    func connectionSurvives() throws {
        let connection = try server.connect()
        let good = Array(#"{"layer_sizes": [4, 3]}"#.utf8)
        for mistake in Mistake.all {
            try connection.send(request("POST", "/v1/evaluate", content: Array(mistake.body.utf8)))
            #expect(try connection.receive().status == mistake.status, "\(mistake.name)")
            try connection.send(request("POST", "/v1/validate", content: good))
            #expect(try connection.receive().status == 200, "after \(mistake.name)")
        }
    }
}
