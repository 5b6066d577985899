/// A fully connected network: a plan and its parameters.
///
/// Immutable once built, so any number of threads may use it. The same row gives the same bits whatever rows it
/// comes with.
public final class Network: Sendable {
    /// What the network was built from.
    public let plan: NetworkPlan

    /// The parameters: layer after layer weight, bias, slope, each row-major, as far as the layer has them.
    public let parameters: [ParameterTensor]

    private let layers: [Layer]

    /// What rows need on their way through the layers.
    private let demand: ForwardMemory.Demand

    /// Builds a network and draws its parameters from a generator that was seeded by the definition.
    public convenience init(_ plan: NetworkPlan) {
        var generator = MersenneTwister(seed: plan.definition.seed)
        self.init(plan, generator: &generator)
    }

    /// Builds a network and draws its parameters from `generator`, which is left where the last draw left it.
    public convenience init(_ plan: NetworkPlan, generator: inout MersenneTwister) {
        self.init(plan, generator: &generator) { () throws(Never) in }
    }

    /// Builds a network as `init(_:generator:)` does, and can be broken off.
    ///
    /// - Parameters:
    ///   - plan: What the network is.
    ///   - generator: Left where the last draw left it.
    ///   - checkpoint: Called before each tensor is drawn and before each layer is laid out.
    /// - Throws: What `checkpoint` throws.
    public convenience init<Failure: Error>(
        _ plan: NetworkPlan,
        generator: inout MersenneTwister,
        checkpoint: () throws(Failure) -> Void
    ) throws(Failure) {
        let parameters = try plan.drawParameters(from: &generator, checkpoint: checkpoint)
        try self.init(plan, parameters: parameters, instructionSet: .best, checkpoint: checkpoint)
    }

    /// Builds a network from parameters that were made elsewhere.
    ///
    /// - Parameters:
    ///   - plan: What the network is.
    ///   - parameters: One tensor for each of the plan's, in their order.
    /// - Precondition: The tensors have the names and sizes of the plan's. What a client sends is checked before.
    public convenience init(_ plan: NetworkPlan, parameters: [ParameterTensor]) {
        let expected = plan.layers.lazy.flatMap(\.tensors)
        precondition(
            parameters.elementsEqual(expected) { $0.plan.name == $1.name && $0.values.count == $1.count },
            "a tensor for each of the plan's, in their order"
        )
        self.init(plan, parameters: parameters, instructionSet: .best)
    }

    /// Builds a network from parameters in the order of the plan's tensors.
    convenience init(_ plan: NetworkPlan, parameters: [ParameterTensor], instructionSet: InstructionSet) {
        self.init(plan, parameters: parameters, instructionSet: instructionSet) { () throws(Never) in }
    }

    private init<Failure: Error>(
        _ plan: NetworkPlan,
        parameters: [ParameterTensor],
        instructionSet: InstructionSet,
        checkpoint: () throws(Failure) -> Void
    ) throws(Failure) {
        var rest = parameters[...]
        var layers: [Layer] = []
        for layer in plan.layers {
            try checkpoint()
            layers.append(
                Layer(layer, parameters: rest.prefix(layer.tensors.count), instructionSet: instructionSet)
            )
            rest = rest.dropFirst(layer.tensors.count)
        }
        self.plan = plan
        self.parameters = parameters
        self.layers = layers
        demand = ForwardMemory.Demand(layers)
    }

    /// The bytes of the layers' packed weights.
    var packedBytes: Int { layers.reduce(0) { $0 + $1.weights.byteCount } }

    /// Computes the outputs of rows.
    ///
    /// - Parameters:
    ///   - inputs: Rows of `plan.inputSize` elements; there may be none.
    ///   - sampling: In training mode the generator from which rrelu samples its slopes, row after row, layer after
    ///     layer; nil for evaluation mode, in which rrelu has its mean slope.
    ///   - observe: Called after each layer with its index, its pre-activations `[rows, units]` and its outputs
    ///     `[rows, outputs]`.
    /// - Returns: Rows of `plan.outputSize` elements.
    /// - Precondition: `inputs.columns == plan.inputSize`.
    public func forward(
        _ inputs: Matrix,
        sampling: inout MersenneTwister?,
        observe: (_ layer: Int, _ preactivations: Matrix, _ outputs: Matrix) -> Void = { _, _, _ in }
    ) -> Matrix {
        forward(inputs, sampling: &sampling, checkpoint: { () throws(Never) in }, observe: observe)
    }

    /// Computes as `forward(_:sampling:observe:)` does, and can be broken off.
    ///
    /// - Parameters:
    ///   - inputs: Rows of `plan.inputSize` elements; there may be none.
    ///   - sampling: As there.
    ///   - checkpoint: Called before each layer, and within a large one about every fiftieth of a second.
    ///   - observe: As there.
    /// - Returns: Rows of `plan.outputSize` elements.
    /// - Throws: What `checkpoint` throws.
    /// - Precondition: `inputs.columns == plan.inputSize`.
    public func forward<Failure: Error>(
        _ inputs: Matrix,
        sampling: inout MersenneTwister?,
        checkpoint: () throws(Failure) -> Void,
        observe: (_ layer: Int, _ preactivations: Matrix, _ outputs: Matrix) -> Void = { _, _, _ in }
    ) throws(Failure) -> Matrix {
        precondition(inputs.columns == plan.inputSize, "rows as wide as the network's input")
        var current = inputs
        for (index, layer) in layers.enumerated() {
            try checkpoint()
            let preactivations = try layer.weights.preactivations(of: current, checkpoint: checkpoint)
            current = layer.activate(preactivations, sampling: &sampling)
            observe(index, preactivations, current)
        }
        return current
    }

    /// Computes the outputs of rows in evaluation mode; faster than where each layer is observed.
    ///
    /// - Parameter inputs: Rows of `plan.inputSize` elements; there may be none.
    /// - Returns: Rows of `plan.outputSize` elements.
    /// - Precondition: `inputs.columns == plan.inputSize`.
    public func forward(_ inputs: Matrix) -> Matrix { forward(inputs) { () throws(Never) in } }

    /// Computes as `forward(_:)` does, and can be broken off.
    ///
    /// - Parameters:
    ///   - inputs: As there.
    ///   - checkpoint: Called before each layer, and between rows about every fiftieth of a second.
    /// - Returns: Rows of `plan.outputSize` elements.
    /// - Throws: What `checkpoint` throws.
    public func forward<Failure: Error>(
        _ inputs: Matrix,
        checkpoint: () throws(Failure) -> Void
    ) throws(Failure) -> Matrix {
        precondition(inputs.columns == plan.inputSize, "rows as wide as the network's input")
        // Some rows at a time go through all layers.
        let size = min(demand.rowsAtOnce, max(inputs.rows, 1))
        let memory = ForwardMemory(demand, rows: size)
        let values = try [Float].inBlocks(
            rows: inputs.rows,
            columns: plan.outputSize,
            of: size,
            checkpoint: { () throws(Failure) in }
        ) { (rows: Range<Int>, outputs: UnsafeMutablePointer<Float>) throws(Failure) in
            for index in layers.indices {
                try checkpoint()
                inputs.values.withUnsafeBufferPointer { inputs in
                    guard let start = inputs.baseAddress else { return }
                    // The buffers take turns, so that a layer never writes what it reads.
                    let buffer = memory.buffer(index % 2)
                    let previous = UnsafePointer(memory.buffer((index + 1) % 2))
                    layers[index].compute(
                        index == 0 ? start + rows.lowerBound * plan.inputSize : previous,
                        rows: rows.count,
                        into: index == layers.count - 1 ? outputs : buffer,
                        spare: buffer,
                        scratch: memory.scratch
                    )
                }
            }
        }
        return Matrix(rows: inputs.rows, columns: plan.outputSize, values: values)
    }
}
