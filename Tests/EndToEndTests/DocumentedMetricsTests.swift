internal import Foundation
internal import TestSupport
internal import Testing

/// The metrics of the running server against the table in the README.
@Suite("Metrics as the README lists them")
struct DocumentedMetricsTests {
    /// The families of a table's rows, with the names of their labels.
    private func documented() throws -> [String: Set<String>] {
        let text = try String(contentsOfFile: Program.repository("README.md"), encoding: .utf8)
        let table = try #require(text.components(separatedBy: "| metric | labels | what |\n").dropFirst().first)
        var families: [String: Set<String>] = [:]
        for line in table.components(separatedBy: "\n\n")[0].split(separator: "\n").dropFirst() {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            try #require(cells.count == 5, "\(line)")
            let labels = Set(cells[2].split { $0 == "," || $0 == " " }.map(String.init))
            let names = cells[1].split(separator: "`").map(String.init).filter { $0.contains("_") }
            try #require(!names.isEmpty, "\(line)")
            for name in names { try #require(families.updateValue(labels, forKey: name) == nil, "\(name)") }
        }
        return families
    }

    /// The families of an answer, with the names of the labels that their samples have.
    private func families(_ text: String) throws -> [String: Set<String>] {
        var families: [String: Set<String>] = [:]
        var family = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") {
                family = String(line.split(separator: " ")[2])
                families[family] = []
            } else if !line.hasPrefix("#") {
                try #require(line.hasPrefix(family))
                // No value here has a quotation mark, so every second part is a name.
                let parts = line.drop { $0 != "{" }.split(separator: "\"")
                for (index, part) in parts.dropLast().enumerated() where index.isMultiple(of: 2) {
                    let label = part.filter { $0.isLetter || $0 == "_" }
                    if label != "le" { families[family]?.insert(label) }
                }
            }
        }
        return families
    }

    @Test("The table names every family with its labels, and no other")
    func names() throws {
        let server = try ServerProcess()
        #expect(try server.ask("PUT", "/v1/models/a", content: Array(#"{"layer_sizes": [2, 1]}"#.utf8)).status == 201)
        #expect(try server.post("/v1/models/a:predict", #"{"instances": [[1, 2]]}"#).status == 200)
        let found = try families(try server.ask("GET", "/metrics").text)
        let documented = try documented()
        #expect(Set(found.keys) == Set(documented.keys))
        for (name, labels) in documented { #expect(found[name] == labels, "\(name)") }
    }

    @Test("Requests that the server refuses are counted before a route is known, and work by its kind")
    func refusals() throws {
        let server = try ServerProcess(environment: [
            "FEEDFORWARD__SERVER__HEAD_BYTES": "4096", "FEEDFORWARD__SERVER__HEAD_TIMEOUT_SECONDS": "1",
        ])
        for bytes in ["GET / HTTP/1.1\r\n\r\n", "GET /\(String(repeating: "x", count: 20_000))", "GET / HTTP/1.1\r\nX"]
        {
            let connection = try server.connect()
            try? connection.send(bytes)
            #expect(try connection.receive().status >= 400)
        }
        let text = try server.ask("GET", "/metrics").text
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("feedforward_http_refused_total{") }
        let counted = lines.filter { !$0.hasSuffix(" 0") }.map { $0.dropFirst("feedforward_http_refused_total".count) }
        #expect(
            Set(counted.map(String.init))
                == [#"{reason="syntax"} 1"#, #"{reason="target_too_long"} 1"#, #"{reason="head_timeout"} 1"#]
        )
        #expect(text.contains(#"feedforward_deadlines_expired_total{wait="head"} 1"# + "\n"))
        for work in ["light", "heavy"] {
            #expect(text.contains("feedforward_work_refused_total{work=\"\(work)\"} 0\n"))
        }
        for stage in ["queued", "running"] {
            #expect(text.contains("feedforward_work_cancelled_total{stage=\"\(stage)\"} 0\n"))
        }
    }

    @Test("Work that is given up is counted by how far it had come")
    func cancelled() throws {
        let server = try ServerProcess(environment: [
            "FEEDFORWARD__SERVER__REQUEST_TIMEOUT_SECONDS": "0.2", "FEEDFORWARD__COMPUTE__WORKERS": "1",
        ])
        // Seconds of work in many layers, between which it can be broken off.
        let layers = Array(repeating: "1000", count: 60).joined(separator: ", ")
        let content = Array(#"{"network": {"layer_sizes": [\#(layers)]}, "include": ["parameters"]}"#.utf8)
        let connections = try (0..<2).map { _ in try server.connect() }
        for connection in connections { try connection.send(request("POST", "/v1/evaluate", content: content)) }
        for connection in connections { #expect(try connection.receive().status == 504) }
        let expected = [
            #"feedforward_work_cancelled_total{stage="queued"} 1"#,
            #"feedforward_work_cancelled_total{stage="running"} 1"#,
            #"feedforward_http_refused_total{reason="deadline"} 2"#,
            #"feedforward_deadlines_expired_total{wait="request"} 2"#,
        ]
        let deadline = ContinuousClock.now.advanced(by: .seconds(30))
        var lines: Set<String> = []
        repeat {
            usleep(20_000)
            lines = Set(try server.ask("GET", "/metrics").text.split(separator: "\n").map(String.init))
        } while !lines.isSuperset(of: expected) && .now < deadline
        #expect(lines.isSuperset(of: expected), "\(lines.filter { !$0.hasSuffix(" 0") })")
    }
}
