/// rrelu in training mode: every element that is not positive gets a slope of its own.
struct SampledRReLU {
    /// The bounds of the slopes, rounded to float32 as PyTorch does.
    private let lower: Double
    private let upper: Double

    /// - Precondition: `activation` is an rrelu.
    init(_ activation: Activation) {
        lower = Double(Float(activation.number("lower")))
        upper = Double(Float(activation.number("upper")))
    }

    /// Applies the function, row after row.
    ///
    /// Each element that is zero or less takes two words from `generator`; positive ones and NaN take none.
    func apply(to preactivations: Matrix, sampling generator: inout MersenneTwister) -> Matrix {
        var outputs = preactivations
        for index in outputs.values.indices where outputs.values[index] <= 0 {
            let slope = generator.nextUnit() * (upper - lower) + lower
            outputs.values[index] *= Float(slope)
        }
        return outputs
    }
}
