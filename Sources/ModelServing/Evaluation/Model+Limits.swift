internal import NeuralNetwork

extension Model {
    /// Compares the tensors of an answer with the limit on its numbers.
    ///
    /// - Parameters:
    ///   - rows: How many rows each tensor has.
    ///   - tensors: What is asked for.
    ///   - limits: How many numbers an answer may have.
    /// - Throws: The figure if it is beyond its limit.
    public func checkAnswer(
        rows: Int,
        of tensors: [OutputTensor] = [.output],
        _ limits: EvaluationLimits
    ) throws(LimitsExceeded) {
        // A network's widths are limited, and no tensor is asked for twice, so the sum does not overflow.
        let width = tensors.reduce(0) { $0 + self.width(of: $1) }
        let values = EvaluationRequest.product(rows, width)
        guard let excess = EvaluationRequest.excess(.answerValues, values, limits.answerValues) else { return }
        throw LimitsExceeded([excess])
    }

    /// The numbers that a tensor has for each row; 0 for one that the model does not have.
    public func width(of tensor: OutputTensor) -> Int {
        switch tensor {
        case .output: plan.outputSize
        case .logits: plan.layers.last?.units ?? 0
        case .layer(let index): plan.layers.indices.contains(index) ? plan.layers[index].outputs : 0
        }
    }
}
