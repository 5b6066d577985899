internal import TestSupport
internal import Testing

/// Where the time of answers went, as the running server says.
@Suite("Server-Timing of the running server")
struct ServerTimingTests {
    private static let computed = ["parse", "queue", "compute", "serialise"]
    private static let changed = ["parse", "queue", "compute", "store", "serialise"]

    /// The metrics of a field in milliseconds, in their order.
    private func metrics(_ answer: RawResponse) throws -> [(name: String, milliseconds: Double)] {
        guard let field = answer.field("Server-Timing") else { return [] }
        return try field.split(separator: ", ", omittingEmptySubsequences: false).map { part in
            let words = part.split(separator: ";dur=", omittingEmptySubsequences: false)
            try #require(words.count == 2, "\(field)")
            #expect(words[1].split(separator: ".").last?.count == 3, "\(field)")
            return (String(words[0]), try #require(Double(words[1]), "\(field)"))
        }
    }

    /// One request, whose metrics must not take longer together than it took.
    private func names(_ server: ServerProcess, _ line: String, _ content: String?, status: Int) throws -> [String] {
        let words = line.split(separator: " ").map(String.init)
        let type = line.hasSuffix(" lines") ? "application/x-ndjson" : "application/json"
        let fields = content == nil ? [] : ["Content-Type: \(type)"]
        let start = ContinuousClock.now
        let answer = try server.ask(words[0], words[1], fields: fields, content: content.map { Array($0.utf8) })
        let elapsed = (ContinuousClock.now - start) / .milliseconds(1)
        #expect(answer.status == status, "\(line): \(answer.text)")
        let metrics = try metrics(answer)
        #expect(metrics.allSatisfy { $0.milliseconds >= 0 })
        #expect(metrics.reduce(0) { $0 + $1.milliseconds } <= elapsed + 0.005, "\(line): \(metrics)")
        return metrics.map(\.name)
    }

    @Test("Every answer that was computed has it, with the time of storage where something was stored")
    func answers() throws {
        let folder = try TemporaryFolder()
        let server = try ServerProcess(["--models", folder.path])
        let network = #"{"layer_sizes": [4, 8, 3]}"#
        let large = #"{"layer_sizes": [400, 800, 300]}"#
        // Beyond what is read on the queue of a connection.
        let padding = String(repeating: " ", count: 20 << 10)
        let inputs = #""inputs": [[1, 2, 3, 4]]"#
        let rows: [(String, String?, Int, [String])] = [
            ("POST /v1/evaluate", #"{"network": \#(network), \#(inputs)}"#, 200, Self.computed),
            ("POST /v1/evaluate", #"{"network": \#(large), "include": ["parameters"]}"#, 200, Self.computed),
            ("POST /v1/evaluate", padding + #"{"network": \#(network), \#(inputs)}"#, 200, Self.computed),
            ("POST /v1/validate", network, 200, Self.computed),
            ("POST /v1/validate", padding + network, 200, Self.computed),
            ("GET /v1/activations/tanh", nil, 200, Self.computed),
            ("GET /v1/initializers/xavier_normal?fan_in=3&fan_out=4", nil, 200, Self.computed),
            ("PUT /v1/models/net", network, 201, Self.changed),
            ("PUT /v1/models/net", padding + network, 200, Self.changed),
            ("GET /v1/models/net/statistics", nil, 200, Self.computed),
            ("GET /v1/models/net/parameters", nil, 200, Self.computed),
            ("POST /v1/models/net/evaluate", "{\(inputs)}", 200, Self.computed),
            ("POST /v1/models/net/evaluate", "\(padding){\(inputs)}", 200, Self.computed),
            ("POST /v1/models/net/evaluate lines", "[1,2,3,4]\n[4,3,2,1]\n", 200, Self.computed),
            ("POST /v1/models/net:predict", #"{"instances": [[1, 2, 3, 4]]}"#, 200, Self.computed),
            ("POST /v2/repository/models/net/load", "{}", 200, Self.changed),
            ("DELETE /v1/models/net", nil, 204, Self.changed),
            // What only looks, or is refused, has nothing to tell.
            ("GET /healthz", nil, 200, []),
            ("GET /v1/models", nil, 200, []),
            ("POST /v1/validate", "{", 400, []),
            ("GET /v1/models/net/parameters", nil, 404, []),
        ]
        for (line, content, status, expected) in rows {
            #expect(try names(server, line, content, status: status) == expected, "\(line)")
        }
    }

    @Test("Parameters that are kept say how long they were stored; without a folder nothing is")
    func parameters() throws {
        let folder = try TemporaryFolder()
        for isDurable in [true, false] {
            let server = try ServerProcess(isDurable ? ["--models", folder.path] : [])
            let definition = Array(#"{"layer_sizes": [2, 1]}"#.utf8)
            #expect(try server.ask("PUT", "/v1/models/a", content: definition).status == 201)
            let file = try server.ask("GET", "/v1/models/a/parameters").content
            let answer = try server.ask("PUT", "/v1/models/a/parameters", content: file)
            #expect(answer.status == 200)
            let metrics = try metrics(answer)
            #expect(metrics.map(\.name) == (isDurable ? Self.changed : Self.computed))
            // A file is brought to the disk.
            if isDurable { #expect(try #require(metrics.first { $0.name == "store" }).milliseconds > 0) }
            let tag = try #require(try server.ask("GET", "/v1/models/a/parameters").field("ETag"))
            let known = try server.ask("GET", "/v1/models/a/parameters", fields: ["If-None-Match: \(tag)"])
            #expect(known.status == 304)
            #expect(known.field("Server-Timing") == nil)
        }
    }
}
