internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import NeuralNetwork

/// Answers requests for predictions of a kept model.
///
/// A small body is read in place, and if its rows are cheaper than a hop to another queue, they are computed in place.
/// Everything else goes to the pool, where rows of several requests are computed together.
struct PredictionEndpoint<Dialect: PredictionDialect>: Endpoint {
    /// The largest body that is read on the queue of the connection: reading it takes less than a hop.
    static var inPlaceLimit: Int { 16 << 10 }

    /// The first parameter is the name of a model, the second one, if there is one, its version.
    let route: Route
    let dialect: Dialect
    let models: ModelLookup
    let pool: ComputePool
    let limits: EvaluationLimits
    let tracer: Tracer

    /// What was read of a request.
    private struct Call: Sendable {
        let model: Model
        let rows: PredictionRequest
        let query: Dialect.Query
        /// How long it waited to be read.
        let waited: Duration
        let readTime: Duration
    }

    func admit(_ request: borrowing Request, _ context: RequestContext) -> Admission {
        // A model that is not there is told with the content, as for small requests.
        guard let bytes = request.announcedBytes(beyond: Self.inPlaceLimit, within: route.contentLimit),
            let model = try? find(request.parameters)
        else { return admit(context, unless: nil) }
        let refusal =
            pool.refusal(to: model.readingFlow, price: .parsing(bytes: bytes), bytes: bytes)
            ?? model.announce(rows: rows(in: bytes, of: request, for: model), bytes: bytes)
        return admit(context, .inference(accept: request.field("accept")), unless: refusal)
    }

    /// About how many rows a request will have of which the head announces so many bytes; no more than it may have.
    private func rows(in bytes: Int, of request: borrowing Request, for model: Model) -> Int {
        let count = bytes / max(1, dialect.bytesOfNumber(in: request)) / max(1, model.plan.inputSize)
        return min(max(1, count), limits.mostRows(of: model.plan))
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        let style = ProblemStyle.inference(accept: request.field("accept"))
        let model: Model
        do {
            model = try find(request.parameters)
        } catch {
            response.send(error.response(to: response.context, style: style))
            return
        }
        guard request.body.count <= Self.inPlaceLimit else {
            let parameters = request.parameters
            let pending = response.later()
            queue(pending, style, model.readingFlow) { waited in
                do throws(Problem) {
                    let call = try pending.withRequest(parameters) { (request) throws(Problem) in
                        // Only once they are read do they take their place among those that wait.
                        defer { noteArrival(of: request, for: model, announced: pending.age) }
                        return try read(request, for: model, waited: waited)
                    }
                    finish(call, style, pending)
                } catch {
                    pending.send(error.response(to: pending.context, style: style))
                }
            }
            return
        }
        do {
            let call = try read(request, for: model)
            guard model.price(ofRows: call.rows.rows.rows) < .hop else {
                return finish(call, style, response.later())
            }
            guard response.hasCompany, model.isWorthGathering, call.rows.deadline == nil else {
                return response.send(answer(call, model.predict(call.rows), response.context))
            }
            gather(call, style, &response)
        } catch {
            response.send(error.response(to: response.context, style: style))
        }
    }

    private func find(_ parameters: [String]) throws(Problem) -> Model {
        try models.model(parameters[0], version: parameters.count > 1 ? parameters[1] : nil)
    }

    private func noteArrival(of request: borrowing Request, for model: Model, announced age: Duration) {
        guard let bytes = request.announcedBytes(beyond: Self.inPlaceLimit, within: route.contentLimit) else { return }
        model.arrive(rows: rows(in: bytes, of: request, for: model), bytes: bytes, announced: age)
    }

    private func read(
        _ request: borrowing Request,
        for model: Model,
        waited: Duration = .zero
    ) throws(Problem) -> Call {
        let start = ContinuousClock.now
        let (rows, query) = try dialect.read(request, for: model, limits: limits)
        return Call(model: model, rows: rows, query: query, waited: waited, readTime: ContinuousClock.now - start)
    }

    /// Lets the pool compute the rows, and answers.
    private func finish(_ call: Call, _ style: ProblemStyle, _ pending: PendingResponse) {
        let completion = completion(of: call, style, pending)
        call.model.predict(
            call.rows,
            bytes: pending.body.count,
            isCancelled: { pending.isCancelled },
            completion: completion
        )
    }

    /// Computes the rows together with those of other connections that have something to read now: reading the weights
    /// takes longer than the arithmetic of one row.
    private func gather(_ call: Call, _ style: ProblemStyle, _ response: inout ResponseWriter) {
        let pending = response.later()
        let model = call.model
        let completion = completion(of: call, style, pending)
        switch model.gather(call.rows, isCancelled: { pending.isCancelled }, completion: completion) {
        case .wait: break
        case .computeSoon: response.atEndOfRound { model.computeGathered() }
        case .computeNow: model.computeGathered()
        }
    }

    /// What answers once there is a prediction, or none.
    private func completion(
        of call: Call,
        _ style: ProblemStyle,
        _ pending: PendingResponse
    ) -> @Sendable (Result<Prediction, PredictionFailure>) -> Void {
        let start = ContinuousClock.now
        return { result in
            switch result {
            case .success(let prediction): pending.send(answer(call, prediction, pending.context))
            case .failure(let failure):
                call.model.statistics.addFailure(ContinuousClock.now - start)
                pending.send(Problem(failure).response(to: pending.context, style: style))
            }
        }
    }

    private func answer(_ call: Call, _ prediction: Prediction, _ context: RequestContext) -> Response {
        let start = ContinuousClock.now
        var response = dialect.answer(prediction, to: call.query, from: call.model)
        let rows = call.rows.rows.rows
        let times = ModelStatistics.Times(
            input: call.readTime,
            queue: call.waited + prediction.queueTime,
            compute: prediction.computeTime,
            output: ContinuousClock.now - start
        )
        call.model.statistics.addSuccess(rows: rows, times)
        response.fields.append(
            ServerTiming(
                parse: times.input,
                queue: times.queue,
                compute: times.compute,
                serialise: times.output
            ).field
        )
        tracer.note(call.model, rows: rows, times, context)
        return response
    }

    private func queue(
        _ pending: PendingResponse,
        _ style: ProblemStyle,
        _ flow: WorkFlow,
        _ work: @escaping @Sendable (_ waited: Duration) -> Void
    ) {
        let start = ContinuousClock.now
        let bytes = pending.body.count
        let isTaken = pool.submit(
            to: flow,
            price: .parsing(bytes: bytes),
            bytes: bytes,
            isCancelled: { pending.isCancelled },
            { work(ContinuousClock.now - start) }
        )
        guard !isTaken else { return }
        let problem = Problem.queueFull(retryAfter: pool.secondsUntilIdle)
        pending.send(problem.response(to: pending.context, style: style))
    }
}
