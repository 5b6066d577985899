internal import HTTPServer
internal import HTTPWire
internal import Locking
internal import ModelServing
internal import StrictJSON

/// `GET` and `POST` of trace settings, of the server or of one model.
struct TraceSettingsEndpoint: ProtocolEndpoint {
    /// All settings there are.
    private struct All: Sendable {
        var general = TraceSettings()
        var ofModels: [ModelName: TraceSettings] = [:]
    }

    /// With a parameter, the name of the model.
    let route: Route
    private let models: ModelLookup
    private let all: Lock<All>

    private init(_ route: Route, _ models: ModelLookup, _ all: Lock<All>) {
        self.route = route
        self.models = models
        self.all = all
    }

    /// All endpoints, over the same settings.
    static func all(_ models: ModelLookup, contentLimit: Int) -> [TraceSettingsEndpoint] {
        let all = Lock(All())
        return ["/v2/trace/setting", "/v2/models/{name}/trace/setting"].flatMap { path in
            [
                TraceSettingsEndpoint(Route(.get, path), models, all),
                TraceSettingsEndpoint(Route(.post, path, contentLimit: contentLimit), models, all),
            ]
        }
    }

    func answer(to request: borrowing Request) throws(Problem) -> Response {
        let isChange = route.method == .post
        guard let text = request.parameters.first else {
            guard isChange else { return all.withLock(\.general).response() }
            let changed = try Self.changed(all.withLock(\.general), request)
            all.withLock { $0.general = changed }
            return changed.response()
        }
        let name = try models.entry(text).kept.name
        let (general, own) = all.withLock { ($0.general, $0.ofModels[name] ?? TraceSettings()) }
        guard isChange else { return own.response(general) }
        let changed = try Self.changed(own, request)
        let names = Set(models.registry.entries.map(\.kept.name))
        all.withLock { all in
            // What belongs to models that are gone goes as well, so that names do not pile up.
            all.ofModels = all.ofModels.filter { names.contains($0.key) }
            all.ofModels[name] = changed == TraceSettings() ? nil : changed
        }
        return changed.response(general)
    }

    private static func changed(
        _ settings: TraceSettings,
        _ request: borrowing Request
    ) throws(Problem) -> TraceSettings {
        var changed = settings
        try request.forEachInferenceMember { (fields, name, place, pointer) throws(Problem) in
            try changed.set(name, fields, place, pointer)
        }
        return changed
    }
}
