/// One layer of a network, ready to compute.
struct Layer: Sendable {
    /// Weight and bias.
    let weights: PackedWeights

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
        activation = ActivationKernel(definition, slopes: values(.slope))
        sampled = definition.kind == .rrelu ? SampledRReLU(definition) : nil
    }

    /// Applies the layer's function to pre-activations, in training mode if there is a generator to sample from.
    func activate(_ preactivations: Matrix, sampling: inout MersenneTwister?) -> Matrix {
        guard let sampled, var generator = sampling.take() else { return activation.apply(to: preactivations) }
        defer { sampling = generator }
        return sampled.apply(to: preactivations, sampling: &generator)
    }
}
