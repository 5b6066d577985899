internal import NeuralNetwork

extension Model {
    /// What computing rows is expected to cost.
    public func price(ofRows rows: Int) -> Price { .predicting(plan, rows: rows) }

    /// Compares rows with limits, before they exist.
    ///
    /// - Throws: Every figure beyond its limit.
    public func check(rows: Int, _ limits: EvaluationLimits) throws(LimitsExceeded) {
        let excesses = EvaluationRequest.excesses(plan, rows: rows, limits)
        guard excesses.isEmpty else { throw LimitsExceeded(excesses) }
    }

    /// Computes rows at once, on the caller's thread: for work shorter than a hop to another queue.
    public func predict(_ request: PredictionRequest) -> Prediction { line.compute(request) }

    /// Computes rows on a worker, together with others that wait for the same model.
    ///
    /// Rows have the same bits as by themselves.
    ///
    /// - Parameters:
    ///   - request: The rows.
    ///   - isCancelled: Asked before the rows are computed; if it says so, they are not.
    ///   - completion: Called once, on any queue, also before this returns.
    public func predict(
        _ request: PredictionRequest,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        completion: @escaping @Sendable (Result<Prediction, PredictionFailure>) -> Void
    ) {
        line.submit(request, isCancelled: isCancelled, completion: completion)
    }
}
