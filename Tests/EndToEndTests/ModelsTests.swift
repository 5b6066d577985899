internal import Dispatch
internal import Synchronization
internal import TestSupport
internal import Testing

@Suite("Models kept by the running server")
struct ModelsTests {
    let server: ServerProcess

    init() throws { server = try ServerProcess() }

    private func put(_ path: String, _ content: String, fields: [String] = []) throws -> RawResponse {
        try server.ask("PUT", "/v1/models/\(path)", fields: fields, content: Array(content.utf8))
    }

    private static func definition(seed: Int) -> String { #"{"layer_sizes": [2, 3], "seed": \#(seed)}"# }

    @Test("a model is put, replaced, asked, and gone when it is deleted")
    func life() throws {
        let new = try put("m", Self.definition(seed: 1))
        #expect(new.status == 201)
        #expect(new.field("Location") == "/v1/models/m")
        // The definition is not kept as it was sent, so the answer has no validator.
        #expect(new.field("ETag") == nil)
        let replaced = try put("m", Self.definition(seed: 2))
        #expect(replaced.status == 200)
        #expect(try replaced.json.member("version").string == "2")
        #expect(try replaced.json.member("durable").bool == false)
        let shown = try server.ask("GET", "/v1/models/m")
        #expect(shown.status == 200)
        #expect(shown.content == replaced.content)
        let head = try server.ask("HEAD", "/v1/models/m")
        #expect(head.status == 200)
        #expect(head.field("ETag") == shown.field("ETag"))
        #expect(try server.ask("GET", "/v1/models").text == #"{"models":["m"]}"#)
        #expect(try server.ask("GET", "/v1/models/m/versions/2").content == shown.content)
        #expect(try server.ask("GET", "/v1/models/m/versions/1").status == 404)
        let gone = try server.ask("DELETE", "/v1/models/m")
        #expect(gone.status == 204)
        #expect(gone.content.isEmpty)
        for (method, path) in [("GET", ""), ("DELETE", ""), ("GET", "/parameters"), ("GET", "/statistics")] {
            let answer = try server.ask(method, "/v1/models/m\(path)")
            #expect(answer.status == 404)
            #expect(answer.field("Content-Type") == "application/json")
            #expect(try answer.json.member("error").string == answer.json.member("detail").string)
        }
        let fresh = try put("m", Self.definition(seed: 1))
        #expect(fresh.status == 201)
        #expect(fresh.content == new.content)
    }

    @Test("a part, by Content-Range, replaces nothing")
    func parts() throws {
        let field = "Content-Range: bytes 0-1/2"
        #expect(try put("part", Self.definition(seed: 1), fields: [field]).status == 400)
        #expect(try server.ask("GET", "/v1/models/part").status == 404)
        #expect(try put("part", Self.definition(seed: 1)).status == 201)
        let refused = try put("part/parameters", "{}", fields: [field])
        #expect(refused.status == 400)
        #expect(try refused.json.member("detail").string.contains("Content-Range"))
        #expect(try server.ask("GET", "/v1/models/part").json.member("version").string == "1")
    }

    @Test("content of a GET is read over, and content beyond the limit is 413 for whatever path")
    func unwantedContent() throws {
        _ = try put("g", Self.definition(seed: 1))
        for path in ["/v1/models/g", "/v1/models/g/statistics", "/v2/models/g/ready", "/v1/models"] {
            #expect(try server.ask("GET", path, content: Array("{}".utf8)).status == 200)
        }
        for path in ["/v1/models/g:predict", "/v1/evaluate"] {
            let client = try server.connect()
            try client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775807\r\n\r\n")
            #expect(try client.receive().status == 413)
        }
        // What was announced in vain keeps nobody out.
        let rows = Array(repeating: "[0.1, -2.5]", count: 2_000).joined(separator: ",")
        #expect(try server.post("/v1/models/g:predict", #"{"instances": [\#(rows)]}"#).status == 200)
    }

    @Test("a change that the client's preconditions do not allow is 412 and changes nothing")
    func preconditions() throws {
        #expect(try put("p", Self.definition(seed: 1), fields: ["If-Match: *"]).status == 412)
        #expect(try put("p", Self.definition(seed: 1), fields: ["If-None-Match: *"]).status == 201)
        #expect(try put("p", Self.definition(seed: 2), fields: ["If-None-Match: *"]).status == 412)
        let tag = try #require(try server.ask("GET", "/v1/models/p").field("ETag"))
        let shown = try server.ask("GET", "/v1/models/p")
        let known = try server.ask("GET", "/v1/models/p", fields: ["If-None-Match: \(tag)"])
        #expect(known.status == 304)
        #expect(known.content.isEmpty)
        #expect(known.field("Date") != nil)
        for name in ["ETag", "Cache-Control", "Vary"] { #expect(known.field(name) == shown.field(name)) }
        #expect(try put("p", Self.definition(seed: 2), fields: ["If-Match: \(tag)"]).status == 200)
        #expect(try put("p", Self.definition(seed: 3), fields: ["If-Match: \(tag)"]).status == 412)
        #expect(try put("p", Self.definition(seed: 3), fields: ["If-Match: 2"]).status == 400)
        #expect(try put("p/parameters", "{}", fields: ["If-Match: \(tag)"]).status == 412)
        #expect(try server.ask("DELETE", "/v1/models/p", fields: ["If-Match: \(tag)"]).status == 412)
        #expect(try server.ask("GET", "/v1/models/p").json.member("version").string == "2")
        // What fails in any case fails for its own reason (RFC 9110 section 13.2.1).
        #expect(try server.ask("DELETE", "/v1/models/none", fields: ["If-Match: *"]).status == 404)
        #expect(try put("p", "", fields: ["If-Match: \(tag)", "Accept: image/png"]).status == 406)
        #expect(try server.ask("GET", "/v1/models/p").json.member("version").string == "2")
        let now = try #require(try server.ask("GET", "/v1/models/p").field("ETag"))
        #expect(try server.ask("DELETE", "/v1/models/p", fields: ["If-Match: \(now)"]).status == 204)
    }

    @Test(
        "a name is a letter or digit, then letters, digits, dots, underscores and hyphens, decoded once",
        arguments: [
            ("churn-v1.0_1", 201), ("7", 201), ("%6D", 201), (String(repeating: "n", count: 128), 201), ("-a", 422),
            (".a", 422), ("a%20b", 422), ("a%2Fb", 422), ("%C3%A9", 422), ("a%2541", 422),
            (String(repeating: "n", count: 129), 422), ("%zz", 400),
        ]
    )
    func names(name: String, status: Int) throws {
        #expect(try put(name, Self.definition(seed: 1)).status == status)
        #expect(try server.ask("GET", "/v1/models/\(name)").status == (status == 201 ? 200 : status == 400 ? 400 : 404))
    }

    @Test("a prediction is asked with the colon encoded or not, with and without the version")
    func predictPaths() throws {
        _ = try put("m", Self.definition(seed: 1))
        let body = #"{"instances": [[1, 2]]}"#
        let expected = try server.post("/v1/models/m:predict", body)
        #expect(expected.status == 200)
        for path in ["m%3Apredict", "m%3apredict", "m/versions/1:predict", "m/versions/1%3Apredict", "%6D:predict"] {
            #expect(try server.post("/v1/models/\(path)", body).content == expected.content)
        }
        for path in ["n:predict", "m/versions/2:predict", "m/labels/stable:predict"] {
            #expect(try server.post("/v1/models/\(path)", body).status == 404)
        }
        // Decoded once, this is a name, if one that no model can have.
        #expect(try server.post("/v1/models/m%253Apredict", body).status == 405)
        #expect(try server.ask("GET", "/v1/models/m:predict").field("Allow") == "POST, OPTIONS")
        #expect(try server.ask("OPTIONS", "/v1/models/m").field("Allow") == "GET, HEAD, PUT, DELETE, OPTIONS")
    }

    @Test("a row has the same bits alone and among very many, read and computed elsewhere")
    func manyRows() throws {
        _ = try put("m", #"{"layer_sizes": [2, 64, 2], "activations": "tanh", "seed": 4}"#)
        let row = "[0.1, -2.5]"
        let alone = try server.post("/v1/models/m:predict", #"{"instances": [\#(row)]}"#).json
        let many = Array(repeating: row, count: 20_000).joined(separator: ",")
        let all = try server.post("/v1/models/m:predict", #"{"instances": [\#(many)]}"#).json
        let expected = try alone.member("predictions").list[0].list.map { try $0.double }
        let predictions = try all.member("predictions").list
        #expect(predictions.count == 20_000)
        #expect(try predictions.allSatisfy { try $0.list.map { try $0.double } == expected })
    }

    @Test("parameters come back as they went, in either form, and bad ones change nothing")
    func parameters() throws {
        _ = try put("a", Self.definition(seed: 1))
        _ = try put("b", Self.definition(seed: 2))
        let file = try server.ask("GET", "/v1/models/a/parameters")
        #expect(file.field("Content-Type") == "application/vnd.safetensors")
        let stored = try server.ask("PUT", "/v1/models/b/parameters", content: file.content)
        #expect(stored.status == 200)
        #expect(try stored.json.member("parameters").string == "stored")
        #expect(try stored.json.member("version").string == "2")
        #expect(try server.ask("GET", "/v1/models/b/parameters").content == file.content)
        let body = #"{"instances": [[1, 2]]}"#
        let expected = try server.post("/v1/models/a:predict", body).content
        #expect(try server.post("/v1/models/b:predict", body).content == expected)
        let json = try server.ask("GET", "/v1/models/a/parameters", fields: ["Accept: application/json"])
        #expect(try server.ask("PUT", "/v1/models/b/parameters", content: json.content).status == 200)
        #expect(try server.ask("GET", "/v1/models/b/parameters").content == file.content)
        let truncated = Array(file.content.dropLast())
        #expect(try server.ask("PUT", "/v1/models/b/parameters", content: truncated).status == 422)
        #expect(try server.ask("GET", "/v1/models/b").json.member("version").string == "3")
        // A definition drops stored parameters, and with them what made the fingerprint another one.
        #expect(try put("b", Self.definition(seed: 2)).json.member("parameters").string == "drawn")
    }

    @Test("a definition too long to be read in place is kept, shown and computed as it is")
    func longDefinition() throws {
        let values = (0..<80).map { row in (0..<80).map { $0 == row ? "2.000000" : "0.000000" }.joined(separator: ",") }
        let definition = """
            {"input_size": 80, "layers": [{"units": 80, "weight_init": {"scheme": "values",
             "values": [\(values.map { "[\($0)]" }.joined(separator: ","))]}}]}
            """
        #expect(definition.utf8.count > 32 << 10)
        #expect(try put("long", definition).status == 201)
        let shown = try server.ask("GET", "/v1/models/long").json
        let layer = try shown.member("definition").member("layers").list[0]
        #expect(try layer.member("weight_init").member("values").list[79].list[79].double == 2)
        let row = (0..<80).map { "\($0)" }.joined(separator: ",")
        let answer = try server.post("/v1/models/long:predict", "{\"instances\": [[\(row)]]}").json
        #expect(try answer.member("predictions").list[0].list.map { try $0.double } == (0..<80).map { Double(2 * $0) })
        // A mistake behind many bytes is told like any other, and nothing changes.
        let refused = try put("long", definition.replacing("\"units\": 80", with: "\"units\": 81"))
        #expect(refused.status == 422)
        #expect(try server.ask("GET", "/v1/models/long").json.member("version").string == "1")
    }

    @Test("parameters that are put while the definition is replaced are read against the one that is there")
    func parametersOfReplaced() throws {
        _ = try put("m", Self.definition(seed: 0))
        let file = try server.ask("GET", "/v1/models/m/parameters").content
        let port = server.port
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 3) { index in
            do {
                let connection = try RawConnection(port: port)
                for turn in 0..<60 {
                    let content = index == 0 ? Array(Self.definition(seed: turn).utf8) : file
                    let target = index == 0 ? "/v1/models/m" : "/v1/models/m/parameters"
                    try connection.send(request("PUT", target, content: content))
                    let response = try connection.receive()
                    if response.status != 200 { failures.withLock { $0.append(response.text) } }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(try server.ask("GET", "/v1/models/m").json.member("version").string == "181")
    }

    @Test("while a model is replaced, every answer comes wholly from one of its networks")
    func replacing() throws {
        let definitions = (1...2).map { Self.definition(seed: $0) }
        let body = #"{"instances": [[1, 2]]}"#
        let expected = try definitions.map { definition in
            _ = try put("m", definition)
            return try server.post("/v1/models/m:predict", body).content
        }
        let port = server.port
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { index in
            do {
                let connection = try RawConnection(port: port)
                for turn in 0..<100 {
                    let isChange = index == 0
                    try connection.send(
                        isChange
                            ? request("PUT", "/v1/models/m", content: Array(definitions[turn % 2].utf8))
                            : request("POST", "/v1/models/m:predict", content: Array(body.utf8))
                    )
                    let response = try connection.receive()
                    guard response.status == 200, isChange || expected.contains(response.content) else {
                        return failures.withLock { $0.append(response.text) }
                    }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(try server.ask("GET", "/v1/models/m").json.member("version").string == "102")
    }
}
