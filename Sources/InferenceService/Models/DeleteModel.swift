internal import HTTPServer
internal import HTTPWire
internal import ModelServing

/// `DELETE /v1/models/{name}`: lets go of everything under the name.
struct DeleteModelEndpoint: Endpoint {
    let route = Route(.delete, "/v1/models/{name}", scope: .manage)
    let changer: ModelChanger

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        let style = ProblemStyle.models(accept: request.field("accept"))
        do {
            let change = try read(request)
            changer.submit(change, for: response.later(), style)
        } catch {
            response.send(error.response(to: response.context, style: style))
        }
    }

    private func read(_ request: borrowing Request) throws(Problem) -> ModelChange {
        let name = request.parameters[0]
        guard let valid = ModelName(name) else { throw .unknownModel(name) }
        let preconditions = try Preconditions(request)
        return ModelChange(valid, .remove) { entry in
            // Without a model the answer is 404 whatever the preconditions say (RFC 9110 section 13.2.1).
            guard let entry else { return true }
            return preconditions.hold(for: [EntityTag(of: entry.kept)])
        }
    }
}
