internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import StrictJSON

/// `GET /v1/models`: the names of all models that are kept, loaded or not.
struct ModelListEndpoint: Endpoint {
    let route = Route(.get, "/v1/models", scope: .infer)
    let registry: ModelRegistry

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        response.send(answer(to: request, for: response.context))
    }

    /// The answer to a request.
    func answer(to request: borrowing Request, for context: RequestContext) -> Response {
        do {
            let type = try request.preferredType(of: ["application/json"])
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("models")
            writer.beginArray()
            for entry in registry.entries { writer.value(entry.kept.name.text) }
            writer.endArray()
            writer.endObject()
            return Response(
                200,
                contentType: type,
                fields: [.init("Cache-Control", "no-store")],
                content: writer.bytes
            )
        } catch {
            return error.response(to: context, style: .models(accept: request.field("accept")))
        }
    }
}
