extension NetworkPlan {
    /// The bytes that a built `Network` occupies; `Int.max` if an Int does not hold them.
    ///
    /// The parameters as float32, and the weights and biases once more as the kernels want them: the units padded to
    /// whole panels. Left out is what does not grow with the product of a layer's sizes: slopes, names, definitions.
    public var residentBytes: Int {
        var total = 0
        for layer in layers {
            let (parameters, tooMany) = layer.parameterCount.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
            guard !tooMany, let packed = PackedWeights.byteCount(width: layer.inputs, units: layer.units) else {
                return .max
            }
            for bytes in [parameters, packed] {
                let (sum, isTooLarge) = total.addingReportingOverflow(bytes)
                if isTooLarge { return .max }
                total = sum
            }
        }
        return total
    }

    /// The plans of all parameter tensors, in the order of the layers and of their tensors.
    public var tensors: [TensorPlan] { layers.flatMap(\.tensors) }
}
