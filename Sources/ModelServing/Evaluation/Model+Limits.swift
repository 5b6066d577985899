internal import NeuralNetwork

extension Model {
    /// Compares the outputs of rows with the limit on numbers in an answer.
    ///
    /// - Throws: The figure if it is beyond its limit.
    public func checkAnswer(rows: Int, _ limits: EvaluationLimits) throws(LimitsExceeded) {
        let values = EvaluationRequest.product(rows, plan.outputSize)
        guard let excess = EvaluationRequest.excess(.answerValues, values, limits.answerValues) else { return }
        throw LimitsExceeded([excess])
    }
}
