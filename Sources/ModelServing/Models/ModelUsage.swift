internal import NeuralNetwork

/// How much is kept, or about to be.
struct ModelUsage: Sendable, Hashable {
    var models = 0
    var parameters = 0
    var bytes = 0

    /// What an entry takes; nothing for none.
    init(of entry: ModelEntry?) {
        guard let entry else { return }
        models = 1
        parameters = entry.kept.plan.parameterCount
        // Stored parameters in memory are those of the network, if there is one.
        bytes = entry.model?.plan.residentBytes ?? (entry.kept.parameters == nil ? 0 : entry.kept.plan.parameterBytes)
    }

    init() {}

    static func += (left: inout ModelUsage, right: ModelUsage) {
        left.models += right.models
        left.parameters += right.parameters
        left.bytes += right.bytes
    }

    static func -= (left: inout ModelUsage, right: ModelUsage) {
        left.models -= right.models
        left.parameters -= right.parameters
        left.bytes -= right.bytes
    }
}
