import Dispatch
import TestSupport
import Testing

@Suite("Metrics of the running server")
struct MetricsTests {
    /// The samples of a text, by name and labels; nil for a line that breaks the format.
    private func samples(_ text: String) throws -> [String: Double] {
        var samples: [String: Double] = [:]
        var kinds: [String: String] = [:]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("# HELP ") { continue }
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                try #require(words.count == 4 && ["counter", "gauge", "histogram"].contains(words[3]), "\(line)")
                // A family stands in one place.
                try #require(kinds.updateValue(String(words[3]), forKey: String(words[2])) == nil, "\(line)")
                continue
            }
            let end = try #require(line.lastIndex(of: " "), "\(line)")
            let (series, value) = (String(line[..<end]), Double(line[line.index(after: end)...]))
            let name = series.prefix { $0 != "{" }
            let family = ["_bucket", "_sum", "_count"].reduce(String(name)) { family, suffix in
                kinds[family] == nil && family.hasSuffix(suffix) ? String(family.dropLast(suffix.count)) : family
            }
            try #require(kinds[family] != nil, "no type before \(line)")
            try #require(name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }, "\(line)")
            try #require(samples.updateValue(try #require(value, "\(line)"), forKey: series) == nil, "\(line)")
        }
        return samples
    }

    private func scrape(_ port: UInt16) throws -> [String: Double] {
        let connection = try RawConnection(port: port)
        try connection.send(request("GET", "/metrics"))
        let answer = try connection.receive()
        #expect(answer.status == 200)
        #expect(answer.field("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        return try samples(answer.text)
    }

    @Test("Requests of many connections at once are all counted, while others read the counts")
    func counts() throws {
        let server = try ServerProcess()
        let definition = #"{"layer_sizes": [2, 3], "seed": 1}"#
        #expect(try server.ask("PUT", "/v1/models/odd-1.x", content: Array(definition.utf8)).status == 201)
        let port = server.port
        let failures = Failures()
        DispatchQueue.concurrentPerform(iterations: 8) { caller in
            do {
                let connection = try RawConnection(port: port)
                for number in 0..<50 {
                    if caller == 0, number % 10 == 0 { _ = try scrape(port) }
                    let content = Array(#"{"instances": [[1, 2], [3, 4]]}"#.utf8)
                    try connection.send(request("POST", "/v1/models/odd-1.x:predict", content: content))
                    let answer = try connection.receive()
                    let timing = answer.field("Server-Timing") ?? ""
                    let parts = timing.split(separator: ",").map { $0.drop { $0 == " " }.prefix { $0 != ";" } }
                    if answer.status != 200 || parts != ["parse", "queue", "compute", "serialise"] { failures.add() }
                }
                try connection.send(request("GET", "/nothing/\(caller)"))
                if try connection.receive().status != 404 { failures.add() }
            } catch {
                failures.add()
            }
        }
        #expect(failures.count == 0)
        let samples = try scrape(server.port)
        let duration = "feedforward_http_request_duration_seconds"
        let ofPredictions = #"route="/v1/models/{name}:predict",method="POST",status="2xx""#
        #expect(samples["\(duration)_count{\(ofPredictions)}"] == 400)
        #expect(samples[#"\#(duration)_bucket{\#(ofPredictions),le="+Inf"}"#] == 400)
        #expect(samples[#"\#(duration)_count{route="unmatched",method="other",status="4xx"}"#] == 8)
        let model = #"{model="odd-1.x",version="1"}"#
        #expect(samples["feedforward_model_predictions_total\(model)"] == 400)
        #expect(samples["feedforward_model_rows_total\(model)"] == 800)
        #expect(samples["feedforward_model_compute_seconds_count\(model)"] == 400)
        #expect(samples["feedforward_ready"] == 1)
        #expect(try #require(samples["process_resident_memory_bytes"]) > 1_000_000)
        // The bounds of a histogram rise, and so do their counts.
        let buckets = samples.filter { $0.key.hasPrefix("\(duration)_bucket{\(ofPredictions)") }
        #expect(buckets.values.max() == 400)
        #expect(try server.ask("DELETE", "/v1/models/odd-1.x").status == 204)
        #expect(try scrape(server.port).keys.allSatisfy { !$0.contains("odd-1.x") })
    }

    @Test("They can be turned off, and Triton's names on")
    func settings() throws {
        let off = try ServerProcess(environment: ["FEEDFORWARD__METRICS__ENABLED": "false"])
        #expect(try off.ask("GET", "/metrics").status == 404)
        let triton = try ServerProcess(environment: ["FEEDFORWARD__METRICS__TRITON_NAMES": "true"])
        #expect(try triton.ask("PUT", "/v1/models/m", content: Array(#"{"layer_sizes": [2, 3]}"#.utf8)).status == 201)
        #expect(try triton.post("/v1/models/m:predict", #"{"instances": [[1, 2]]}"#).status == 200)
        #expect(try scrape(triton.port)[#"nv_inference_request_success{model="m",version="1"}"#] == 1)
    }

    /// How often something went wrong, counted by several threads.
    private final class Failures: @unchecked Sendable {
        private let queue = DispatchQueue(label: "failures")
        // Touched only on `queue`.
        private var number = 0
        var count: Int { queue.sync { number } }
        func add() { queue.sync { number += 1 } }
    }
}
