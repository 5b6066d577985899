internal import HTTPServer
internal import ModelServing

/// `POST /v1/evaluate`: builds a network, feeds it rows, and reports.
struct EvaluateOperation: Operation {
    static let template = "/v1/evaluate"
    static let formats: [OneShot.Format] = [.json, .text]

    let limits: EvaluationLimits

    func read(_ body: Span<UInt8>) throws(Problem) -> EvaluationRequest {
        try EvaluatePayload.read(body, limits: limits)
    }

    func price(of work: EvaluationRequest) -> Price { work.price }

    func answer(to work: EvaluationRequest, _ format: OneShot.Format) throws(Problem) -> [UInt8] {
        let evaluation: Evaluation
        do {
            evaluation = try Evaluation(of: work, limits: limits)
        } catch {
            throw Problem(error)
        }
        switch format {
        case .json: return EvaluateAnswer.json(evaluation, statistics: work.statistics)
        case .text: return EvaluateReport.text(evaluation, statistics: work.statistics)
        }
    }
}
