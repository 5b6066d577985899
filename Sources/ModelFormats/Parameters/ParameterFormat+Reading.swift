public import NeuralNetwork

extension ParameterFormat {
    /// Reads the parameters of a network from a body of this form.
    ///
    /// - Parameters:
    ///   - bytes: The whole body.
    ///   - plan: What the tensors are to be.
    /// - Returns: One tensor for each of the plan's, in their order.
    /// - Throws: The first violation of JSON's syntax, or all problems at once.
    public func read(_ bytes: Span<UInt8>, for plan: NetworkPlan) throws(ParametersError) -> [ParameterTensor] {
        switch self {
        case .safetensors: try Safetensors.read(bytes, for: plan)
        case .json: try ParametersJSON.read(bytes, for: plan)
        }
    }
}
