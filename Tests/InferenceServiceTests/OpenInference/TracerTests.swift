import HTTPServer
import HTTPWire
import Locking
import Logging
import ModelServing
import Testing

@testable import InferenceService

@Suite("Traces of predictions")
struct TracerTests {
    /// Keeps what is logged.
    private struct Kept: LogHandler {
        let lines: Lock<[Logger.Metadata]>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) { lines.withLock { $0.append(event.metadata ?? [:]) } }
    }

    private let lines = Lock<[Logger.Metadata]>([])
    private let tracer: Tracer
    private let tested = TestedModels()

    init() {
        let handler = Kept(lines: lines)
        tracer = Tracer(Logger(label: "test") { _ in handler })
    }

    private func set(_ body: String, model: String? = nil) throws {
        let endpoints = TraceSettingsEndpoint.all(ModelLookup(registry: tested.registry), tracer, contentLimit: 1000)
        let endpoint = try #require(
            endpoints.first { $0.route.method == .post && $0.route.template.contains("{") == (model != nil) }
        )
        let request = RequestText(method: "POST", body: Array(body.utf8), parameters: model.map { [$0] } ?? [])
        _ = try request.with { try endpoint.answer(to: $0) }
    }

    private func predict(_ model: Model, times: Int) {
        let duration = ModelStatistics.Times(
            input: .microseconds(1),
            queue: .microseconds(2),
            compute: .microseconds(3),
            output: .microseconds(4)
        )
        for number in 0..<times { tracer.note(model, rows: 5, duration, .named("id-\(number)")) }
    }

    @Test("Nothing is logged unless times are asked for")
    func off() async throws {
        let model = try await tested.keep("m")
        predict(model, times: 3000)
        try set(#"{"trace_level": ["TENSORS"], "trace_rate": "1"}"#)
        predict(model, times: 10)
        #expect(lines.withLock(\.count) == 0)
    }

    @Test("One in trace_rate is logged, up to trace_count, with what it took")
    func sampled() async throws {
        let model = try await tested.keep("m")
        try set(#"{"trace_level": ["TIMESTAMPS"], "trace_rate": "10", "trace_count": "3"}"#)
        predict(model, times: 25)
        #expect(lines.withLock(\.count) == 2)
        predict(model, times: 100)
        let all = lines.withLock { $0 }
        #expect(all.count == 3)
        let first = try #require(all.first)
        #expect(first["model"] == "m" && first["version"] == "1" && first["rows"] == "5")
        #expect(first["request_id"] == "id-9")
        #expect(["read_us", "queue_us", "compute_us", "write_us"].map { first[$0] } == ["1", "2", "3", "4"])
    }

    @Test("A model's own settings count before the server's, and null gives them back")
    func ofModel() async throws {
        let (one, two) = (try await tested.keep("one"), try await tested.keep("two"))
        try set(#"{"trace_level": ["TIMESTAMPS"], "trace_rate": "1"}"#)
        try set(#"{"trace_level": ["OFF"]}"#, model: "one")
        predict(one, times: 5)
        #expect(lines.withLock(\.count) == 0)
        predict(two, times: 5)
        #expect(lines.withLock(\.count) == 5)
        try set(#"{"trace_level": null}"#, model: "one")
        predict(one, times: 5)
        #expect(lines.withLock(\.count) == 10)
        try set(#"{"trace_level": ["OFF"]}"#)
        predict(two, times: 5)
        #expect(lines.withLock(\.count) == 10)
    }
}
