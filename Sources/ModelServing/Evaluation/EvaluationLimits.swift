public import NeuralNetwork

/// How much one request may ask for.
///
/// Every figure is checked in overflow-checked arithmetic before anything is allocated that grows with it.
public struct EvaluationLimits: Sendable, Hashable {
    /// How large a network may be.
    public var network = NetworkLimits()
    /// The most rows of inputs; 2^20 unless set.
    public var rows = 1 << 20
    /// The most multiply-adds of all rows together, and the most of building the network; 10^12 unless set.
    ///
    /// Building takes multiply-adds where one draw for each element is not enough: for the factorisation of an
    /// orthogonal matrix, and, 32 for each, for the numbers of a truncated normal that are drawn again.
    public var multiplyAdds = 1_000_000_000_000
    /// The most numbers that one step of the forward pass holds, rows times the widest row; 2^26 unless set.
    public var heldValues = 1 << 26
    /// The most numbers of outputs, layer outputs and parameter values in an answer, and of inputs in a script; 2^24
    /// unless set.
    public var answerValues = 1 << 24

    /// Makes limits with every default.
    public init() {}

    /// The most rows that one request for a network may have, its outputs being all it asks for; at least 1.
    public func mostRows(of plan: NetworkPlan) -> Int {
        let most = min(
            min(rows, multiplyAdds / max(1, plan.multiplyAddsPerRow)),
            min(heldValues / max(1, plan.widestRow), answerValues / max(1, plan.outputSize))
        )
        return max(1, most)
    }
}

/// The figures of a request that are beyond their limits; never empty.
public struct LimitsExceeded: Error, Sendable, Hashable {
    /// What is counted.
    public enum Figure: String, Sendable, Hashable, CaseIterable {
        case rows
        case multiplyAdds = "multiply_adds"
        case heldValues = "held_values"
        case building
        case answerValues = "answer_values"
        case scriptValues = "script_values"
    }

    /// One figure and its limit.
    public struct Excess: Sendable, Hashable {
        /// What is counted.
        public let figure: Figure
        /// How much was asked for; nil where the count overflows 64 bits.
        public let actual: Int?
        /// How much may be asked for.
        public let limit: Int

        /// Makes an excess.
        public init(figure: Figure, actual: Int?, limit: Int) {
            self.figure = figure
            self.actual = actual
            self.limit = limit
        }
    }

    /// The excesses, in the order of `Figure`.
    public let all: [Excess]

    /// Makes an error of excesses.
    ///
    /// - Precondition: At least one.
    public init(_ all: [Excess]) {
        precondition(!all.isEmpty, "an error names at least one excess")
        self.all = all
    }
}
