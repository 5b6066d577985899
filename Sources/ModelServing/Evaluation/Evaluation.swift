internal import Digests
public import NeuralNetwork

/// What came of a request: the parts that it asked for.
public struct Evaluation: Sendable {
    /// What is reported of one parameter tensor.
    public struct Tensor: Sendable {
        /// Name, role and shape.
        public let plan: TensorPlan
        /// The scheme that made its elements; nil for a slope, and where they are stored instead of drawn.
        public let initializer: Initializer?
        /// Its statistics, and whether all units of the layer got the same parameters.
        public let statistics: (values: TensorStatistics, isSymmetric: Bool)?
        /// Its elements, row-major.
        public let values: [Float]?
        /// The SHA-256 of its elements as little-endian bytes, 64 hexadecimal digits.
        public let sha256: String?
    }

    /// What one layer made of the rows.
    public struct LayerOutputs: Sendable {
        /// `[rows, units]`.
        public let preactivations: Matrix
        /// `[rows, outputs]`.
        public let outputs: Matrix
    }

    /// The network.
    public let plan: NetworkPlan
    /// The fingerprint of a kept network; nil for that of the definition.
    public let fingerprint: String?
    /// The outputs, row by row.
    public let outputs: Matrix?
    /// The parameter tensors, layer after layer; nil where nothing was asked about them.
    public let tensors: [Tensor]?
    /// The statistics of each layer over the rows.
    public let layers: [LayerStatistics]?
    /// Each layer's pre-activations and outputs.
    public let layerOutputs: [LayerOutputs]?

    /// Builds what the request needs and computes the parts that it asks for.
    ///
    /// The same request gives the same bits. In training mode rrelu samples from the generator that drew the
    /// parameters, where the last draw left it.
    ///
    /// - Throws: Every figure of the request beyond its limit; then nothing was computed.
    public init(of request: EvaluationRequest, limits: EvaluationLimits) throws(LimitsExceeded) {
        try request.check(limits)
        guard request.needsNetwork else {
            self.init(of: request, parameters: [], nil)
            return
        }
        var generator = MersenneTwister(seed: request.plan.definition.seed)
        let parameters: [ParameterTensor]
        let pass: ForwardPass?
        if request.needsForwardPass {
            let network = Network(request.plan, generator: &generator)
            parameters = network.parameters
            pass = ForwardPass(of: request, through: network, sampling: request.isTraining ? generator : nil)
        } else {
            // Without rows there is nothing to lay the weights out for, which takes as much memory again, and more.
            parameters = request.plan.drawParameters(from: &generator)
            pass = nil
        }
        self.init(of: request, parameters: parameters, pass)
    }

    /// Computes the parts that a request asks for on a network that is built already.
    ///
    /// - Parameters:
    ///   - request: A request for the plan of the model; it is not in training mode.
    ///   - model: The model.
    ///   - limits: How much may be asked for.
    /// - Throws: Every figure of the request beyond its limit; then nothing was computed.
    public init(of request: EvaluationRequest, on model: Model, limits: EvaluationLimits) throws(LimitsExceeded) {
        precondition(request.plan == model.plan, "a request for the model")
        try request.checkOnceBuilt(limits)
        let pass =
            request.needsForwardPass ? ForwardPass(of: request, through: model.network, sampling: nil) : nil
        self.init(of: request, parameters: model.network.parameters, pass, kept: model.kept)
    }

    private init(
        of request: EvaluationRequest,
        parameters: [ParameterTensor],
        _ pass: ForwardPass?,
        kept: KeptModel? = nil
    ) {
        let isStored = kept?.hasStoredParameters ?? false
        plan = request.plan
        fingerprint = kept?.fingerprint
        outputs = pass?.outputs
        layers = pass?.layers
        layerOutputs = pass?.layerOutputs
        tensors =
            request.parts.isDisjoint(with: .aboutTensors)
            ? nil : parameters.map { Tensor(of: $0, isStored: isStored, request) }
    }
}

extension Evaluation.Tensor {
    fileprivate init(of tensor: ParameterTensor, isStored: Bool, _ request: EvaluationRequest) {
        plan = tensor.plan
        initializer = isStored ? nil : tensor.plan.initializer
        statistics =
            request.parts.contains(.parameters)
            ? (TensorStatistics(of: tensor.values, options: request.statistics), tensor.isSymmetric) : nil
        values = request.parts.contains(.values) ? tensor.values : nil
        sha256 = request.parts.contains(.digests) ? Self.digest(of: tensor.values) : nil
    }

    private static func digest(of values: [Float]) -> String {
        var digest = SHA256()
        digest.update(values)
        return digest.hexDigest()
    }
}

/// One pass of rows through a network, and what is kept of it.
private struct ForwardPass {
    var outputs: Matrix?
    var layers: [LayerStatistics]?
    var layerOutputs: [Evaluation.LayerOutputs]?

    init?(of request: EvaluationRequest, through network: Network, sampling: MersenneTwister?) {
        guard let inputs = request.inputs else { return nil }
        let wantsStatistics = request.parts.contains(.activations)
        let wantsLayers = request.parts.contains(.layerOutputs)
        var layers: [LayerStatistics] = []
        var layerOutputs: [Evaluation.LayerOutputs] = []
        var sampling = sampling
        let result = network.forward(inputs, sampling: &sampling) { layer, preactivations, outputs in
            if wantsStatistics {
                let activation = network.plan.layers[layer].definition.activation
                layers.append(LayerStatistics(of: activation, preactivations: preactivations, outputs: outputs))
            }
            if wantsLayers {
                layerOutputs.append(Evaluation.LayerOutputs(preactivations: preactivations, outputs: outputs))
            }
        }
        outputs = request.parts.contains(.outputs) ? result : nil
        self.layers = wantsStatistics ? layers : nil
        self.layerOutputs = wantsLayers ? layerOutputs : nil
    }
}
