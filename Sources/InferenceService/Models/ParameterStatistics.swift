internal import HTTPServer
internal import HTTPWire
internal import ModelServing

/// `GET /v1/models/{name}/statistics`: the statistics of the parameters of a kept model.
struct ParameterStatistics: ModelOperation {
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
        do {
            let evaluation = try Evaluation(of: work.request, on: work.model, limits: limits)
            return Response(
                200,
                contentType: "application/json",
                fields: [.init("Cache-Control", "no-store")],
                content: EvaluateAnswer.parametersJSON(evaluation, statistics: work.request.statistics)
            )
        } catch {
            throw Problem(error)
        }
    }
}
