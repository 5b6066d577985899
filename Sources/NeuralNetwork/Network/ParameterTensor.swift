/// The values of one parameter tensor.
public struct ParameterTensor: Sendable {
    /// Name, role and shape.
    public let plan: TensorPlan

    /// The elements, row-major; `plan.count` of them.
    public let values: [Float]

    /// Makes a tensor of given values; nil unless there are `plan.count` of them.
    ///
    /// - Parameters:
    ///   - plan: Name, role and shape.
    ///   - values: The elements, row-major.
    public init?(plan: TensorPlan, values: [Float]) {
        guard values.count == plan.count else { return nil }
        self.plan = plan
        self.values = values
    }

    /// Makes a tensor of values that were drawn for it.
    init(_ plan: TensorPlan, drawn values: [Float]) {
        precondition(values.count == plan.count, "a value for each element")
        self.plan = plan
        self.values = values
    }
}
