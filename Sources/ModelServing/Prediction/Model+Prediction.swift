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

    /// Whether rows gain by being gathered for a moment: of a model whose weights are not as near as the rows.
    public var isWorthGathering: Bool { line.isWorthGathering }

    /// Gathers rows that are cheaper than a hop with others that come at the same moment.
    ///
    /// - Parameters:
    ///   - request: The rows.
    ///   - isCancelled: Asked before they are computed; if it says so, they are not.
    ///   - completion: Called once, on the thread that computes them.
    /// - Returns: What the caller has to do.
    public func gather(
        _ request: PredictionRequest,
        isCancelled: @escaping @Sendable () -> Bool,
        completion: @escaping @Sendable (Result<Prediction, PredictionFailure>) -> Void
    ) -> Gathering {
        line.gather(request, isCancelled: isCancelled, completion: completion)
    }

    /// Computes the rows that were gathered, on the caller's thread, if there are any.
    public func computeGathered() { line.computeGathered() }

    /// Where requests of this model wait to be read, if that is too long for the queue that they came from.
    public var readingFlow: WorkFlow { line.readingFlow }

    /// Takes note of rows whose content is still to come, or says that they would find no place.
    ///
    /// What is refused before it is received costs next to nothing; it counts as refused work. Rows that are on their
    /// way hold no place, or whoever withholds them would keep others out. But for some tenths of a second they count
    /// as if they waited, so that of many that come at once only as many are received as will be computed.
    ///
    /// - Parameters:
    ///   - rows: How many they are, as far as that is known.
    ///   - bytes: How much memory the request will hold.
    /// - Returns: Nil if there is a place now; otherwise in how many seconds the client may try again.
    public func announce(rows: Int, bytes: Int) -> Int? { line.announce(rows: rows, bytes: bytes) }

    /// Takes note that announced rows are there.
    ///
    /// - Parameters:
    ///   - rows: What `announce` was given.
    ///   - bytes: What `announce` was given.
    ///   - age: How long ago that was.
    public func arrive(rows: Int, bytes: Int, announced age: Duration) {
        line.arrive(rows: rows, bytes: bytes, announced: age)
    }

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
