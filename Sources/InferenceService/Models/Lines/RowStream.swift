internal import Dispatch
internal import HTTPServer
internal import HTTPWire
internal import Locking
internal import ModelServing
internal import NeuralNetwork
internal import Synchronization

/// Scores rows that arrive as lines of JSON, and answers a line for each, while more arrive.
///
/// A worker reads, computes and writes what has arrived, one batch after another; meanwhile the server does not read on.
/// So no more is held than a piece of content, a batch and what the client has not read.
final class RowStream: BodyConsumer {
    /// How long work that finds no place in the queue waits before it tries again.
    private static let patience = DispatchTimeInterval.milliseconds(20)
    private static let retries = DispatchQueue(label: "feedforward.streams", qos: .utility)

    private struct State {
        var buffer: LineBuffer
        var hasBegun = false
        /// What goes on when the client has read enough.
        var waiting: StreamedResponse?
        var rowCount = 0
        /// How long the piece of content that comes first waited for a worker.
        var firstWait = Duration.zero
        var times = ModelStatistics.Times(input: .zero, queue: .zero, compute: .zero, output: .zero)
    }

    private let model: Model
    private let pool: ComputePool
    private let style: ProblemStyle
    private let state: Lock<State>

    /// Makes a consumer for one request.
    ///
    /// - Parameters:
    ///   - model: What scores the rows, to the end of the stream.
    ///   - pool: Who does the work.
    ///   - style: How a refusal is told.
    init(_ model: Model, pool: ComputePool, style: ProblemStyle) {
        self.model = model
        self.pool = pool
        self.style = style
        state = Lock(State(buffer: LineBuffer(lineLimit: Self.lineLimit(model.plan))))
    }

    /// The most bytes of a line: 64 for each number of a row, and 64 KiB beside.
    static func lineLimit(_ plan: NetworkPlan) -> Int {
        let (bytes, overflows) = plan.inputSize.multipliedReportingOverflow(by: 64)
        return overflows ? .max : bytes.addingReportingOverflow(64 << 10).partialValue
    }

    func consume(_ bytes: Span<UInt8>, isLast: Bool, _ response: StreamedResponse) -> BodyProgress {
        let hasBegun = state.withLock { state in
            state.buffer.append(bytes, isLast: isLast)
            return state.hasBegun
        }
        let isTaken = submit(price: .parsing(bytes: bytes.count), response)
        if !isTaken {
            guard hasBegun else {
                let problem = Problem.queueFull(retryAfter: pool.secondsUntilIdle)
                response.send(problem.response(to: response.context, style: style))
                return .done
            }
            submitLater(response)
        }
        return isLast ? .done : .pause
    }

    func outputHasRoom() {
        guard let response = state.withLock({ $0.waiting.take() }) else { return }
        if !submit(price: .hop, response) { submitLater(response) }
    }

    func cancel() { state.withLock { $0.waiting = nil } }

    private func submit(price: Price, _ response: StreamedResponse) -> Bool {
        let arrival = ContinuousClock.now
        return pool.submit(to: model.readingFlow, price: price, isCancelled: { response.isCancelled }) { [self] in
            state.withLock { if !$0.hasBegun { $0.firstWait = ContinuousClock.now - arrival } }
            work(response)
        }
    }

    /// Tries again after a while: a stream that has begun cannot be refused, so it waits where others are.
    private func submitLater(_ response: StreamedResponse) {
        Self.retries.asyncAfter(deadline: .now() + Self.patience) { [self] in
            guard !response.isCancelled else { return }
            if !submit(price: .hop, response) { submitLater(response) }
        }
    }

    /// Reads the next batch and has it computed.
    private func work(_ response: StreamedResponse) {
        let start = ContinuousClock.now
        // Nobody else needs the lines meanwhile, since the server reads on only after `resume`. Reading them under the
        // lock would hold up the reactor when the client goes away.
        var buffer = LineBuffer(lineLimit: 0)
        state.withLock { swap(&$0.buffer, &buffer) }
        let batch = RowBatch(&buffer, for: model.plan)
        state.withLock { state in
            swap(&state.buffer, &buffer)
            state.times.input += ContinuousClock.now - start
        }
        guard !batch.isEmpty else {
            // A client that has sent part of a line only may wait for the head of the answer.
            begin(response)
            return proceed(response, hasRoom: true, isDrained: true)
        }
        compute(batch, response)
    }

    /// Begins the answer, which says where the time of the first lines went.
    private func begin(_ response: StreamedResponse) {
        let timing = state.withLock { state -> ServerTiming? in
            guard !state.hasBegun else { return nil }
            state.hasBegun = true
            return ServerTiming(
                parse: state.times.input,
                queue: state.firstWait + state.times.queue,
                compute: state.times.compute,
                serialise: state.times.output
            )
        }
        guard let timing else { return }
        response.begin(
            200,
            contentType: "application/x-ndjson",
            fields: [.init("Cache-Control", "no-store"), timing.field]
        )
    }

    private func compute(_ batch: RowBatch, _ response: StreamedResponse) {
        guard batch.rows.rows > 0 else {
            return write(batch, Matrix(rows: 0, columns: model.plan.outputSize, values: []), response)
        }
        let request = PredictionRequest(batch.rows)
        guard model.price(ofRows: batch.rows.rows) >= .hop else {
            return write(batch, model.predict(request), response)
        }
        model.predict(request, isCancelled: { response.isCancelled }) { [self] result in
            switch result {
            case .success(let prediction): write(batch, prediction, response)
            case .failure(.queueFull):
                Self.retries.asyncAfter(deadline: .now() + Self.patience) { [self] in
                    if !response.isCancelled { compute(batch, response) }
                }
            case .failure(.cancelled), .failure(.deadlinePassed): break
            }
        }
    }

    private func write(_ batch: RowBatch, _ prediction: Prediction, _ response: StreamedResponse) {
        state.withLock { state in
            state.rowCount += batch.rows.rows
            state.times.queue += prediction.queueTime
            state.times.compute += prediction.computeTime
        }
        write(batch, prediction.tensors[0], response)
    }

    private func write(_ batch: RowBatch, _ outputs: Matrix, _ response: StreamedResponse) {
        let start = ContinuousClock.now
        let lines = batch.answer(outputs)
        state.withLock { state in
            state.times.output += ContinuousClock.now - start
            // Set beforehand: the client may make room before the write returns.
            state.waiting = response
        }
        begin(response)
        let hasRoom = response.write(lines)
        if hasRoom { state.withLock { $0.waiting = nil } }
        proceed(response, hasRoom: hasRoom, isDrained: false)
    }

    /// Goes on after a batch: with the next one, with more content, or with the end.
    private func proceed(_ response: StreamedResponse, hasRoom: Bool, isDrained: Bool) {
        guard hasRoom else { return }
        guard isDrained else {
            if !submit(price: .hop, response) { submitLater(response) }
            return
        }
        let end = state.withLock { state in
            state.buffer.isComplete ? (rows: state.rowCount, times: state.times) : nil
        }
        guard let end else { return response.resume() }
        response.finish()
        model.statistics.addSuccess(rows: end.rows, end.times)
    }
}
