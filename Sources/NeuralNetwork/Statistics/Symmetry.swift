extension ParameterTensor {
    /// Whether all units of the layer got the same parameters, so that training could not tell them apart; false for
    /// one unit.
    ///
    /// For a weight all rows are equal, for a bias or a slope all elements; a slope that the units share is equal for
    /// all of them. Equality is that of numbers: -0 equals 0, and NaN nothing.
    public var isSymmetric: Bool {
        guard plan.fanOut > 1 else { return false }
        guard plan.role == .weight else { return values.allSatisfy { $0 == values[0] } }
        let width = plan.fanIn
        return values.indices.allSatisfy { values[$0] == values[$0 % width] }
    }
}
