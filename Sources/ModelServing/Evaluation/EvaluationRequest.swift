public import NeuralNetwork

/// What is to be built, fed and reported.
public struct EvaluationRequest: Sendable {
    /// The parts of a report.
    public struct Parts: OptionSet, Sendable, Hashable {
        /// One bit for each part.
        public let rawValue: Int
        /// Makes a set from its bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// The outputs of the network, row by row.
        public static let outputs = Parts(rawValue: 1)
        /// The statistics of each parameter tensor.
        public static let parameters = Parts(rawValue: 2)
        /// The statistics of each layer over the rows.
        public static let activations = Parts(rawValue: 4)
        /// Each layer's pre-activations and outputs, row by row.
        public static let layerOutputs = Parts(rawValue: 8)
        /// The elements of each parameter tensor.
        public static let values = Parts(rawValue: 16)
        /// The SHA-256 of each parameter tensor.
        public static let digests = Parts(rawValue: 32)

        /// The parts by name, in the order in which they are documented.
        public static let byName: [(name: String, part: Parts)] = [
            ("outputs", .outputs), ("parameters", .parameters), ("activations", .activations),
            ("layer_outputs", .layerOutputs), ("values", .values), ("digests", .digests),
        ]

        /// The parts that say something about parameter tensors.
        static let aboutTensors: Parts = [.parameters, .values, .digests]
        /// The parts that say something about rows.
        static let aboutRows: Parts = [.outputs, .activations, .layerOutputs]
    }

    /// The network.
    public var plan: NetworkPlan
    /// Rows of `plan.inputSize` elements; nil for the build alone.
    public var inputs: Matrix?
    /// What is to be reported.
    public var parts: Parts
    /// What the statistics of a tensor are to contain.
    public var statistics: StatisticsOptions
    /// Whether rrelu samples its slopes, as in training.
    public var isTraining: Bool

    /// Makes a request; outputs and parameters are reported unless said otherwise.
    ///
    /// - Precondition: `inputs`, if given, are as wide as the plan says.
    public init(
        _ plan: NetworkPlan,
        inputs: Matrix? = nil,
        parts: Parts = [.outputs, .parameters],
        statistics: StatisticsOptions = StatisticsOptions(),
        isTraining: Bool = false
    ) {
        precondition(inputs.map { $0.columns == plan.inputSize } ?? true, "rows as wide as the network's input")
        self.plan = plan
        self.inputs = inputs
        self.parts = parts
        self.statistics = statistics
        self.isTraining = isTraining
    }

    /// Whether rows have to go through the network.
    var needsForwardPass: Bool { inputs != nil && !parts.isDisjoint(with: .aboutRows) }

    /// Whether parameters have to be drawn.
    var needsNetwork: Bool { needsForwardPass || !parts.isDisjoint(with: .aboutTensors) }
}
