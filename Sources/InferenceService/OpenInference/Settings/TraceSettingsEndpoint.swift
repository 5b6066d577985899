internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import StrictJSON

/// `GET` and `POST` of trace settings, of the server or of one model.
struct TraceSettingsEndpoint: ProtocolEndpoint {
    /// With a parameter, the name of the model.
    let route: Route
    private let models: ModelLookup
    private let tracer: Tracer

    private init(_ route: Route, _ models: ModelLookup, _ tracer: Tracer) {
        self.route = route
        self.models = models
        self.tracer = tracer
    }

    /// All endpoints, over the same settings.
    static func all(_ models: ModelLookup, _ tracer: Tracer, contentLimit: Int) -> [TraceSettingsEndpoint] {
        ["/v2/trace/setting", "/v2/models/{name}/trace/setting"].flatMap { path in
            [
                TraceSettingsEndpoint(Route(.get, path, scope: .infer), models, tracer),
                TraceSettingsEndpoint(
                    Route(.post, path, contentLimit: contentLimit, scope: .manage),
                    models,
                    tracer
                ),
            ]
        }
    }

    func answer(to request: borrowing Request) throws(Problem) -> Response {
        var name: ModelName?
        if let text = request.parameters.first { name = try models.entry(text).kept.name }
        let (own, general) = tracer.settings(of: name)
        guard route.method == .post else { return own.response(general) }
        var changed = own
        try request.forEachInferenceMember { (fields, name, place, pointer) throws(Problem) in
            try changed.set(name, fields, place, pointer)
        }
        tracer.set(changed, of: name, models: Set(models.registry.entries.map(\.kept.name)))
        return changed.response(general)
    }
}
