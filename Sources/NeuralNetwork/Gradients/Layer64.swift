/// One layer of a network in float64.
struct Layer64: Sendable {
    /// What the layer is.
    let plan: LayerPlan
    /// The weight, `[units, inputs]`.
    let weight: Matrix64
    /// The activation with its slopes.
    let activation: Activation64

    private let bias: [Double]

    /// Prepares a layer.
    ///
    /// - Parameters:
    ///   - plan: What the layer is.
    ///   - parameters: The values of `plan.tensors`, in their order.
    init(_ plan: LayerPlan, parameters: ArraySlice<ParameterTensor64>) {
        let values = { (role: TensorPlan.Role) in parameters.first { $0.plan.role == role }?.values ?? [] }
        self.plan = plan
        weight = Matrix64(rows: plan.units, columns: plan.inputs, values: values(.weight))
        bias = values(.bias)
        activation = Activation64(plan.definition.activation, slopes: values(.slope))
    }

    /// The pre-activations of rows: `bias + weight * input`.
    func preactivations(of inputs: Matrix64) -> Matrix64 {
        inputs.affine(weight: weight, bias: bias)
    }
}
