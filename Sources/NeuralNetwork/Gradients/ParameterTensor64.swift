/// The values of one parameter tensor, or a gradient with respect to them, in float64.
public struct ParameterTensor64: Sendable {
    /// Name, role and shape.
    public let plan: TensorPlan

    /// The elements, row-major.
    public let values: [Double]
}
