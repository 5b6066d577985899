/// The values of one parameter tensor.
public struct ParameterTensor: Sendable {
    /// Name, role and shape.
    public let plan: TensorPlan

    /// The elements, row-major.
    public let values: [Float]
}
