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
        self.init(of: request) { () throws(Never) in }
    }

    /// Computes as `init(of:limits:)` does, and gives up once nobody waits for it.
    ///
    /// - Parameters:
    ///   - request: What is asked for.
    ///   - limits: How much may be asked for.
    ///   - isCancelled: Asked before each tensor and each layer, and now and then within a large layer.
    /// - Throws: Every figure of the request beyond its limit, or that it was cancelled.
    public init(
        of request: EvaluationRequest,
        limits: EvaluationLimits,
        isCancelled: () -> Bool
    ) throws(EvaluationFailure) {
        do throws(LimitsExceeded) {
            try request.check(limits)
        } catch {
            throw .limitsExceeded(error)
        }
        try self.init(of: request) { () throws(EvaluationFailure) in if isCancelled() { throw .cancelled } }
    }

    private init<Failure: Error>(
        of request: EvaluationRequest,
        checkpoint: () throws(Failure) -> Void
    ) throws(Failure) {
        guard request.needsNetwork else {
            try self.init(of: request, parameters: [], nil, checkpoint)
            return
        }
        var generator = MersenneTwister(seed: request.plan.definition.seed)
        let parameters: [ParameterTensor]
        let pass: ForwardPass?
        if request.needsForwardPass {
            let network = try Network(request.plan, generator: &generator, checkpoint: checkpoint)
            parameters = network.parameters
            let sampling = request.isTraining ? generator : nil
            pass = try ForwardPass(of: request, through: network, sampling: sampling, checkpoint)
        } else {
            // Without rows there is nothing to lay the weights out for, which takes as much memory again, and more.
            parameters = try request.plan.drawParameters(from: &generator, checkpoint: checkpoint)
            pass = nil
        }
        try self.init(of: request, parameters: parameters, pass, checkpoint)
    }

    /// Computes the parts that a request asks for on a network that is built already.
    ///
    /// - Parameters:
    ///   - request: A request for the plan of the model; it is not in training mode.
    ///   - model: The model.
    ///   - limits: How much may be asked for.
    /// - Throws: Every figure of the request beyond its limit; then nothing was computed.
    public init(of request: EvaluationRequest, on model: Model, limits: EvaluationLimits) throws(LimitsExceeded) {
        try request.checkOnceBuilt(limits)
        self.init(of: request, on: model) { () throws(Never) in }
    }

    /// Computes as `init(of:on:limits:)` does, and gives up once nobody waits for it.
    ///
    /// - Parameters:
    ///   - request: A request for the plan of the model; it is not in training mode.
    ///   - model: The model.
    ///   - limits: How much may be asked for.
    ///   - isCancelled: Asked before each layer and each tensor, and now and then within a large layer.
    /// - Throws: Every figure of the request beyond its limit, or that it was cancelled.
    public init(
        of request: EvaluationRequest,
        on model: Model,
        limits: EvaluationLimits,
        isCancelled: () -> Bool
    ) throws(EvaluationFailure) {
        do throws(LimitsExceeded) {
            try request.checkOnceBuilt(limits)
        } catch {
            throw .limitsExceeded(error)
        }
        try self.init(of: request, on: model) { () throws(EvaluationFailure) in
            if isCancelled() { throw .cancelled }
        }
    }

    private init<Failure: Error>(
        of request: EvaluationRequest,
        on model: Model,
        checkpoint: () throws(Failure) -> Void
    ) throws(Failure) {
        precondition(request.plan == model.plan, "a request for the model")
        let pass =
            request.needsForwardPass
            ? try ForwardPass(of: request, through: model.network, sampling: nil, checkpoint) : nil
        try self.init(of: request, parameters: model.network.parameters, pass, kept: model.kept, checkpoint)
    }

    private init<Failure: Error>(
        of request: EvaluationRequest,
        parameters: [ParameterTensor],
        _ pass: ForwardPass?,
        kept: KeptModel? = nil,
        _ checkpoint: () throws(Failure) -> Void
    ) throws(Failure) {
        let isStored = kept?.hasStoredParameters ?? false
        plan = request.plan
        fingerprint = kept?.fingerprint
        outputs = pass?.outputs
        layers = pass?.layers
        layerOutputs = pass?.layerOutputs
        guard !request.parts.isDisjoint(with: .aboutTensors) else {
            tensors = nil
            return
        }
        tensors = try parameters.map { (tensor) throws(Failure) in
            try checkpoint()
            return Tensor(of: tensor, isStored: isStored, request)
        }
    }
}

/// Why there is no evaluation.
public enum EvaluationFailure: Error, Sendable, Hashable {
    /// Figures of the request are beyond their limits; nothing was computed.
    case limitsExceeded(LimitsExceeded)
    /// Nobody waits for it any more.
    case cancelled
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

    init?<Failure: Error>(
        of request: EvaluationRequest,
        through network: Network,
        sampling: MersenneTwister?,
        _ checkpoint: () throws(Failure) -> Void
    ) throws(Failure) {
        guard let inputs = request.inputs else { return nil }
        let wantsStatistics = request.parts.contains(.activations)
        let wantsLayers = request.parts.contains(.layerOutputs)
        var layers: [LayerStatistics] = []
        var layerOutputs: [Evaluation.LayerOutputs] = []
        var sampling = sampling
        let result = try network.forward(inputs, sampling: &sampling, checkpoint: checkpoint) {
            layer,
            preactivations,
            outputs in
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
