/// An activation applied to rows of pre-activations.
struct ActivationKernel: Sendable {
    private let activation: Activation

    init(_ activation: Activation, slopes: [Float]) {
        self.activation = activation
    }

    func apply(to preactivations: Matrix) -> Matrix {
        var outputs = preactivations
        if activation.kind == .relu {
            for index in outputs.values.indices { outputs.values[index] = max(outputs.values[index], 0) }
        }
        return outputs
    }
}
