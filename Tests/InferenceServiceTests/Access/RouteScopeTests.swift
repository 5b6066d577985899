import HTTPServer
import HTTPWire
import Logging
import Testing

@testable import InferenceService

/// What a client has to be allowed for each route of the service.
struct RouteScopeTests {
    /// Every route that is not for those who may change something; a new one belongs here or in `managed`.
    private static let decided: [Scope: Set<String>] = [
        .open: [
            "GET /", "GET /healthz", "GET /livez", "GET /readyz", "GET /v2/health/live", "GET /v2/health/ready",
            "GET /openapi.yaml", "GET /openapi.json",
        ],
        .infer: [
            "POST /v1/evaluate", "POST /v1/validate", "GET /v1/schema", "GET /v1/activations",
            "GET /v1/activations/{type}", "GET /v1/initializers", "GET /v1/initializers/{scheme}", "GET /v1/models",
            "GET /v1/models/{name}", "GET /v1/models/{name}/versions/{version}", "GET /v1/models/{name}/parameters",
            "GET /v1/models/{name}/statistics", "POST /v1/models/{name}/evaluate", "GET /v1/models/{name}/metadata",
            "GET /v1/models/{name}/versions/{version}/metadata", "POST /v1/models/{name}:predict",
            "POST /v1/models/{name}/versions/{version}:predict", "GET /v2", "GET /v2/", "GET /v2/models",
            "GET /v2/models/stats", "GET /v2/models/{name}", "GET /v2/models/{name}/ready",
            "GET /v2/models/{name}/config", "GET /v2/models/{name}/stats", "POST /v2/models/{name}/infer",
            "GET /v2/models/{name}/versions/{version}", "GET /v2/models/{name}/versions/{version}/ready",
            "GET /v2/models/{name}/versions/{version}/config", "GET /v2/models/{name}/versions/{version}/stats",
            "POST /v2/models/{name}/versions/{version}/infer", "GET /v2/logging", "GET /v2/trace/setting",
            "GET /v2/models/{name}/trace/setting",
        ],
        .metrics: ["GET /metrics"],
        .manage: [
            "PUT /v1/models/{name}", "DELETE /v1/models/{name}", "PUT /v1/models/{name}/parameters",
            "POST /v2/repository/index", "POST /v2/repository/models/{name}/load",
            "POST /v2/repository/models/{name}/unload", "POST /v2/logging", "POST /v2/trace/setting",
            "POST /v2/models/{name}/trace/setting", "GET /v2/{kind}sharedmemory/status",
            "GET /v2/{kind}sharedmemory/region/{region}/status", "POST /v2/{kind}sharedmemory/region/{region}/register",
            "POST /v2/{kind}sharedmemory/region/{region}/unregister", "POST /v2/{kind}sharedmemory/unregister",
        ],
    ]

    @Test("Every route has the scope that was decided for it, and none is without a decision")
    func scopes() {
        let service = InferenceService(.init(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        for route in service.routes {
            let name = "\(route.method.rawValue) \(route.template)"
            let decided = Self.decided.first { $0.value.contains(name) }?.key
            #expect(route.scope == decided, "\(name)")
        }
    }
}
