import HTTPServer
import HTTPWire
import Logging
import ModelServing
import TestSupport
import Testing

@testable import InferenceService

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
        _ pool: ComputePool
    ) -> PredictionEndpoint<Dialect> {
        PredictionEndpoint(
            route: Route(.post, "/v1/models/{name}", contentLimit: 1 << 20, scope: .infer),
            dialect: dialect,
            models: ModelLookup(registry: kept.registry),
            pool: pool,
            limits: EvaluationLimits(),
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

    @Test("Rows that are announced are counted by their binary size, or by about that of decimals")
    func predictions() async throws {
        // Room for three requests of 100 rows and not for four, where a number has four bytes.
        let bytes = 400_000
        let pool = ComputePool(workers: 1, limits: .init(bytes: 7 * bytes))
        let kept = KeptModels(registry: ModelRegistry(pool: pool))
        try await kept.put(Self.definition)
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
