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
        route = Route(.post, "/v2/repository/models/{name}/load", contentLimit: contentLimit, scope: .manage)
        self.registry = registry
        self.pool = pool
        self.limits = limits
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        let style = ProblemStyle.inference(accept: request.field("accept"))
        do throws(Problem) {
            guard request.body.count > ModelEndpoint<TensorMetadata>.inPlaceLimit else {
                var timing = ServerTiming()
                let load = try self.load(request, &timing)
                submit(load.change, otherwise: load.otherwise, response.later(), style, timing)
                return
            }
            let parameters = request.parameters
            let pending = response.later()
            pool.submit(price: .parsing(bytes: pending.body.count), for: pending, style) { (timing) throws(Problem) in
                var timing = timing
                let load = try pending.withRequest(parameters) { (request) throws(Problem) -> Load in
                    try self.load(request, &timing)
                }
                submit(load.change, otherwise: load.otherwise, pending, style, timing)
            }
        } catch {
            response.send(error.response(to: response.context, style: style))
        }
    }

    /// What a request asks for: a change, and what is done where that finds another definition than the request brings.
    struct Load: Sendable {
        let change: ModelChange
        var otherwise: ModelChange?
    }

    /// Reads what a request asks for.
    private func load(_ request: borrowing Request, _ timing: inout ServerTiming) throws(Problem) -> Load {
        let start = ContinuousClock.now
        let load = try load(request)
        timing.parse += ContinuousClock.now - start
        return load
    }

    private func load(_ request: borrowing Request) throws(Problem) -> Load {
        let text = request.parameters[0]
        let payload = try LoadPayload(request, name: text, limits: limits)
        guard let name = ModelName(text) else {
            throw payload.plan == nil ? .notLoaded(text) : .invalidName(text)
        }
        let present = registry.entry(named: name)?.kept.plan
        guard let parameters = payload.parameters else {
            // A definition that is kept already brings nothing new, and must not cost the parameters that are stored.
            guard let plan = payload.plan else { return Load(change: ModelChange(name, .load)) }
            let keep = ModelChange(name, .keep(plan, parameters: nil, basis: .anything))
            guard plan.definition == present?.definition else { return Load(change: keep) }
            return Load(change: .loadAgain(name, plan.definition), otherwise: keep)
        }
        guard let plan = payload.plan ?? present else { throw .notLoaded(text) }
        do {
            let tensors = try ParameterFormat.safetensors.read(parameters.span, for: plan)
            let basis = payload.plan == nil ? ModelChange.Basis.definition(plan.definition) : .anything
            return Load(change: ModelChange(name, .keep(plan, parameters: tensors, basis: basis)))
        } catch {
            throw Problem(error, file: LoadPayload.parametersFile)
        }
    }

    /// Makes a change and answers.
    ///
    /// Changes that were asked for before may come in between, and the folder may hold something else; what the answer
    /// acknowledges is the definition of the request all the same.
    private func submit(
        _ change: ModelChange,
        otherwise: ModelChange?,
        _ pending: PendingResponse,
        _ style: ProblemStyle,
        _ timing: ServerTiming
    ) {
        registry.submit(change) { result in
            var timing = timing
            if case .success(let result) = result { timing.add(result.times) }
            if let otherwise, !otherwise.isDone(by: result) {
                return submit(otherwise, otherwise: nil, pending, style, timing)
            }
            switch result {
            case .success:
                var answer = Response.done
                answer.fields.append(timing.field)
                pending.send(answer)
            case .failure(let failure):
                let name = change.name.text
                let problem =
                    if case .unknownModel = failure { Problem.notLoaded(name) } else { Problem(failure, name: name) }
                pending.send(problem.response(to: pending.context, style: style))
            }
        }
    }
}

extension ModelChange {
    /// Loads a model again if it has a definition when its turn comes.
    static func loadAgain(_ name: ModelName, _ definition: NetworkDefinition) -> ModelChange {
        ModelChange(name, .load) { $0?.kept.plan.definition == definition }
    }

    /// Whether a load came to what keeping a definition would have, or failed for a reason that keeping it would too.
    func isDone(by result: Result<ModelChangeResult, ModelChangeFailure>) -> Bool {
        guard case .keep(let plan, _, _) = action else { return true }
        switch result {
        case .success(let result): return result.entry?.kept.plan.definition == plan.definition
        case .failure(.unwanted), .failure(.unknownModel): return false
        case .failure: return true
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
