/// How much may be kept.
public struct ModelLimits: Sendable, Hashable {
    /// The most models; 1,000 unless set.
    public var models = 1000
    /// The most parameters of all models together; 2^28 unless set.
    public var parameters = 1 << 28
    /// The most bytes that all models take in memory, with those that are being built; 4 GiB unless set.
    ///
    /// A model that replaces one at least as large passes in any case, though both are there for a moment.
    public var bytes = 4 << 30

    /// Makes limits with every default.
    public init() {}
}

/// A limit of the registry that a change would pass.
public struct ModelLimitExceeded: Error, Sendable, Hashable {
    /// What is counted.
    public enum Figure: String, Sendable, Hashable, CaseIterable {
        case models, parameters, bytes
    }

    /// What is counted.
    public let figure: Figure
    /// How much there would be.
    public let actual: Int
    /// How much there may be.
    public let limit: Int

    /// Makes an error.
    public init(figure: Figure, actual: Int, limit: Int) {
        self.figure = figure
        self.actual = actual
        self.limit = limit
    }

    /// The figure and its limit, in a sentence without its full stop.
    public var reason: String {
        let things = figure == .bytes ? "bytes of memory" : figure.rawValue
        return "\(actual) \(things) are more than the limit of \(limit)"
    }
}
