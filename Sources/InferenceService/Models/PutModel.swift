internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// `PUT /v1/models/{name}`: builds the definition in the body and keeps it under the name.
struct PutModelEndpoint: Endpoint {
    let route: Route
    let changer: ModelChanger
    let limits: EvaluationLimits

    /// What a request says beside its content.
    private struct Call: Sendable {
        let name: ModelName
        let preconditions: Preconditions
        let style: ProblemStyle
    }

    init(changer: ModelChanger, limits: EvaluationLimits, contentLimit: Int) {
        route = Route(.put, "/v1/models/{name}", contentLimit: contentLimit, scope: .manage)
        self.changer = changer
        self.limits = limits
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        let style = ProblemStyle.models(accept: request.field("accept"))
        do {
            let call = try read(request, style)
            guard request.body.count > OperationEndpoint<ValidateOperation>.inPlaceLimit else {
                var timing = ServerTiming()
                let plan = try plan(request.body, &timing)
                return submit(plan, call, timing, response.later())
            }
            let pending = response.later()
            changer.pool.submit(price: .parsing(bytes: pending.body.count), for: pending, style) {
                (timing) throws(Problem) in
                var timing = timing
                let body = pending.body
                submit(try plan(body.span, &timing), call, timing, pending)
            }
        } catch {
            response.send(error.response(to: response.context, style: style))
        }
    }

    private func read(_ request: borrowing Request, _ style: ProblemStyle) throws(Problem) -> Call {
        _ = try request.preferredType(of: [ModelSummary.mediaType])
        guard let name = ModelName(request.parameters[0]) else { throw .invalidName(request.parameters[0]) }
        try request.checkJSONContent()
        try request.checkWholeContent()
        let call = Call(name: name, preconditions: try Preconditions(request), style: style)
        // Asked here already, a body that is not wanted is not read.
        let entry = changer.registry.entry(named: name)
        guard call.preconditions.hold(for: entry.map(Self.tags)) else {
            throw Problem(.unwanted(entry), name: name.text)
        }
        return call
    }

    private func plan(_ body: Span<UInt8>, _ timing: inout ServerTiming) throws(Problem) -> NetworkPlan {
        let start = ContinuousClock.now
        let plan = try ValidateOperation(limits: limits).read(body, for: .json)
        timing.parse += ContinuousClock.now - start
        return plan
    }

    private func submit(_ plan: NetworkPlan, _ call: Call, _ timing: ServerTiming, _ pending: PendingResponse) {
        let preconditions = call.preconditions
        let change = ModelChange(call.name, .keep(plan, parameters: nil, basis: .anything)) { entry in
            preconditions.hold(for: entry.map(Self.tags))
        }
        changer.submit(change, for: pending, call.style, timing)
    }

    private static func tags(of entry: ModelEntry) -> [EntityTag] { [EntityTag(of: entry.kept)] }
}

extension Problem {
    /// The problem of a name that no model can have.
    static func invalidName(_ name: String) -> Problem {
        Problem(
            .invalidContent,
            "\(quoted(name)) is no name for a model: a name is a letter or digit, then letters, digits, dots, underscores "
                + "and hyphens, at most \(ModelName.lengthLimit) characters in all."
        )
    }
}
