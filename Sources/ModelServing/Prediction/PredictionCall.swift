internal import Locking
internal import NeuralNetwork

/// A request that waits for its rows, which may be computed in several pieces, by several workers.
final class PredictionCall: Sendable {
    typealias Completion = @Sendable (Result<Prediction, PredictionFailure>) -> Void

    private struct Progress: Sendable {
        /// Who waits; nil once told.
        var completion: Completion?
        /// When the first piece was begun.
        var start: ContinuousClock.Instant?
        /// The elements of each tensor, of the rows before `rowCount`.
        var values: [[Float]] = []
        var rowCount = 0
        /// Pieces that were done before one that comes first, by their first row.
        var early: [Int: (end: Int, tensors: [Matrix])] = [:]
    }

    /// About what a request takes beside its rows.
    static let overheadBytes = 512

    let request: PredictionRequest
    let line: PredictionLine
    /// How many rows the request has.
    var rowCount: Int { request.rows.rows }
    let isCancelled: @Sendable () -> Bool
    private let arrival: ContinuousClock.Instant
    private let progress: Lock<Progress>

    init(
        _ request: PredictionRequest,
        of line: PredictionLine,
        arrival: ContinuousClock.Instant,
        isCancelled: @escaping @Sendable () -> Bool,
        completion: @escaping Completion
    ) {
        self.request = request
        self.line = line
        self.arrival = arrival
        self.isCancelled = isCancelled
        progress = Lock(Progress(completion: completion))
    }

    /// Says whether a piece is to be computed.
    ///
    /// What nobody waits for any more is not, nor is what has not been begun at its deadline.
    func begin(at now: ContinuousClock.Instant) -> Bool {
        if isCancelled() {
            giveUp(.cancelled)
            return false
        }
        enum Answer { case goOn, late, over }
        let answer = progress.withLock { progress -> Answer in
            guard progress.completion != nil else { return .over }
            guard progress.start == nil else { return .goOn }
            if let deadline = request.deadline, deadline <= now { return .late }
            progress.start = now
            return .goOn
        }
        if answer == .late { giveUp(.deadlinePassed) }
        return answer == .goOn
    }

    /// Takes the tensors of a piece; with the last one, the request is answered.
    func finish(_ rows: Range<Int>, _ tensors: [Matrix], at end: ContinuousClock.Instant) {
        guard rows.count < rowCount else {
            return answer(tensors, at: end)
        }
        let whole = progress.withLock { progress -> [[Float]]? in
            guard progress.completion != nil else { return nil }
            progress.early[rows.lowerBound] = (rows.upperBound, tensors)
            while let next = progress.early.removeValue(forKey: progress.rowCount) {
                if progress.values.isEmpty {
                    progress.values = next.tensors.map { tensor in
                        var values: [Float] = []
                        values.reserveCapacity(tensor.columns * rowCount)
                        return values
                    }
                }
                for (index, tensor) in next.tensors.enumerated() {
                    progress.values[index].append(contentsOf: tensor.values)
                }
                progress.rowCount = next.end
            }
            return progress.rowCount == rowCount ? progress.values : nil
        }
        guard let whole else { return }
        answer(
            zip(tensors, whole).map { Matrix(rows: rowCount, columns: $0.columns, values: $1) },
            at: end
        )
    }

    /// Tells whoever waits that there will be no prediction.
    func fail(_ failure: PredictionFailure) { takeCompletion()?.completion(.failure(failure)) }

    /// Tells whoever waits that what was taken will not be done, or not to its end.
    func giveUp(_ failure: PredictionFailure) {
        guard let (completion, start) = takeCompletion() else { return }
        line.pool.noteCancelled(wasBegun: start != nil)
        completion(.failure(failure))
    }

    private func answer(_ tensors: [Matrix], at end: ContinuousClock.Instant) {
        guard let (completion, start) = takeCompletion() else { return }
        let begin = start ?? end
        completion(
            .success(Prediction(tensors: tensors, queueTime: begin - arrival, computeTime: end - begin))
        )
    }

    private func takeCompletion() -> (completion: Completion, start: ContinuousClock.Instant?)? {
        progress.withLock { progress in
            guard let completion = progress.completion else { return nil }
            let start = progress.start
            // What was kept for the answer is let go with it.
            progress = Progress()
            return (completion, start)
        }
    }
}
