internal import HTTPServer
internal import HTTPWire
internal import ModelServing

/// `POST /v1/models/{name}/evaluate`: feeds a kept network rows, and reports.
struct EvaluateModel: ModelOperation {
    static let formats: [OneShot.Format] = [.json, .text]
    static let isTimed = true

    let limits: EvaluationLimits

    /// What is to be reported, and how.
    struct Work: Sendable {
        let model: Model
        let request: EvaluationRequest
        let format: OneShot.Format
    }

    func read(_ request: borrowing Request, of entry: ModelEntry) throws(Problem) -> Work {
        let type = try request.preferredType(of: Self.formats.map(\.mediaType))
        let format = Self.formats.first { $0.mediaType == type } ?? .json
        try request.checkJSONContent()
        guard let model = entry.model else { throw .unloadedModel(entry.kept.name.text) }
        let evaluation = try EvaluatePayload.read(request.body, for: model.plan, limits: limits)
        do {
            try evaluation.checkOnceBuilt(limits)
        } catch {
            throw Problem(error)
        }
        return Work(model: model, request: evaluation, format: format)
    }

    func price(of work: Work) -> Price { work.request.priceOnceBuilt }

    func answer(to work: Work) throws(Problem) -> Response {
        var timing = ServerTiming()
        return try answer(to: work, &timing) { false }
    }

    func answer(to work: Work, _ timing: inout ServerTiming, isCancelled: () -> Bool) throws(Problem) -> Response {
        let evaluation: Evaluation
        do {
            evaluation = try timing.compute.add { () throws(EvaluationFailure) in
                try Evaluation(of: work.request, on: work.model, limits: limits, isCancelled: isCancelled)
            }
        } catch {
            throw Problem(error)
        }
        let statistics = work.request.statistics
        let content = timing.serialise.add {
            work.format == .text
                ? EvaluateReport.text(evaluation, statistics: statistics)
                : EvaluateAnswer.json(evaluation, statistics: statistics)
        }
        return Response(
            200,
            contentType: work.format.contentType,
            fields: [.init("Cache-Control", "no-store"), .init("Vary", "Accept")],
            content: content
        )
    }
}
