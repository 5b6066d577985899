internal import Digests
public import NeuralNetwork

/// What somebody who builds the same network with other software has to find.
public struct Reproduction: Sendable {
    /// What is known of one parameter tensor.
    public struct Tensor: Sendable {
        /// Name, role and shape.
        public let plan: TensorPlan
        /// The SHA-256 of its elements as little-endian bytes, 64 hexadecimal digits.
        public let sha256: String
        /// Its elements, row-major, and how far others may be from them, where other software cannot make the same
        /// bits: `orthogonal`.
        public let orthogonal: (values: [Float], tolerance: Double)?
    }

    /// The network.
    public let plan: NetworkPlan
    /// Whether rrelu samples its slopes.
    public let isTraining: Bool
    /// The parameter tensors, layer after layer.
    public let tensors: [Tensor]
    /// The rows that were given.
    public let inputs: Matrix?
    /// The outputs for them.
    public let outputs: Matrix?
    /// How far the outputs of an ordinary row may be off, relative to the larger of 1 and their magnitude.
    public let tolerance: Double
    /// The same for each row, at least the tolerance of an ordinary one: a round figure.
    ///
    /// Infinite where rounding decides everything, so that the row cannot be compared.
    public let tolerances: [Double]

    /// Builds the network of a request, feeds it the rows, and estimates what rounding may do to each of them.
    ///
    /// What the request wants reported makes no difference.
    ///
    /// - Throws: Every figure of the request beyond its limit; then nothing was computed.
    public init(of request: EvaluationRequest, limits: EvaluationLimits) throws(LimitsExceeded) {
        try request.checkReproduction(limits)
        var generator = MersenneTwister(seed: request.plan.definition.seed)
        let network = Network(request.plan, generator: &generator)
        plan = request.plan
        isTraining = request.isTraining
        let differences = request.plan.orthogonalDifferences(network.parameters)
        tensors = zip(network.parameters, differences).map(Tensor.init(of:difference:))
        inputs = request.inputs
        let ordinary = Self.ordinaryTolerance(of: request.plan)
        tolerance = ordinary
        guard let inputs = request.inputs else {
            outputs = nil
            tolerances = []
            return
        }
        var sampling = request.isTraining ? generator : nil
        let estimate = network.forwardEstimatingRounding(inputs, sampling: &sampling)
        outputs = estimate.outputs
        let width = estimate.outputs.columns
        tolerances = (0..<inputs.rows).map { row in
            let places = row * width..<(row + 1) * width
            let needed = Self.needed(estimate.outputs.values[places], estimate.deviations[places])
            return max(ordinary, Self.rounded(needed))
        }
    }

    /// 1e-5, and more where sums are long: terms of one sign have rounding errors of one sign, which add up.
    private static func ordinaryTolerance(of plan: NetworkPlan) -> Double {
        min(rounded(plan.layers.reduce(0) { $0 + Double($1.inputs) } * 0x1p-28), roundFigures[roundFigures.count - 1])
    }

    /// What the outputs of a row need.
    private static func needed(_ outputs: ArraySlice<Float>, _ deviations: ArraySlice<Double>) -> Double {
        zip(outputs, deviations).reduce(0) { largest, next in
            let magnitude = next.0.isFinite ? max(1, Double(abs(next.0))) : 1
            return max(largest, Network.roundingSafetyFactor * next.1 / magnitude)
        }
    }

    /// The next round figure, at least 1e-5; infinity where a comparison with it would say nothing.
    fileprivate static func rounded(_ tolerance: Double) -> Double {
        roundFigures.first { tolerance <= $0 } ?? .infinity
    }

    fileprivate static let roundFigures = [1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2]
}

extension Reproduction.Tensor {
    /// The tolerance is 1e-5 for orthonormal rows or columns, and larger with the gain; larger, too, where a matrix
    /// was so near to a singular one that rounding counts for more.
    fileprivate init(of tensor: ParameterTensor, difference: Double?) {
        var digest = SHA256()
        digest.update(tensor.values)
        plan = tensor.plan
        sha256 = digest.hexDigest()
        orthogonal = difference.map { difference in
            let tolerance = min(Reproduction.rounded(difference), 1e-2)
            return (tensor.values, tolerance * max(1, abs(tensor.plan.initializer?.gain ?? 1)))
        }
    }
}

extension TensorPlan {
    /// Whether other software makes the same bits from the definition.
    var isReproducible: Bool { initializer?.scheme != .orthogonal }
}

extension EvaluationRequest {
    /// How many times the forward pass its estimate of rounding costs, at least; what it may compute is less by this.
    static let estimateFactor = 64

    /// Compares what a reproduction of the request needs with limits, before anything is computed or allocated.
    ///
    /// - Throws: Every figure beyond its limit.
    public func checkReproduction(_ limits: EvaluationLimits) throws(LimitsExceeded) {
        let rows = inputs?.rows ?? 0
        var reduced = limits
        reduced.multiplyAdds /= Self.estimateFactor
        // Beside a value there are its deviation and both ends of what it may be, in float64.
        reduced.heldValues /= 8
        var excesses = Self.excesses(plan, rows: rows, reduced)
        let building = plan.drawingWork.limitedMultiplyAdds
        if let excess = Self.excess(.building, building, limits.multiplyAdds) { excesses.append(excess) }
        var written: Int? = 0
        for factor in [plan.inputSize, plan.outputSize] { written = Self.sum(written, Self.product(rows, factor)) }
        for tensor in plan.layers.lazy.flatMap(\.tensors) where tensor.isWrittenOut {
            written = Self.sum(written, tensor.count)
        }
        if let excess = Self.excess(.scriptValues, written, limits.answerValues) { excesses.append(excess) }
        guard excesses.isEmpty else { throw LimitsExceeded(excesses) }
    }
}

extension TensorPlan {
    /// Whether a description of the reproduction holds the elements, or may hold them.
    var isWrittenOut: Bool { !isReproducible || initializer?.scheme == .values || role == .slope }
}
