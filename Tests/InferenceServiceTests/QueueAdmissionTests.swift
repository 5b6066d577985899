import HTTPServer
import HTTPWire
import Logging
import TestSupport
import Testing

@testable import InferenceService
@testable import ModelServing

/// That content which no worker will get to is not received.
struct QueueAdmissionTests {
    private static let definition = #"{"layer_sizes": [1000, 500, 10], "activations": "relu"}"#

    /// A request of which only the head has come.
    private func head(_ length: Int, _ fields: [(name: String, value: String)] = []) -> RequestText {
        RequestText(method: "POST", fields: fields + [("Content-Length", "\(length)")], parameters: ["m"])
    }

    private func predictions<Dialect: PredictionDialect>(
        _ dialect: Dialect,
        _ kept: KeptModels,
        _ pool: ComputePool,
        limits: EvaluationLimits = EvaluationLimits()
    ) -> PredictionEndpoint<Dialect> {
        PredictionEndpoint(
            route: Route(.post, "/v1/models/{name}", contentLimit: 1 << 20, scope: .infer),
            dialect: dialect,
            models: ModelLookup(registry: kept.registry),
            pool: pool,
            limits: limits,
            tracer: Tracer(Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        )
    }

    private func admission(_ request: RequestText, by endpoint: some Endpoint) throws -> Admission {
        try request.with { endpoint.admit($0, .named("id")) }
    }

    private func isCollected(_ admission: Admission) -> Bool {
        if case .buffer(limit: 1 << 20) = admission { true } else { false }
    }

    private func refusal(_ admission: Admission) -> Response? {
        if case .refuse(let response) = admission { response } else { nil }
    }

    @Test("With a full queue a large request is refused at its head, a small one is heard")
    func evaluations() throws {
        let pool = ComputePool(workers: 1, limits: .init(count: 1))
        let evaluate = OperationEndpoint(
            route: Route(.post, EvaluateOperation.template, contentLimit: 1 << 20),
            operation: EvaluateOperation(limits: EvaluationLimits()),
            pool: pool
        )
        #expect(try isCollected(admission(head(100_000), by: evaluate)))
        let occupied = OccupiedPool(pool)
        defer { occupied.letGo() }
        let response = try #require(try refusal(admission(head(100_000), by: evaluate)))
        #expect(response.status == 503)
        #expect(response.field("Retry-After") == "1")
        #expect(response.contentType == "application/problem+json")
        #expect(try isCollected(admission(head(1000), by: evaluate)))
    }

    /// A pool in which no time passes, so that nothing that was announced is forgotten.
    private func pool(bytes: Int) -> ComputePool {
        let now = ContinuousClock.now
        return ComputePool(workers: 1, limits: .init(bytes: bytes)) { now }
    }

    @Test("Rows that are announced are counted by their binary size, or by that of decimals with all digits")
    func predictions() async throws {
        // Room for three requests of 100 rows and not for four, where a number has four bytes.
        let bytes = 400_000
        let pool = pool(bytes: 7 * bytes)
        let kept = KeptModels(registry: ModelRegistry(pool: pool))
        for name in ["m", "other"] { try await kept.put(Self.definition, named: name) }
        let occupied = OccupiedPool(pool)
        defer { occupied.letGo() }
        let infer = predictions(InferDialect(), kept, pool)
        let binary = head(bytes, [("Inference-Header-Content-Length", "100")])
        for _ in 0..<3 { #expect(try isCollected(admission(binary, by: infer))) }
        let response = try #require(try refusal(admission(binary, by: infer)))
        #expect(response.status == 503)
        #expect(try object(response.content)["error"] is String)
        #expect(try isCollected(admission(head(1000), by: infer)))
        // A model that is not there is not the queue's affair.
        var unknown = binary
        unknown.parameters = ["unknown"]
        #expect(try isCollected(admission(unknown, by: infer)))
        // Another model: 18 rows or more are in as many bytes of JSON, and five requests of them find room.
        var decimals = head(bytes)
        decimals.parameters = ["other"]
        for _ in 0..<5 { #expect(try isCollected(admission(decimals, by: infer))) }
        #expect(try refusal(admission(decimals, by: infer)) != nil)
    }

    @Test("A head announces no more rows than a request may have")
    func mostRows() async throws {
        let bytes = 1_000_000
        var limits = EvaluationLimits()
        limits.rows = 10
        // Of the 250 rows that there would be, two requests would fill the queue.
        let pool = pool(bytes: 4_500_000)
        let kept = KeptModels(registry: ModelRegistry(pool: pool))
        try await kept.put(Self.definition)
        let infer = predictions(InferDialect(), kept, pool, limits: limits)
        let binary = head(bytes, [("Inference-Header-Content-Length", "100")])
        for _ in 0..<4 { #expect(try isCollected(admission(binary, by: infer))) }
        #expect(try refusal(admission(binary, by: infer)) != nil)
    }

    @Test("The time that a request waits to be read counts as waiting")
    func waitingToBeRead() async throws {
        let pool = ComputePool(workers: 1)
        let kept = KeptModels(registry: ModelRegistry(pool: pool))
        let entry = try await kept.put(#"{"layer_sizes": [1, 1]}"#)
        let endpoint = PredictionEndpoint(
            route: Route(.post, "/{name}", contentLimit: 1 << 20),
            dialect: PredictDialect(),
            models: ModelLookup(registry: kept.registry),
            pool: pool,
            limits: EvaluationLimits(),
            tracer: Tracer(Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        )
        let router = try Router(
            [endpoint],
            refusal: { _, _, _ in Response(404) },
            failure: { _, _, _ in Response(500) }
        )
        var configuration = ServerConfiguration()
        configuration.listeners = [ListenerConfiguration(.tcp(host: "127.0.0.1", port: 0))]
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = Server(configuration, handler: router, logger: logger)
        guard case .tcp(_, let port)? = try server.start().first?.place else { throw Unexpected() }
        let occupied = OccupiedPool(pool)
        let client = try RawConnection(port: port)
        let content = String(repeating: " ", count: 20 << 10) + #"{"instances": [[1]]}"#
        let head = "POST /m HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.utf8.count)\r\n\r\n"
        try client.send(head + content)
        // One piece of work waits already.
        for _ in 0..<10_000 where pool.waitingCount < 2 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(pool.waitingCount == 2)
        try await Task.sleep(for: .milliseconds(50))
        occupied.letGo()
        let answer = try client.receive()
        #expect(answer.status == 200)
        let queue = try #require(entry.model).statistics.figures.queue.time
        #expect(queue >= .milliseconds(50))
        let field = try #require(answer.field("Server-Timing"))
        let milliseconds = try #require(field.firstMatch(of: #/queue;dur=([0-9.]+)/#)).1
        #expect(try #require(Double(milliseconds)) >= 50)
        await withCheckedContinuation { done in server.stop { done.resume() } }
    }

    @Test("With a full queue large content for a model is refused at the head, and one that is not there is not found")
    func modelOperations() async throws {
        let pool = ComputePool(workers: 1, limits: .init(count: 1))
        let kept = KeptModels(registry: ModelRegistry(pool: pool))
        try await kept.put(Self.definition)
        let reports = ModelEndpoint(
            route: Route(.post, "/v1/models/{name}", contentLimit: 1 << 20, scope: .infer),
            operation: EvaluateModel(limits: EvaluationLimits()),
            models: ModelLookup(registry: kept.registry),
            pool: pool
        )
        let occupied = OccupiedPool(pool)
        defer { occupied.letGo() }
        #expect(try refusal(admission(head(100_000), by: reports))?.status == 503)
        var unknown = head(100_000)
        unknown.parameters = ["unknown"]
        #expect(try isCollected(admission(unknown, by: reports)))
    }
}

/// Takes the one worker of a pool, and a place in its queue.
private final class OccupiedPool {
    private let gate: Gate

    init(_ pool: ComputePool) {
        let gate = Gate()
        self.gate = gate
        let isHeld = pool.submit(price: Price(nanoseconds: 1000)) { gate.hold() }
        #expect(isHeld)
        gate.waitUntilHeld()
        let isWaiting = pool.submit(price: Price(nanoseconds: 1000)) {}
        #expect(isWaiting)
    }

    func letGo() { gate.open() }
}

private struct Unexpected: Error {}
