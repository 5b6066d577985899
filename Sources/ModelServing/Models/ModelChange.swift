public import ModelFormats
public import NeuralNetwork

/// A change of what is kept under a name.
public struct ModelChange: Sendable {
    /// What is to happen.
    public enum Action: Sendable {
        /// The definition is kept, with parameters if they are not what it draws, and the network built.
        ///
        /// `basis` says what must be kept under the name when the change takes effect.
        case keep(NetworkPlan, parameters: [ParameterTensor]?, basis: Basis)
        /// The model is read again from where it is stored, or built again from what is kept.
        case load
        /// The network is let go; what is kept stays.
        case unload
        /// Everything under the name is let go.
        case remove
    }

    /// What has to be there before.
    public enum Basis: Sendable {
        /// Anything, or nothing.
        case anything
        /// A model with this definition: the one that parameters were read against.
        case definition(NetworkDefinition)
        /// A model, with this definition or with another one, against which the parameters are then read anew: by
        /// `again`, on a worker, while nobody else changes the model.
        case model(
            readAgainst: NetworkDefinition,
            again: @Sendable (NetworkPlan) throws(ParametersError) -> [ParameterTensor]
        )
    }

    /// The name.
    public let name: ModelName
    /// What is to happen.
    public let action: Action
    /// Asked, with what is there, before anything is built; until the change takes effect, that stays so.
    public let isWanted: @Sendable (ModelEntry?) -> Bool

    /// Makes a change.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - action: What is to happen.
    ///   - isWanted: Whether the client wants the change, given what is there: its preconditions.
    public init(
        _ name: ModelName,
        _ action: Action,
        if isWanted: @escaping @Sendable (ModelEntry?) -> Bool = { _ in true }
    ) {
        self.name = name
        self.action = action
        self.isWanted = isWanted
    }

    /// How much memory the change holds while it waits, where that is much: its parameters.
    var heldBytes: Int {
        guard case .keep(let plan, .some, _) = action else { return 0 }
        return plan.parameterBytes
    }
}

/// What a change came to.
public struct ModelChangeResult: Sendable {
    /// What is under the name now; nil after a removal.
    public let entry: ModelEntry?
    /// Whether there was nothing under the name before.
    public let isNew: Bool
    /// Where its time went.
    public let times: ModelChangeTimes
}

/// Why a change did not happen; then nothing has changed.
public enum ModelChangeFailure: Error, Sendable {
    /// There is no model of that name.
    case unknownModel
    /// The change was not wanted, given what is there.
    case unwanted(ModelEntry?)
    /// Another definition is kept than the one that the parameters were read against.
    case definitionChanged(ModelEntry)
    /// The parameters are none of the definition that is kept.
    case unreadable(ParametersError)
    /// Too much would be kept.
    case limit(ModelLimitExceeded)
    /// The stored model breaks a limit on networks, or is damaged: the reason, in a sentence without its full stop.
    case damaged(reason: String)
    /// As much work waits as may wait; worth another try in so many seconds.
    case queueFull(retryAfter: Int)
    /// The folder did not take it.
    case storage(ModelStorageError)
}
