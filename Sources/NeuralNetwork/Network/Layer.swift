/// One layer of a network, ready to compute.
struct Layer: Sendable {
    /// Weight and bias.
    let weights: PackedWeights

    /// Whether there are fewer outputs than units.
    let narrows: Bool

    private let activation: ActivationKernel
    /// Set for an rrelu, which is another function in training mode.
    private let sampled: SampledRReLU?

    /// Prepares a layer.
    ///
    /// - Parameters:
    ///   - plan: What the layer is.
    ///   - parameters: The values of `plan.tensors`, in their order.
    ///   - instructionSet: What computes the layer; available on this machine.
    init(_ plan: LayerPlan, parameters: ArraySlice<ParameterTensor>, instructionSet: InstructionSet) {
        let values = { (role: TensorPlan.Role) in parameters.first { $0.plan.role == role }?.values ?? [] }
        weights = PackedWeights(
            weight: values(.weight),
            bias: values(.bias),
            width: plan.inputs,
            units: plan.units,
            instructionSet: instructionSet
        )
        let definition = plan.definition.activation
        activation = ActivationKernel(definition, slopes: values(.slope), instructionSet: instructionSet)
        narrows = plan.outputs < plan.units
        sampled = definition.kind == .rrelu ? SampledRReLU(definition) : nil
    }

    /// Applies the layer's function to pre-activations, in training mode if there is a generator to sample from.
    func activate(_ preactivations: Matrix, sampling: inout MersenneTwister?) -> Matrix {
        guard let sampled, var generator = sampling.take() else { return activation.apply(to: preactivations) }
        defer { sampling = generator }
        return sampled.apply(to: preactivations, sampling: &generator)
    }

    /// Computes the outputs of rows in evaluation mode.
    ///
    /// - Parameters:
    ///   - inputs: `[rows, width]`.
    ///   - rows: The number of rows.
    ///   - outputs: Room for `[rows, outputs]`, and if it is `spare` for `[rows, units]`. Overlaps `inputs` nowhere.
    ///   - spare: Room for `[rows, units]` if the layer narrows.
    ///   - scratch: Room for `weights.scratchCount` floats, aligned to 64 bytes.
    func compute(
        _ inputs: UnsafePointer<Float>,
        rows: Int,
        into outputs: UnsafeMutablePointer<Float>,
        spare: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        if let function = activation.elementwise {
            return weights.compute(inputs, rows: rows, into: outputs, scratch: scratch, applying: function)
        }
        let preactivations = narrows ? spare : outputs
        weights.compute(inputs, rows: rows, into: preactivations, scratch: scratch)
        activation.apply(to: preactivations, rows: rows, units: weights.units, into: outputs)
    }
}
