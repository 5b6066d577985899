internal import HTTPServer
internal import ModelServing
internal import NeuralNetwork

/// `POST /v1/evaluate`: builds a network, feeds it rows, and reports.
struct EvaluateOperation: Operation {
    static let template = "/v1/evaluate"
    static let formats: [OneShot.Format] = [.json, .text, .python]

    let limits: EvaluationLimits

    /// A script is refused here already where PyTorch has no equivalent.
    func read(_ body: Span<UInt8>, for format: OneShot.Format) throws(Problem) -> Work {
        let (request, places) = try EvaluatePayload.read(body, limits: limits)
        do {
            switch format {
            case .json, .text:
                try request.check(limits)
                return .report(request)
            case .python:
                try request.checkReproduction(limits)
            }
        } catch {
            throw Problem(error)
        }
        let refusals = PyTorchRefusals.all(of: request.plan, isTraining: request.isTraining)
        guard refusals.isEmpty else { throw Problem(refusals, places) }
        return .script(request)
    }

    func price(of work: Work) -> Price {
        switch work {
        case .report(let request): request.price
        case .script(let request): request.reproductionPrice
        }
    }

    func bytes(of work: Work) -> Int {
        switch work {
        case .report(let request), .script(let request):
            (request.inputs?.values.count ?? 0) * MemoryLayout<Float>.stride
        }
    }

    func answer(to work: Work, _ format: OneShot.Format) throws(Problem) -> [UInt8] {
        var timing = ServerTiming()
        return try answer(to: work, format, &timing) { false }
    }

    func answer(
        to work: Work,
        _ format: OneShot.Format,
        _ timing: inout ServerTiming,
        isCancelled: () -> Bool
    ) throws(Problem) -> [UInt8] {
        switch work {
        case .report(let request):
            let evaluation: Evaluation
            do {
                evaluation = try timing.compute.add { () throws(EvaluationFailure) in
                    try Evaluation(of: request, limits: limits, isCancelled: isCancelled)
                }
            } catch {
                throw Problem(error)
            }
            return timing.serialise.add {
                format == .text
                    ? EvaluateReport.text(evaluation, statistics: request.statistics)
                    : EvaluateAnswer.json(evaluation, statistics: request.statistics)
            }
        case .script(let request):
            let reproduction: Reproduction
            do {
                reproduction = try timing.compute.add { () throws(LimitsExceeded) in
                    try Reproduction(of: request, limits: limits)
                }
            } catch {
                throw Problem(error)
            }
            return timing.serialise.add { PyTorchScript.text(of: reproduction) }
        }
    }

    /// What an answer is made from.
    enum Work: Sendable {
        /// Parts of an evaluation.
        case report(EvaluationRequest)
        /// A script that makes the same network.
        case script(EvaluationRequest)
    }
}
