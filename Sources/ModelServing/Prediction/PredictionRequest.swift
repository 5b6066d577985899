public import NeuralNetwork

/// A tensor that a kept model can be asked for.
public enum OutputTensor: Sendable, Hashable {
    /// The outputs of the last layer, `[rows, outputSize]`.
    case output
    /// The pre-activations of the last layer, `[rows, units]`.
    case logits
    /// The outputs of a layer, counted from 0.
    case layer(Int)
}

/// Rows for a kept model, and what is wanted of them.
public struct PredictionRequest: Sendable {
    /// Rows as wide as the network's input; there may be none.
    public let rows: Matrix
    /// What is wanted, in the order of the answer; layers exist.
    public let tensors: [OutputTensor]
    /// When the answer is of no use any more; nil for never.
    public let deadline: ContinuousClock.Instant?

    /// Makes a request, for the outputs unless said otherwise.
    public init(_ rows: Matrix, tensors: [OutputTensor] = [.output], deadline: ContinuousClock.Instant? = nil) {
        self.rows = rows
        self.tensors = tensors
        self.deadline = deadline
    }
}

/// What rows came to.
public struct Prediction: Sendable {
    /// What was wanted, in the order of the request; each as many rows as the request had.
    public let tensors: [Matrix]
    /// How long the rows waited for a worker.
    public let queueTime: Duration
    /// How long the batch took that they were computed in; of many rows, which are computed in several, from the begin
    /// of the first to the end of the last.
    public let computeTime: Duration
}

/// Why there is no prediction.
public enum PredictionFailure: Error, Sendable, Hashable {
    /// As much work waits as may wait; worth another try in so many seconds.
    case queueFull(retryAfter: Int)
    /// The request's deadline passed before its rows were computed.
    case deadlinePassed
    /// Nobody waits for the answer any more.
    case cancelled
}
