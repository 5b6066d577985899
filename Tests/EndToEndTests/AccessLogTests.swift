internal import Foundation
internal import TestSupport
internal import Testing

/// What the built program writes about requests, and that it is the same as what their clients are told.
struct AccessLogTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let names = ["X-Request-Id: order-7", "traceparent: 00-\(trace)-00f067aa0ba902b7-01"]

    /// What a server logs of one good and one bad request with names, and of a good one without.
    private func lines(_ settings: [String: String]) throws -> (lines: [String], bad: RawResponse, unnamed: RawResponse)
    {
        let folder = try TemporaryFolder()
        let file = folder.path + "/log"
        let environment = settings.reduce(into: [:]) { $0["FEEDFORWARD__LOG__" + $1.key] = $1.value }
        let server = try ServerProcess(environment: environment, log: file)
        let good = try server.ask("GET", "/v1/activations/relu?points=3", fields: Self.names)
        #expect(good.status == 200)
        #expect(good.field("X-Request-Id") == "order-7")
        #expect(good.field("traceparent")?.contains(Self.trace) == true)
        let bad = try server.ask("GET", "/v1/activations/rela", fields: Self.names)
        let unnamed = try server.ask("GET", "/healthz")
        // What is logged is written by the time that the server has ended.
        server.terminate()
        #expect(try server.waitForExit() == 0)
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
        return (lines, bad, unnamed)
    }

    @Test("A line of JSON has the names that the answer and its problem have, and says what was asked and answered")
    func json() throws {
        let (lines, bad, unnamed) = try lines(["ACCESS": "true", "FORMAT": "json"])
        let all = try lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String]) }
        let requests = all.filter { $0["message"] == "request" }
        try #require(requests.count == 3)

        let problem = try #require(JSONSerialization.jsonObject(with: Data(bad.content)) as? [String: Any])
        #expect(bad.status == 404)
        #expect(bad.field("X-Request-Id") == "order-7")
        #expect(problem["instance"] as? String == "order-7")
        #expect(problem["trace_id"] as? String == Self.trace)

        for (line, status) in zip(requests, ["200", "404"]) {
            #expect(line["status"] == status)
            #expect(line["request_id"] == "order-7")
            #expect(line["trace_id"] == Self.trace)
            #expect(line["method"] == "GET")
            #expect(line["route"] == "/v1/activations/{type}")
            #expect(line["peer"] == "127.0.0.1")
            #expect(line["version"] == "HTTP/1.1")
            #expect(line["milliseconds"].flatMap(Double.init).map { $0 >= 0 } == true)
        }
        #expect(requests[1]["sent_bytes"] == "\(bad.content.count)")
        #expect(requests[2]["request_id"] == unnamed.field("X-Request-Id"))
        #expect(requests[2]["request_id"]?.isEmpty == false)
        #expect(requests[2]["trace_id"] == nil)
    }

    @Test("A line of text has the same figures")
    func text() throws {
        let lines = try lines(["ACCESS": "true"]).lines.filter { $0.contains(" request ") }
        try #require(lines.count == 3)
        for part in ["request_id=order-7", "trace_id=\(Self.trace)", "status=404", "method=GET"] {
            #expect(lines[1].contains(part), "\(lines[1])")
        }
    }

    @Test("Of a sample, what failed is logged always; with the log off, nothing is")
    func selection() throws {
        let sampled = try lines(["ACCESS": "true", "ACCESS_ONE_OF": "1000000", "FORMAT": "json"]).lines
        let statuses = sampled.filter { $0.contains(#""message":"request""#) }
        #expect(statuses.contains { $0.contains(#""status":"404""#) })
        #expect(statuses.count < 3)
        #expect(try lines([:]).lines.allSatisfy { !$0.contains("request_id") })
    }
}
