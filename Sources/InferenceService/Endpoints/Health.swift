internal import HTTPServer
internal import HTTPWire
internal import StrictJSON

/// `GET /healthz`, `/livez`, `/v2/health/live`: whether the process is alive.
///
/// Does not negotiate: a probe is better answered in a form it did not ask for than taken for a failure.
struct LivenessEndpoint: Endpoint {
    let route: Route

    init(_ template: String) { route = Route(.get, template, scope: .open) }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) { response.send(Self.answer) }

    static let answer = Response.health(200) { $0.member("live", true) }
}

/// `GET /readyz`, `/v2/health/ready`: whether the server takes requests.
struct ReadinessEndpoint: Endpoint {
    let route: Route
    let readiness: Readiness

    init(_ template: String, _ readiness: Readiness) {
        route = Route(.get, template, scope: .open)
        self.readiness = readiness
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) { response.send(answer) }

    var answer: Response {
        switch readiness.obstacle {
        case nil: Self.ready
        case .loading: Self.loading
        case .stopping: Self.stopping
        }
    }

    private static let ready = Response.health(200) { $0.member("ready", true) }
    private static let loading = notReady("loading models")
    private static let stopping = notReady("the server is stopping")

    private static func notReady(_ reason: String) -> Response {
        .health(503, fields: [.init("Retry-After", "1")]) {
            $0.member("ready", false)
            $0.member("error", reason)
        }
    }
}

extension Response {
    fileprivate static func health(
        _ status: Int,
        fields: [Field] = [],
        _ members: (inout JSONWriter) -> Void
    ) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        members(&writer)
        writer.endObject()
        return Response(
            .init(rawValue: status),
            contentType: "application/json",
            fields: [.init("Cache-Control", "no-store")] + fields,
            content: writer.bytes
        )
    }
}
