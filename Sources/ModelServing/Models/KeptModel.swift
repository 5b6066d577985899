public import NeuralNetwork

/// What is kept of a model: all that is needed to build its network again.
public struct KeptModel: Sendable {
    /// The name.
    public let name: ModelName
    /// Counts the accepted changes, from 1.
    public let version: Int
    /// The definition, found possible.
    public let plan: NetworkPlan
    /// Whether the parameters are stored, because they are not what the definition draws.
    public let hasStoredParameters: Bool
    /// The stored parameters in the order of the plan's tensors; nil where there are none, or none in memory.
    public let parameters: [ParameterTensor]?
    /// `sha256:` and 64 hexadecimal digits over the definition and the parameters that are stored.
    public let fingerprint: String

    /// Bundles what is kept; with parameters, they count as stored.
    public init(
        name: ModelName,
        version: Int,
        plan: NetworkPlan,
        parameters: [ParameterTensor]?,
        fingerprint: String
    ) {
        self.init(name, version, plan, hasStoredParameters: parameters != nil, parameters, fingerprint)
    }

    private init(
        _ name: ModelName,
        _ version: Int,
        _ plan: NetworkPlan,
        hasStoredParameters: Bool,
        _ parameters: [ParameterTensor]?,
        _ fingerprint: String
    ) {
        self.name = name
        self.version = version
        self.plan = plan
        self.hasStoredParameters = hasStoredParameters
        self.parameters = parameters
        self.fingerprint = fingerprint
    }

    /// The same model without its parameters in memory, for when they can be read again.
    var withoutParameters: KeptModel {
        KeptModel(name, version, plan, hasStoredParameters: hasStoredParameters, nil, fingerprint)
    }
}
