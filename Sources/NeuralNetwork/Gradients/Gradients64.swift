/// The gradients of a number that depends on a network's outputs, in float64.
public struct Gradients64: Sendable {
    /// With respect to each parameter tensor, in the order of the network's parameters.
    public let parameters: [ParameterTensor64]

    /// With respect to each layer's pre-activations, `[rows, units]`, first layer to last.
    public let preactivations: [Matrix64]
}
