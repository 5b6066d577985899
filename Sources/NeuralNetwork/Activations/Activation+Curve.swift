extension Activation {
    /// The value of the function at `x`, as the forward pass computes it.
    ///
    /// - Precondition: The activation has a single curve (`!kind.actsOnWholeLayer`); a PReLU with a slope per unit
    ///   uses the first.
    public func value(at x: Float) -> Float { fatalError("to be written") }

    /// The derivative of the function at `x`, in float64; at a kink what PyTorch takes it for.
    ///
    /// - Precondition: As for `value(at:)`.
    public func derivative(at x: Double) -> Double { fatalError("to be written") }
}

extension Activation.Kind {
    /// The function as a formula, in ASCII mathematics.
    public var formula: String { fatalError("to be written") }
}

extension Activation {
    /// The least and the largest value of the function; nil where it is unbounded on that side.
    public var range: (lower: Double?, upper: Double?) { fatalError("to be written") }

    /// The pre-activations outside which a unit counts as saturated; nil where none is defined, one side nil where
    /// that side never saturates.
    public var effectiveInterval: (lower: Double?, upper: Double?)? { fatalError("to be written") }
}
