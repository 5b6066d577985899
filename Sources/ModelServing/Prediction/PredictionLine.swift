internal import Locking
internal import NeuralNetwork

/// Computes the predictions of one model: at once, or on a worker together with others that wait.
final class PredictionLine: Sendable {
    /// Rows of a request that are part of a batch.
    struct Part: Sendable {
        let call: PredictionCall
        let rows: Range<Int>
    }

    /// Where the model's requests wait.
    let flow: WorkFlow
    /// Where they wait to be read.
    let readingFlow: WorkFlow
    /// Whether even the smallest batch is heavy work.
    let isHeavy: Bool

    private let network: Network
    private let statistics: ModelStatistics
    let pool: ComputePool
    private let announced = Lock(AnnouncedWork())
    /// Rows that are computed together at the end of a moment, on the thread of whoever sees to that.
    private let gathered = Lock<[PredictionCall]>([])
    /// Whether rows gain so much by being computed together that it pays to gather them for a moment.
    let isWorthGathering: Bool

    init(_ network: Network, statistics: ModelStatistics, pool: ComputePool) {
        self.network = network
        self.statistics = statistics
        self.pool = pool
        let rows = Self.rowsAtOnce(network.plan)
        flow = pool.makeFlow(rowsAtOnce: rows, patience: Self.patience(network.plan))
        readingFlow = pool.makeFlow()
        isWorthGathering = network.plan.parameterCount * MemoryLayout<Float>.stride > Self.nearCacheBytes
        isHeavy = Price.predicting(network.plan, rows: rows) >= ComputePool.heavy
    }

    /// Computes rows on the caller's thread.
    func compute(_ request: PredictionRequest) -> Prediction {
        let start = ContinuousClock.now
        let pass = ForwardTensors(of: request.rows, through: network, wanted: WantedTensors(request.tensors))
        let time = ContinuousClock.now - start
        statistics.addExecution(rows: request.rows.rows, time)
        return Prediction(tensors: request.tensors.map(pass.tensor), queueTime: .zero, computeTime: time)
    }

    /// Gathers rows that are cheap by themselves, for `computeGathered`.
    ///
    /// - Returns: Whether the caller has to see to it that those are computed: for the first ones, and at once where they
    ///   have become dear.
    func gather(
        _ request: PredictionRequest,
        isCancelled: @escaping @Sendable () -> Bool,
        completion: @escaping @Sendable (Result<Prediction, PredictionFailure>) -> Void
    ) -> Gathering {
        let call = PredictionCall(
            request,
            of: self,
            arrival: ContinuousClock.now,
            isCancelled: isCancelled,
            completion: completion
        )
        return gathered.withLock { gathered in
            gathered.append(call)
            let rows = gathered.reduce(0) { $0 + $1.rowCount }
            if Price.predicting(network.plan, rows: rows) >= Self.dearestGathering { return .computeNow }
            return gathered.count == 1 ? .computeSoon : .wait
        }
    }

    /// Computes what was gathered, on the caller's thread.
    func computeGathered() {
        let calls = gathered.withLock { gathered in
            defer { gathered = [] }
            return gathered
        }
        guard !calls.isEmpty else { return }
        compute(calls.map { Part(call: $0, rows: 0..<$0.rowCount) })
    }

    /// Computes rows on a worker.
    func submit(
        _ request: PredictionRequest,
        bytes: Int,
        isCancelled: @escaping @Sendable () -> Bool,
        completion: @escaping @Sendable (Result<Prediction, PredictionFailure>) -> Void
    ) {
        let now = ContinuousClock.now
        if let deadline = request.deadline, deadline <= now { return completion(.failure(.deadlinePassed)) }
        let call = PredictionCall(
            request,
            of: self,
            arrival: now,
            isCancelled: isCancelled,
            completion: completion
        )
        let (price, held) = cost(rows: request.rows.rows, bytes: bytes)
        let retryAfter = pool.submit(call, price: price, bytes: held)
        if let retryAfter { call.fail(.queueFull(retryAfter: retryAfter)) }
    }

    /// Takes note of rows whose content is still to come, or says in how many seconds the client may try again.
    func announce(rows: Int, bytes: Int) -> Int? {
        let now = pool.now()
        let (price, held) = cost(rows: rows, bytes: bytes)
        let expected = announced.withLock { $0.amount(at: now) }
        let retryAfter = pool.refusal(to: self, price: price, bytes: held, behind: expected)
        if retryAfter == nil { announced.withLock { $0.add(price, held, at: now) } }
        return retryAfter
    }

    /// Takes note that the content of rows is there that were announced some time ago.
    func arrive(rows: Int, bytes: Int, announced age: Duration) {
        let now = pool.now()
        let (price, held) = cost(rows: rows, bytes: bytes)
        announced.withLock { $0.remove(price, held, announced: age, at: now) }
    }

    /// What rows take of the queue: their price, and the memory that they hold with so many bytes beside.
    private func cost(rows: Int, bytes: Int) -> (price: Price, bytes: Int) {
        let (count, isHuge) = rows.multipliedReportingOverflow(by: network.plan.inputSize * MemoryLayout<Float>.stride)
        let (held, overflows) = bytes.addingReportingOverflow(count)
        let (all, isAbove) = held.addingReportingOverflow(PredictionCall.overheadBytes)
        return (.predicting(network.plan, rows: rows), isHuge || overflows || isAbove ? .max : all)
    }

    /// Computes rows of several requests as one batch, and gives each what it wants of it.
    func compute(_ parts: [Part]) {
        let start = ContinuousClock.now
        let parts = parts.filter { $0.call.begin(at: start) }
        guard !parts.isEmpty else { return }
        let wanted = parts.reduce(into: WantedTensors()) { $0.add($1.call.request.tensors) }
        let pass = ForwardTensors(of: Self.rows(of: parts), through: network, wanted: wanted)
        let end = ContinuousClock.now
        statistics.addExecution(rows: pass.output.rows, end - start)
        var first = 0
        for part in parts {
            let rows = first..<first + part.rows.count
            first = rows.upperBound
            part.call.finish(part.rows, part.call.request.tensors.map { pass.tensor($0).rows(rows) }, at: end)
        }
    }

    private static func rows(of parts: [Part]) -> Matrix {
        guard parts.count > 1 else { return parts[0].call.request.rows.rows(parts[0].rows) }
        let columns = parts[0].call.request.rows.columns
        let count = parts.reduce(0) { $0 + $1.rows.count }
        var values: [Float] = []
        values.reserveCapacity(count * columns)
        for part in parts {
            let elements = part.rows.lowerBound * columns..<part.rows.upperBound * columns
            values.append(contentsOf: part.call.request.rows.values[elements])
        }
        return Matrix(rows: count, columns: columns, values: values)
    }

    /// How many rows are computed in one go: as many as take a few milliseconds, so that others get their turn.
    ///
    /// Of a network whose weights do not fit into a cache, a single row takes as long as it takes to read them all,
    /// and several rows take hardly longer: then somewhat more.
    private static func rowsAtOnce(_ plan: NetworkPlan) -> Int {
        let row = max(1, Price.predicting(plan, rows: 1).nanoseconds)
        let most = max(1, min(1024, heldBytes / MemoryLayout<Float>.stride / plan.widestRow))
        return max(1, min(most, max(turn / row, min(16, longestTurn / row))))
    }

    /// How long to wait for rows to share the reading of the weights with: an eighth of what reading them takes, where
    /// they are too large for a cache; 0 otherwise.
    private static func patience(_ plan: NetworkPlan) -> Duration {
        let bytes = plan.parameterCount * MemoryLayout<Float>.stride
        guard bytes > cacheBytes else { return .zero }
        return .nanoseconds(min(bytes / bytesPerNanosecond / 8, longestPatience))
    }

    /// Weights below this are read from a cache.
    private static let cacheBytes = 16 << 20
    /// What a core reads from memory.
    private static let bytesPerNanosecond = 20
    private static let longestPatience = 2_000_000

    /// Weights below this are as near as the rows themselves.
    private static let nearCacheBytes = 64 << 10
    /// What is computed on the thread of a reactor in one go: a few times what it does at once anyway.
    private static let dearestGathering = Price(nanoseconds: 200_000)

    private static let turn = 5_000_000
    private static let longestTurn = 40_000_000
    /// The most memory that the rows of a batch take in one layer.
    private static let heldBytes = 32 << 20
}

extension Matrix {
    /// Some rows; without a copy if they are all.
    fileprivate func rows(_ range: Range<Int>) -> Matrix {
        guard range.count < rows else { return self }
        return Matrix(rows: range.count, columns: columns, values: Array(values[elements(of: range)]))
    }

    private func elements(of range: Range<Int>) -> Range<Int> {
        range.lowerBound * columns..<range.upperBound * columns
    }
}
