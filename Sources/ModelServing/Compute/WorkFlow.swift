/// A line in which work waits for its turn, first in, first out: turns are dealt fairly between flows.
public struct WorkFlow: Sendable, Hashable {
    private let number: Int
    /// How many rows are done in one go; 0 where each piece of work is done by itself.
    let rowsAtOnce: Int
    /// How long a worker that has nothing else to do waits for company for what came first: rows of one batch share the
    /// reading of the weights.
    let patience: Duration

    /// The flow of requests that stand by themselves.
    public static let evaluations = WorkFlow(number: 0, rowsAtOnce: 0)

    /// The flow of networks that are built to be kept.
    public static let builds = WorkFlow(number: 1, rowsAtOnce: 0)

    /// A flow of a model.
    ///
    /// - Parameters:
    ///   - number: Different for each flow; 2 or more.
    ///   - rowsAtOnce: How many rows are done in one go; 0 where each piece of work is done by itself.
    ///   - patience: How long what comes first waits for company.
    init(number: Int, rowsAtOnce: Int, patience: Duration = .zero) {
        self.number = number
        self.rowsAtOnce = rowsAtOnce
        self.patience = patience
    }

    /// Compares the numbers.
    public static func == (left: WorkFlow, right: WorkFlow) -> Bool { left.number == right.number }

    /// Hashes the number.
    public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
