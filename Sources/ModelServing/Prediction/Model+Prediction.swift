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

    /// Where requests of this model wait to be read, if that is too long for the queue that they came from.
    public var readingFlow: WorkFlow { line.readingFlow }

    /// Computes rows on a worker, together with others that wait for the same model.
    ///
    /// Rows have the same bits as by themselves. Many rows are computed in several batches, between which others get
    /// their turn.
    ///
    /// - Parameters:
    ///   - request: The rows.
    ///   - bytes: How much memory the request holds while it waits, beside its rows.
    ///   - isCancelled: Asked while the rows wait, and before they are computed; if it says so, they are not. It is
    ///     quick and calls neither the model nor its pool.
    ///   - completion: Called once, on any queue, also before this returns.
    public func predict(
        _ request: PredictionRequest,
        bytes: Int = 0,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        completion: @escaping @Sendable (Result<Prediction, PredictionFailure>) -> Void
    ) {
        line.submit(request, bytes: bytes, isCancelled: isCancelled, completion: completion)
    }
}
