internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import StrictJSON

/// `POST /v2/repository/index`: all models there are, and whether they answer.
///
/// With a folder, what was changed there is read first.
struct RepositoryIndexEndpoint: Endpoint {
    let route: Route
    let registry: ModelRegistry

    init(registry: ModelRegistry, contentLimit: Int) {
        route = Route(.post, "/v2/repository/index", contentLimit: contentLimit, scope: .manage)
        self.registry = registry
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        do throws(Problem) {
            let isReadyOnly = try Self.isReadyOnly(request)
            guard registry.isDurable else {
                response.send(answer(isReadyOnly: isReadyOnly))
                return
            }
            let pending = response.later()
            // A folder that cannot be read leaves what is known.
            registry.reload { _ in pending.send(answer(isReadyOnly: isReadyOnly)) }
        } catch {
            let style = ProblemStyle.inference(accept: request.field("accept"))
            response.send(error.response(to: response.context, style: style))
        }
    }

    /// The index of what is known now.
    func answer(isReadyOnly: Bool) -> Response {
        .inferenceJSON { $0.value(index: registry, isReadyOnly: isReadyOnly) }
    }

    /// Whether only models are wanted that answer.
    static func isReadyOnly(_ request: borrowing Request) throws(Problem) -> Bool {
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
