import HTTPServer
import HTTPWire
import Logging
import Testing

@testable import InferenceService

@Suite("Log and trace settings")
struct SettingsTests {
    /// A tracer that nobody shares.
    private static var tracer: Tracer { Tracer(Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) }

    /// What an endpoint of a list answers.
    private func ask(
        _ endpoints: [some ProtocolEndpoint],
        _ method: HTTPWire.Method,
        _ body: String = "",
        model: String? = nil
    ) throws -> [String: Any] {
        let endpoint = try #require(
            endpoints.first { $0.route.method == method && $0.route.template.contains("{") == (model != nil) }
        )
        let request = RequestText(
            method: method.rawValue,
            body: Array(body.utf8),
            parameters: model.map { [$0] } ?? []
        )
        return try object(try request.with { try endpoint.answer(to: $0) }.content)
    }

    @Test("Log settings have exactly the members that clients compare, and take a part of them")
    func logging() throws {
        let endpoints = LogSettingsEndpoint.all(LogSelection(), contentLimit: 1000)
        let first = try ask(endpoints, .get)
        #expect(
            Set(first.keys)
                == ["log_file", "log_info", "log_warning", "log_error", "log_verbose_level", "log_format"]
        )
        let body =
            #"{"log_info": false, "log_verbose_level": 2, "log_format": "ISO8601", "log_error": null, "log_file": ""}"#
        let changed = try ask(endpoints, .post, body)
        #expect(changed["log_info"] as? Bool == false)
        #expect(changed["log_error"] as? Bool == true)
        #expect(changed["log_verbose_level"] as? Int == 2)
        #expect(changed["log_format"] as? String == "ISO8601")
        #expect(try ask(endpoints, .get)["log_verbose_level"] as? Int == 2)
    }

    @Test(
        "A wrong log setting changes nothing",
        arguments: [
            #"{"log_info": false, "log_format": "json"}"#, #"{"log_info": false, "log_file": "a.log"}"#,
            #"{"log_info": false, "log_verbose_level": -1}"#, #"{"log_info": 0}"#, #"{"log_inf": false}"#, "[]", "{",
        ]
    )
    func wrongLogging(body: String) throws {
        let endpoints = LogSettingsEndpoint.all(LogSelection(), contentLimit: 1000)
        #expect(throws: Problem.self) { try ask(endpoints, .post, body) }
        #expect(try ask(endpoints, .get)["log_info"] as? Bool == true)
    }

    @Test("Log settings decide what is written")
    func selection() throws {
        let selection = LogSelection()
        let endpoints = LogSettingsEndpoint.all(selection, contentLimit: 1000)
        #expect(selection.allows(.info) && selection.level(from: .info) == .info)
        _ = try ask(endpoints, .post, #"{"log_info": false, "log_error": false, "log_verbose_level": 1}"#)
        #expect(!selection.allows(.info) && !selection.allows(.error) && selection.allows(.warning))
        #expect(selection.allows(.critical))
        #expect(selection.level(from: .info) == .debug && selection.level(from: .trace) == .trace)
    }

    @Test("A model has the trace settings of the server until it has its own, and null gives them back")
    func tracing() async throws {
        let models = TestedModels()
        try await models.keep("m")
        let endpoints = TraceSettingsEndpoint.all(
            ModelLookup(registry: models.registry),
            Self.tracer,
            contentLimit: 1000
        )
        func rate(_ settings: [String: Any]) -> String? { settings["trace_rate"] as? String }
        #expect(rate(try ask(endpoints, .get)) == "1000")
        #expect(rate(try ask(endpoints, .post, #"{"trace_rate": "500", "trace_level": ["TIMESTAMPS"]}"#)) == "500")
        #expect(rate(try ask(endpoints, .get, model: "m")) == "500")
        #expect(rate(try ask(endpoints, .post, #"{"trace_rate": 7}"#, model: "m")) == "7")
        #expect(rate(try ask(endpoints, .get)) == "500")
        #expect(try ask(endpoints, .get, model: "m")["trace_level"] as? [String] == ["TIMESTAMPS"])
        #expect(rate(try ask(endpoints, .post, #"{"trace_rate": null}"#, model: "m")) == "500")
        #expect(rate(try ask(endpoints, .post, #"{"trace_rate": null}"#)) == "1000")
        #expect(throws: Problem.self) { try ask(endpoints, .get, model: "none") }
    }

    @Test(
        "A wrong trace setting is refused",
        arguments: [
            #"{"trace_rate": "x"}"#, #"{"trace_rate": "-1"}"#, #"{"trace_count": -2}"#, #"{"trace_level": "ALL"}"#,
            #"{"trace_level": ["OFF", "TENSORS"]}"#, #"{"trace_file": "a"}"#, #"{"trace_mode": "opentelemetry"}"#,
            #"{"rate": "1"}"#, #"{"log_frequency": "99999999999999999999"}"#,
        ]
    )
    func wrongTracing(body: String) throws {
        let endpoints = TraceSettingsEndpoint.all(
            ModelLookup(registry: TestedModels().registry),
            Self.tracer,
            contentLimit: 1000
        )
        #expect(throws: Problem.self) { try ask(endpoints, .post, body) }
    }
}
