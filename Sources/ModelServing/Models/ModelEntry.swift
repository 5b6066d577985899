/// What the registry knows under a name.
public struct ModelEntry: Sendable {
    /// Whether the model answers predictions.
    public enum State: Sendable {
        /// It does.
        case ready(Model)
        /// It does not, because it was unloaded.
        case unloaded
    }

    /// What is kept.
    public let kept: KeptModel
    /// Whether it answers.
    public let state: State

    /// The model, if it answers.
    public var model: Model? {
        if case .ready(let model) = state { model } else { nil }
    }
}

/// A model that lies in the folder and cannot be used.
public struct DamagedModel: Sendable, Hashable {
    /// The name of its folder.
    public let name: String
    /// What is wrong with it, in a sentence without its full stop.
    public let reason: String
    /// The version that it had when it was last kept, where that is known.
    public let version: Int?

    /// Makes a report.
    public init(name: String, reason: String, version: Int? = nil) {
        self.name = name
        self.reason = reason
        self.version = version
    }
}
