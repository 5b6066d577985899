internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import StrictJSON

/// `POST /v2/repository/models/{name}/unload`: lets a network go; what is kept of the model stays.
struct UnloadModelEndpoint: Endpoint {
    let route: Route
    let registry: ModelRegistry

    init(registry: ModelRegistry, contentLimit: Int) {
        route = Route(.post, "/v2/repository/models/{name}/unload", contentLimit: contentLimit, scope: .manage)
        self.registry = registry
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        let style = ProblemStyle.inference(accept: request.field("accept"))
        do throws(Problem) {
            try Self.check(request)
            let text = request.parameters[0]
            guard let name = ModelName(text) else { throw .unknownModel(text) }
            let pending = response.later()
            registry.submit(ModelChange(name, .unload)) { result in
                switch result {
                case .success: pending.send(.done)
                case .failure(let failure):
                    let problem = Problem(failure, name: name.text)
                    pending.send(problem.response(to: pending.context, style: style))
                }
            }
        } catch {
            response.send(error.response(to: response.context, style: style))
        }
    }

    /// Checks the content: no model depends on another one, so it decides nothing.
    private static func check(_ request: borrowing Request) throws(Problem) {
        try request.forEachInferenceMember { (fields, key, place, pointer) throws(Problem) in
            guard key == "parameters", let place = fields.unlessNull(place) else { return }
            try fields.check(.object, "an object", at: place, pointer)
            guard let flag = fields.document.member("unload_dependents", at: place) else { return }
            _ = try fields.boolean(flag, pointer.appending("unload_dependents"))
        }
    }
}
