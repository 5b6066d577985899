/// A fully connected network in float64, for what float32 is too coarse for: gradients, and a reference for outputs.
///
/// The same plan and, unless told otherwise, the same float32 parameters as a `Network`, widened. Activations have the
/// float64 parameters of the definition; rrelu has its mean slope. A row's numbers do not depend on the rows that it
/// comes with, and since nothing but + - * / in one fixed order makes them, nor on the machine.
///
/// It holds 8 bytes a parameter. A forward pass keeps what `ForwardPass64` says and needs, while it computes a layer,
/// that layer's weight a second time; a backward pass makes 8 bytes a parameter and `rows * units` numbers a layer.
/// What that comes to is for the caller to price.
public struct Network64: Sendable {
    /// What the network was built from.
    public let plan: NetworkPlan

    /// The parameters: layer after layer weight, bias, slope, each row-major, as far as the layer has them.
    public let parameters: [ParameterTensor64]

    let layers: [Layer64]

    /// Widens the parameters of a network.
    public init(_ network: Network) {
        self.init(network.plan, parameters: network.parameters.map { $0.values.map(Double.init) })
    }

    /// Makes a network of parameters from outside.
    ///
    /// - Parameters:
    ///   - plan: What the network is.
    ///   - parameters: The elements of each of the plan's tensors, row-major, layer after layer weight, bias, slope, as
    ///     far as the layer has them.
    /// - Precondition: As many tensors, and of each as many elements, as the plan has.
    public init(_ plan: NetworkPlan, parameters: [[Double]]) {
        let tensors = plan.layers.flatMap(\.tensors)
        precondition(parameters.map(\.count) == tensors.map(\.count), "the elements of each of the plan's tensors")
        self.plan = plan
        self.parameters = zip(tensors, parameters).map { ParameterTensor64(plan: $0, values: $1) }
        var rest = self.parameters[...]
        layers = plan.layers.map { layer in
            defer { rest = rest.dropFirst(layer.tensors.count) }
            return Layer64(layer, parameters: rest.prefix(layer.tensors.count))
        }
    }

    /// Computes the outputs of rows, and keeps what every layer made of them.
    ///
    /// - Parameter inputs: Rows of `plan.inputSize` elements; there may be none.
    /// - Returns: Inputs, pre-activations and outputs of all layers.
    /// - Precondition: `inputs.columns == plan.inputSize`.
    public func forward(_ inputs: Matrix64) -> ForwardPass64 {
        precondition(inputs.columns == plan.inputSize, "rows as wide as the network's input")
        var current = inputs
        let passed = layers.map { layer in
            let preactivations = layer.preactivations(of: current)
            current = layer.activation.apply(to: preactivations)
            return ForwardPass64.Layer(preactivations: preactivations, outputs: current)
        }
        return ForwardPass64(inputs: inputs, layers: passed)
    }

    /// Computes the gradients of a number from its gradient with respect to the outputs, by the chain rule from the
    /// last layer to the first.
    ///
    /// At a kink of an activation the derivative is what PyTorch takes it for.
    ///
    /// - Parameters:
    ///   - pass: What this network's `forward` returned.
    ///   - cotangents: The gradient with respect to the outputs, `[rows, outputs]`; of a loss, `Loss.gradient(at:)`.
    /// - Returns: The gradients with respect to all parameters, summed over the rows, and to the pre-activations of all
    ///   layers, row by row.
    /// - Precondition: `pass` comes from this network, and there is one cotangent for each of its outputs.
    public func backward(_ pass: ForwardPass64, cotangents: Matrix64) -> Gradients64 {
        precondition(pass.layers.count == layers.count, "a pass through this network")
        var current = cotangents
        var parameters: [[ParameterTensor64]] = []
        var preactivations: [Matrix64] = []
        for (index, layer) in layers.enumerated().reversed() {
            let passed = pass.layers[index].preactivations
            let deltas = layer.activation.pullBack(current, through: passed)
            parameters.append(
                layer.plan.tensors.map { tensor in
                    let values =
                        switch tensor.role {
                        case .weight: deltas.transposedTimes(pass.inputs(ofLayer: index)).values
                        case .bias: deltas.columnSums
                        case .slope: layer.activation.slopeGradient(current, through: passed)
                        }
                    return ParameterTensor64(plan: tensor, values: values)
                }
            )
            preactivations.append(deltas)
            if index > 0 { current = deltas.times(layer.weight) }
        }
        return Gradients64(parameters: parameters.reversed().flatMap(\.self), preactivations: preactivations.reversed())
    }
}
