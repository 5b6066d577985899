extension ParameterTensor {
    /// Whether all units of the layer got the same parameters, so that training could not tell them apart; false for
    /// one unit.
    public var isSymmetric: Bool { fatalError("to be written") }
}
