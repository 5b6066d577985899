internal import HTTPServer
internal import HTTPWire

/// `POST /v1/models/{name}/evaluate`: rows in one document, as `EvaluateModel` takes them, or as lines that flow.
struct EvaluateModelEndpoint: Endpoint {
    let document: ModelEndpoint<EvaluateModel>

    var route: Route { document.route }

    func admit(_ request: borrowing Request, _ context: RequestContext) -> Admission {
        guard RowStream.isMeant(by: request.field("content-type")) else {
            return document.admit(request, context)
        }
        return RowStream.admission(
            of: request,
            context: context,
            models: document.models,
            pool: document.pool
        )
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        document.respond(to: request, &response)
    }
}
