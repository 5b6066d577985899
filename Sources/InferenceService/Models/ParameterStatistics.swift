internal import HTTPServer
internal import HTTPWire
internal import ModelServing

/// `GET /v1/models/{name}/statistics`: the statistics of the parameters of a kept model.
struct ParameterStatistics: ModelOperation {
    static let isTimed = true

    let limits: EvaluationLimits

    /// What is to be reported.
    struct Work: Sendable {
        let model: Model
        let request: EvaluationRequest
    }

    func read(_ request: borrowing Request, of entry: ModelEntry) throws(Problem) -> Work {
        _ = try request.preferredType(of: ["application/json"])
        var query = try Query(request)
        let statistics = StatisticsPayload.read(&query)
        try query.check()
        guard let model = entry.model else { throw .modelNotLoaded(entry.kept.name) }
        return Work(
            model: model,
            request: EvaluationRequest(model.plan, parts: .parameters, statistics: statistics)
        )
    }

    func price(of work: Work) -> Price { work.request.priceOnceBuilt }

    func answer(to work: Work) throws(Problem) -> Response {
        var timing = ServerTiming()
        return try answer(to: work, &timing) { false }
    }

    func answer(to work: Work, _ timing: inout ServerTiming, isCancelled: () -> Bool) throws(Problem) -> Response {
        let evaluation: Evaluation
        do {
            evaluation = try timing.compute.add { () throws(LimitsExceeded) in
                try Evaluation(of: work.request, on: work.model, limits: limits)
            }
        } catch {
            throw Problem(error)
        }
        let content = timing.serialise.add {
            EvaluateAnswer.parametersJSON(evaluation, statistics: work.request.statistics)
        }
        return Response(
            200,
            contentType: "application/json",
            fields: [.init("Cache-Control", "no-store")],
            content: content
        )
    }
}
