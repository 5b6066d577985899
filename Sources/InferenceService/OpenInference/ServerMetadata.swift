internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import StrictJSON

/// `GET /v2`, and `/v2/`, which the protocol's own description asks for: the server and what it can do.
struct ServerMetadataEndpoint: ProtocolEndpoint {
    /// The extensions of the protocol that are complete.
    static let extensions = [
        "classification", "model_repository", "model_repository(unload_dependents)", "model_configuration",
        "binary_tensor_data", "parameters", "statistics", "trace", "logging",
    ]

    let route: Route

    init(_ template: String) { route = Route(.get, template, scope: .infer) }

    func answer(to request: borrowing Request) throws(Problem) -> Response { Self.answer }

    private static let answer = Response.inferenceJSON { writer in
        writer.beginObject()
        writer.member("name", "feedforward")
        writer.member("version", Contract.version)
        writer.key("extensions")
        writer.beginArray()
        for name in extensions { writer.value(name) }
        writer.endArray()
        writer.endObject()
    }
}

/// `GET /v2/models`: the names of the models that answer.
struct ModelNamesEndpoint: ProtocolEndpoint {
    let route = Route(.get, "/v2/models", scope: .infer)
    let registry: ModelRegistry

    func answer(to request: borrowing Request) throws(Problem) -> Response {
        .inferenceJSON { writer in
            writer.beginObject()
            writer.key("models")
            writer.beginArray()
            for entry in registry.entries where entry.model != nil { writer.value(entry.kept.name.text) }
            writer.endArray()
            writer.endObject()
        }
    }
}
