internal import Glibc
internal import Locking
public import Telemetry

/// What was asked of one version of a model, and how long it took.
public final class ModelStatistics: Sendable {
    /// A number of times, and how long they took together.
    public struct Total: Sendable, Hashable {
        /// How often.
        public var count = 0
        /// How long together.
        public var time = Duration.zero

        mutating func add(_ duration: Duration) {
            count += 1
            time += duration
        }
    }

    /// The figures at one moment.
    public struct Figures: Sendable {
        /// Milliseconds since 1970 of the last prediction; 0 without one.
        public var lastInference = 0
        /// The rows that were predicted.
        public var rowCount = 0
        /// How often a batch went through the network.
        public var executionCount = 0
        /// Whole requests that were answered.
        public var success = Total()
        /// Requests that reached the model and failed.
        public var failure = Total()
        /// Waiting for a worker.
        public var queue = Total()
        /// Reading the rows.
        public var computeInput = Total()
        /// Computing.
        public var computeInfer = Total()
        /// Writing the answer.
        public var computeOutput = Total()
        /// The executions by the number of rows that they had; of at most 128 numbers.
        public var batches: [Int: Total] = [:]
        /// How long requests waited for a worker, in nanoseconds.
        public var queueTimes = Distribution(.durations)
        /// How long they were computed, in nanoseconds.
        public var computeTimes = Distribution(.durations)
        /// The rows of batches.
        public var batchRows = Distribution(.rows)
    }

    /// The parts of the time that one request took.
    public struct Times: Sendable, Hashable {
        /// Reading the rows.
        public var input: Duration
        /// Waiting for a worker.
        public var queue: Duration
        /// Computing the batch that the rows were part of.
        public var compute: Duration
        /// Writing the answer.
        public var output: Duration

        /// Bundles the parts.
        public init(input: Duration, queue: Duration, compute: Duration, output: Duration) {
            self.input = input
            self.queue = queue
            self.compute = compute
            self.output = output
        }
    }

    /// How many different batch sizes are told apart; a further one counts with the nearest below, or else above.
    private static let batchSizeLimit = 128

    private let state = Lock(Figures())

    /// The figures now.
    public var figures: Figures { state.withLock { $0 } }

    /// Counts a request that was answered.
    public func addSuccess(rows: Int, _ times: Times) {
        let now = Self.millisecondsSince1970()
        state.withLock { state in
            state.lastInference = max(state.lastInference, now)
            state.rowCount += rows
            state.success.add(times.input + times.queue + times.compute + times.output)
            state.queue.add(times.queue)
            state.queueTimes.add(UInt64(max(0, times.queue.wholeNanoseconds)))
            state.computeTimes.add(UInt64(max(0, times.compute.wholeNanoseconds)))
            state.computeInput.add(times.input)
            state.computeInfer.add(times.compute)
            state.computeOutput.add(times.output)
        }
    }

    /// Counts a request that reached the model and failed.
    public func addFailure(_ time: Duration) { state.withLock { $0.failure.add(time) } }

    /// Counts a batch that went through the network; one without rows does not.
    func addExecution(rows: Int, _ time: Duration) {
        guard rows > 0 else { return }
        state.withLock { state in
            state.executionCount += 1
            state.batchRows.add(UInt64(rows))
            var size = rows
            if state.batches.count >= Self.batchSizeLimit, state.batches[rows] == nil {
                let sizes = state.batches.keys
                size = sizes.filter { $0 < rows }.max() ?? sizes.min() ?? rows
            }
            state.batches[size, default: Total()].add(time)
        }
    }

    private static func millisecondsSince1970() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
