internal import NeuralNetwork

/// Where the predictions of one model wait for a worker.
final class PredictionLine: Sendable {
    private let network: Network
    private let statistics: ModelStatistics
    private let pool: ComputePool

    init(_ network: Network, statistics: ModelStatistics, pool: ComputePool) {
        self.network = network
        self.statistics = statistics
        self.pool = pool
    }

    /// Computes rows on the caller's thread.
    func compute(_ request: PredictionRequest) -> Prediction { compute(request, queueTime: .zero) }

    /// Computes rows on a worker.
    func submit(
        _ request: PredictionRequest,
        isCancelled: @escaping @Sendable () -> Bool,
        completion: @escaping @Sendable (Result<Prediction, PredictionFailure>) -> Void
    ) {
        let arrival = ContinuousClock.now
        let isTaken = pool.submit(price: .predicting(network.plan, rows: request.rows.rows)) { [self] in
            let now = ContinuousClock.now
            if isCancelled() { return completion(.failure(.cancelled)) }
            if let deadline = request.deadline, deadline < now { return completion(.failure(.deadlinePassed)) }
            completion(.success(compute(request, queueTime: now - arrival)))
        }
        if !isTaken { completion(.failure(.queueFull(retryAfter: pool.secondsUntilIdle))) }
    }

    private func compute(_ request: PredictionRequest, queueTime: Duration) -> Prediction {
        let start = ContinuousClock.now
        var logits: Matrix?
        var layers: [Int: Matrix] = [:]
        let wanted = Set(request.tensors)
        let last = network.plan.layers.count - 1
        var sampling: MersenneTwister?
        let output = network.forward(request.rows, sampling: &sampling) { layer, preactivations, outputs in
            if layer == last, wanted.contains(.logits) { logits = preactivations }
            if wanted.contains(.layer(layer)) { layers[layer] = outputs }
        }
        let tensors = request.tensors.map { tensor in
            switch tensor {
            case .output: output
            case .logits: logits ?? output
            case .layer(let index): layers[index] ?? output
            }
        }
        let computeTime = ContinuousClock.now - start
        statistics.addExecution(rows: request.rows.rows, computeTime)
        return Prediction(tensors: tensors, queueTime: queueTime, computeTime: computeTime)
    }
}
