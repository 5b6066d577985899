internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import StrictJSON

/// `POST /v2/repository/index`: all models there are, and whether they answer.
struct RepositoryIndexEndpoint: ProtocolEndpoint {
    let route: Route
    let registry: ModelRegistry

    init(registry: ModelRegistry, contentLimit: Int) {
        route = Route(.post, "/v2/repository/index", contentLimit: contentLimit)
        self.registry = registry
    }

    func answer(to request: borrowing Request) throws(Problem) -> Response {
        let isReadyOnly = try Self.isReadyOnly(request)
        return .inferenceJSON { $0.value(index: registry, isReadyOnly: isReadyOnly) }
    }

    /// Whether only models are wanted that answer.
    private static func isReadyOnly(_ request: borrowing Request) throws(Problem) -> Bool {
        var isReadyOnly = false
        try request.forEachInferenceMember { (fields, key, place, pointer) throws(Problem) in
            if key == "ready" { isReadyOnly = try fields.boolean(place, pointer) }
        }
        return isReadyOnly
    }
}

extension JSONWriter {
    fileprivate mutating func value(index registry: ModelRegistry, isReadyOnly: Bool) {
        beginArray()
        for entry in registry.entries where entry.model != nil || !isReadyOnly {
            beginObject()
            member("name", entry.kept.name.text)
            member("version", "\(entry.kept.version)")
            if entry.model != nil {
                member("state", "READY")
            } else {
                member("state", "UNAVAILABLE")
                member("reason", "unloaded")
            }
            endObject()
        }
        for model in registry.damaged where !isReadyOnly {
            beginObject()
            member("name", model.name)
            member("state", "UNAVAILABLE")
            member("reason", model.reason)
            endObject()
        }
        endArray()
    }
}
