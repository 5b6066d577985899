public import NeuralNetwork

/// A kept model whose network is built: what predictions run on.
///
/// Immutable, so a request that holds it is answered wholly by it, whatever becomes of the name meanwhile.
public final class Model: Sendable {
    /// What it was built from.
    public let kept: KeptModel
    /// The network.
    public let network: Network
    /// What was asked of this version, and how long it took.
    public let statistics = ModelStatistics()
    /// Where its predictions wait for a worker.
    let line: PredictionLine

    init(_ kept: KeptModel, network: Network, pool: ComputePool) {
        self.kept = kept
        self.network = network
        line = PredictionLine(network, statistics: statistics, pool: pool)
    }

    /// The definition, found possible.
    public var plan: NetworkPlan { kept.plan }
}
