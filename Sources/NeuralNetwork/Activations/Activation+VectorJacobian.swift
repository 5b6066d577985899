extension Activation {
    /// The gradient of `sum(cotangent * outputs)` with respect to the pre-activations of one row, in float64.
    ///
    /// - Parameters:
    ///   - x: One row of the layer's units.
    ///   - v: One number for each output of the row: half as many for glu.
    /// - Returns: One number for each unit.
    /// - Precondition: As many cotangents as outputs.
    public func vectorJacobianProduct(preactivations x: [Double], cotangent v: [Double]) -> [Double] {
        Activation64(self).pullBack(
            Matrix64(rows: 1, columns: v.count, values: v),
            through: Matrix64(rows: 1, columns: x.count, values: x)
        ).values
    }
}
