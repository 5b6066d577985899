import HTTPServer
import HTTPWire
import ModelServing
import NeuralNetwork
import Testing

@testable import InferenceService

/// The endpoints without a server: from a request to an answer.
struct EndpointTests {
    private let evaluate = OperationEndpoint(
        route: Route(.post, EvaluateOperation.template),
        operation: EvaluateOperation(limits: EvaluationLimits()),
        pool: ComputePool(workers: 1)
    )

    private func answer(_ request: RequestText) throws -> Response {
        try request.with { request in
            var timing = ServerTiming()
            return switch evaluate.step(for: request, .named("id"), &timing) {
            case .done(let response): response
            case .work(let work, let format): evaluate.answer(to: work, format, for: .named("id"))
            }
        }
    }

    private func post(_ fields: [(String, String)], _ body: String) -> RequestText {
        let length = ("Content-Length", "\(body.utf8.count)")
        return RequestText(
            method: "POST",
            target: "/v1/evaluate",
            fields: (fields + [length]).map { (name: $0.0, value: $0.1) },
            body: Array(body.utf8)
        )
    }

    private static let body = #"{"network": {"layer_sizes": [1, 1]}, "inputs": [1]}"#

    @Test(
        "The answer has the form that the client accepts, and is not stored",
        arguments: [
            ([], "application/json"), ([("Accept", "text/plain")], "text/plain; charset=utf-8"),
            ([("Content-Type", "application/x-www-form-urlencoded")], "application/json"),
            ([("Accept", "text/x-python")], "text/x-python; charset=utf-8"),
        ] as [([(String, String)], String)]
    )
    func forms(_ fields: [(String, String)], _ type: String) throws {
        let response = try answer(post(fields, Self.body))
        #expect(response.status == 200)
        #expect(response.contentType == type)
        #expect(response.field("Cache-Control") == "no-store")
        #expect(response.field("Vary") == "Accept")
    }

    @Test(
        "What cannot be answered has its status",
        arguments: [
            ([("Accept", "image/png")], body, 406), ([("Content-Type", "text/xml")], body, 415),
            ([], "{", 400), ([], "{}", 422),
        ] as [([(String, String)], String, Int)]
    )
    func refusals(_ fields: [(String, String)], _ body: String, _ status: Int) throws {
        let response = try answer(post(fields, body))
        #expect(response.status.rawValue == status)
        #expect(response.contentType == "application/problem+json")
        #expect(try object(response.content)["instance"] as? String == "id")
    }

    @Test("What is offered is listed where nothing is accepted")
    func offers() throws {
        let response = try answer(post([("Accept", "image/png")], Self.body))
        #expect(text(response.content).contains("application/json, text/plain"))
    }

    @Test(
        "A document has an entity tag; a client that has it gets no content",
        arguments: [
            (DocumentEndpoint.schema(), "application/schema+json"),
            (DocumentEndpoint.activations(), "application/json"),
            (DocumentEndpoint.initializers(), "application/json"),
            (DocumentEndpoint.contractYAML(), "application/yaml"),
            (DocumentEndpoint.contractJSON(), "application/json"),
        ]
    )
    func documents(_ endpoint: DocumentEndpoint, _ type: String) throws {
        let first = try RequestText().with { endpoint.answer(to: $0, for: .named("")) }
        #expect(first.status == 200)
        #expect(first.contentType == type)
        #expect(!first.content.isEmpty)
        let tag = try #require(first.field("ETag"))
        let fields = [(name: "If-None-Match", value: tag)]
        let second = try RequestText(fields: fields).with { endpoint.answer(to: $0, for: .named("")) }
        #expect(second.status == 304)
        #expect(second.content.isEmpty)
        #expect(second.field("ETag") == tag)
        let picky = try RequestText(fields: [(name: "Accept", value: "image/png")]).with {
            endpoint.answer(to: $0, for: .named(""))
        }
        #expect(picky.status == 406)
    }

    @Test("The entity tag of a document in a coding that the client takes is the document's")
    func codedTags() throws {
        let endpoint = DocumentEndpoint.schema()
        let first = try RequestText().with { endpoint.answer(to: $0, for: .named("")) }
        let tag = try #require(first.field("ETag")?.dropLast())
        for (accepted, status) in [("gzip", 304), ("deflate, gzip;q=0.1", 304), ("deflate", 200), ("gzip;q=0", 200)] {
            let fields = [(name: "If-None-Match", value: "\(tag)-gzip\""), (name: "Accept-Encoding", value: accepted)]
            let answer = try RequestText(fields: fields).with { endpoint.answer(to: $0, for: .named("")) }
            #expect(answer.status.rawValue == status, "\(accepted)")
            let match = try RequestText(fields: [(name: "If-Match", value: "\(tag)-gzip\"")] + fields.dropFirst()).with
            {
                $0.field("if-match")
            }
            #expect(match == "\(tag)\"")
        }
    }

    @Test("The catalogues list every activation and every scheme")
    func catalogues() throws {
        let activations = try RequestText().with { DocumentEndpoint.activations().answer(to: $0, for: .named("")) }
        let entries = try #require(object(activations.content)["activations"] as? [[String: Any]])
        #expect(entries.compactMap { $0["type"] as? String } == Activation.Kind.allCases.map(\.rawValue))
        let relu6 = try #require(entries.first { $0["type"] as? String == "relu6" })
        #expect(relu6["range"] as? [Double] == [0, 6])
        let leaky = text(activations.content)
        #expect(
            leaky.contains(
                #"{"type":"leaky_relu","parameters":[{"name":"negative_slope","required":false,"default":0.01,"#
                    + #""kind":"number","bounds":"any"}]"#
            )
        )
        #expect(leaky.contains(#"{"type":"silu","aliases":["swish"],"parameters":[]"#))
        let initializers = try RequestText().with { DocumentEndpoint.initializers().answer(to: $0, for: .named("")) }
        let schemes = try #require(object(initializers.content)["initializers"] as? [[String: Any]])
        #expect(schemes.compactMap { $0["scheme"] as? String } == Initializer.Scheme.allCases.map(\.rawValue))
        #expect(schemes.allSatisfy { ($0["formula"] as? String)?.isEmpty == false && $0["source"] != nil })
    }

    @Test("Liveness, readiness and the root say what probes expect")
    func health() throws {
        #expect(text(LivenessEndpoint.answer.content) == #"{"live":true}"#)
        #expect(text(RootEndpoint.answer.content) == #"{"status":"alive"}"#)
        let readiness = Readiness(isLoading: true)
        let endpoint = ReadinessEndpoint("/readyz", readiness)
        #expect(endpoint.answer.status == 503)
        #expect(text(endpoint.answer.content) == #"{"ready":false,"error":"loading models"}"#)
        readiness.endLoading()
        #expect(endpoint.answer.status == 200)
        #expect(text(endpoint.answer.content) == #"{"ready":true}"#)
        readiness.beginStopping()
        #expect(endpoint.answer.status == 503)
        #expect(text(endpoint.answer.content) == #"{"ready":false,"error":"the server is stopping"}"#)
        #expect(endpoint.answer.field("Retry-After") != nil)
    }
}
