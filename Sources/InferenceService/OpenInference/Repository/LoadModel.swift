internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// `POST /v2/repository/models/{name}/load`: loads a model again, or keeps what the request brings along.
///
/// It answers when the model answers predictions. A load that fails leaves everything as it was.
struct LoadModelEndpoint: Endpoint {
    let route: Route
    let registry: ModelRegistry
    let pool: ComputePool
    let limits: EvaluationLimits

    init(registry: ModelRegistry, pool: ComputePool, limits: EvaluationLimits, contentLimit: Int) {
        route = Route(.post, "/v2/repository/models/{name}/load", contentLimit: contentLimit)
        self.registry = registry
        self.pool = pool
        self.limits = limits
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        let style = ProblemStyle.inference(accept: request.field("accept"))
        do throws(Problem) {
            guard request.body.count > ModelEndpoint<TensorMetadata>.inPlaceLimit else {
                let change = try self.change(request)
                submit(change, response.later(), style)
                return
            }
            let parameters = request.parameters
            let pending = response.later()
            pool.submit(price: .parsing(bytes: pending.body.count), for: pending, style) { () throws(Problem) in
                let change = try pending.withRequest(parameters) { (request) throws(Problem) -> ModelChange in
                    try self.change(request)
                }
                submit(change, pending, style)
            }
        } catch {
            response.send(error.response(requestID: response.requestID, style: style))
        }
    }

    /// The change that a request asks for.
    private func change(_ request: borrowing Request) throws(Problem) -> ModelChange {
        let text = request.parameters[0]
        let payload = try LoadPayload(request, name: text, limits: limits)
        guard let name = ModelName(text) else {
            throw payload.plan == nil ? .notLoaded(text) : .invalidName(text)
        }
        let present = registry.entry(named: name)?.kept.plan
        guard let parameters = payload.parameters else {
            // A definition that is kept already brings nothing new, and must not cost the parameters that are stored.
            guard let plan = payload.plan, plan.definition != present?.definition else {
                return ModelChange(name, .load)
            }
            return ModelChange(name, .keep(plan, parameters: nil, basis: .anything))
        }
        guard let plan = payload.plan ?? present else { throw .notLoaded(text) }
        do {
            let tensors = try ParameterFormat.safetensors.read(parameters.span, for: plan)
            let basis = payload.plan == nil ? ModelChange.Basis.definition(plan.definition) : .anything
            return ModelChange(name, .keep(plan, parameters: tensors, basis: basis))
        } catch {
            throw Problem(error, file: LoadPayload.parametersFile)
        }
    }

    private func submit(_ change: ModelChange, _ pending: PendingResponse, _ style: ProblemStyle) {
        registry.submit(change) { result in
            switch result {
            case .success: pending.send(.done)
            case .failure(let failure):
                let name = change.name.text
                let problem =
                    if case .unknownModel = failure { Problem.notLoaded(name) } else { Problem(failure, name: name) }
                pending.send(problem.response(requestID: pending.requestID, style: style))
            }
        }
    }
}

extension Response {
    /// The answer to a change of the repository: clients look at the status only, which has to be 200.
    static let done = Response(200, fields: [.init("Cache-Control", "no-store")])
}

extension Problem {
    /// The problem of a load of a model that is nowhere, in the words that clients look for.
    static func notLoaded(_ name: String) -> Problem {
        Problem(
            .modelNotFound,
            "failed to load \(quoted(name)): there is no such model, and the request brings no definition."
        )
    }

    /// The problem of a file of parameters.
    fileprivate init(_ error: ParametersError, file: String) {
        switch error {
        case .syntax(let error):
            let problem = Problem(error, isEmpty: false)
            self.init(.invalidContent, "in \(file): \(problem.detail)", errors: problem.errors)
        case .problems(let problems):
            self.init(.invalidContent, "in \(file): \(Self.summary(problems.all))", errors: problems.all)
        }
    }
}
