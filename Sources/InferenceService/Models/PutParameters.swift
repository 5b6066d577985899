internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork

/// `PUT /v1/models/{name}/parameters`: keeps parameters that are not what the definition draws.
struct PutParametersEndpoint: Endpoint {
    /// The largest body that is read on the queue of the connection: reading it takes less than a hop.
    static let inPlaceLimit = 16 << 10

    let route: Route
    let models: ModelLookup
    let changer: ModelChanger

    /// What a request says beside its content.
    private struct Call: Sendable {
        /// The form of the content; nil if that is for the content to tell.
        let format: ParameterFormat?
        let preconditions: Preconditions
        let style: ProblemStyle
    }

    init(models: ModelLookup, changer: ModelChanger, contentLimit: Int) {
        route = Route(.put, "/v1/models/{name}/parameters", contentLimit: contentLimit, scope: .manage)
        self.models = models
        self.changer = changer
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        let style = ProblemStyle.models(accept: request.field("accept"))
        do {
            let entry = try models.entry(request.parameters[0])
            let call = try read(request, of: entry, style)
            let isSmall = request.body.count <= Self.inPlaceLimit
            let pending = response.later()
            guard isSmall else { return readOnWorker(entry, call, pending) }
            do {
                try keep(entry, call, ServerTiming(), pending)
            } catch {
                pending.send(error.response(to: pending.context, style: style))
            }
        } catch {
            response.send(error.response(to: response.context, style: style))
        }
    }

    private func read(
        _ request: borrowing Request,
        of entry: ModelEntry,
        _ style: ProblemStyle
    ) throws(Problem) -> Call {
        _ = try request.preferredType(of: [ModelSummary.mediaType])
        try request.checkWholeContent()
        let call = Call(
            format: try ParameterFormat.named(by: request.field("content-type")),
            preconditions: try Preconditions(request),
            style: style
        )
        guard call.preconditions.hold(for: GetParameters.tags(of: entry)) else {
            throw Problem(.unwanted(entry), name: entry.kept.name.text)
        }
        return call
    }

    private func readOnWorker(_ entry: ModelEntry, _ call: Call, _ pending: PendingResponse) {
        changer.pool.submit(price: .parsing(bytes: pending.body.count), for: pending, call.style) {
            (timing) throws(Problem) in
            try keep(entry, call, timing, pending)
        }
    }

    /// Reads the parameters against the definition that is there, and asks for the change.
    ///
    /// If the definition is another one when the change has its turn, they are read again, against that.
    private func keep(
        _ entry: ModelEntry,
        _ call: Call,
        _ timing: ServerTiming,
        _ pending: PendingResponse
    ) throws(Problem) {
        var timing = timing
        let plan = entry.kept.plan
        let body = pending.body
        let format = call.format ?? ParameterFormat(ofContent: body.span)
        let read = { @Sendable (plan: NetworkPlan) throws(ParametersError) in try format.read(body.span, for: plan) }
        let parameters: [ParameterTensor]
        do throws(ParametersError) {
            parameters = try timing.parse.add { () throws(ParametersError) in try read(plan) }
        } catch {
            throw Problem(error, isEmpty: body.isEmpty)
        }
        let preconditions = call.preconditions
        let action = ModelChange.Action.keep(
            plan,
            parameters: parameters,
            basis: .model(readAgainst: plan.definition, again: read)
        )
        let change = ModelChange(entry.kept.name, action) { entry in
            // Without a model the answer is 404 whatever the preconditions say (RFC 9110 section 13.2.1).
            guard let entry else { return true }
            return preconditions.hold(for: GetParameters.tags(of: entry))
        }
        changer.submit(change, for: pending, call.style, timing)
    }
}

extension ParameterFormat {
    /// The form that a value of Content-Type names; nil if it does not say, and the content does.
    ///
    /// - Throws: A 415 for a type that can be neither.
    fileprivate static func named(by type: String?) throws(Problem) -> ParameterFormat? {
        if let problem = Problem.ofContent(type: type, accepted: [safetensors.mediaType, json.mediaType]) {
            throw problem
        }
        let essence = ContentEssence(of: type).text
        switch essence {
        case safetensors.mediaType: return .safetensors
        case json.mediaType, "text/json": return .json
        case _ where essence.hasSuffix("+json"): return .json
        // What clients say who do not say: nothing, raw bytes, and curl's default.
        default: return nil
        }
    }
}
