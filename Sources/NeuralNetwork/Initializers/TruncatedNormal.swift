internal import CKernels

/// A normal distribution cut off at two bounds.
///
/// `torch.nn.init.trunc_normal_` draws from it in one of two ways, by how much of the uncut distribution lies between
/// the bounds.
struct TruncatedNormal: Sendable, Hashable {
    /// The mean of the uncut distribution.
    let mean: Double
    /// The standard deviation of the uncut distribution; positive.
    let deviation: Double
    /// The least value.
    let lower: Double
    /// The largest value; not below `lower`.
    let upper: Double

    /// Whether normals are drawn until they fall between the bounds, rather than uniform candidates that are kept as
    /// their density says.
    ///
    /// Decided in double precision, in PyTorch's order of operations.
    var drawsNormals: Bool { share > 0.3 }

    /// Minus half the square of the distance from the mean to the value of the greatest density, in deviations.
    var peak: Double {
        let distance = (mode - mean) / deviation
        return -0.5 * (distance * distance)
    }

    /// The probability that a number which was drawn is kept; an estimate, good enough for a price.
    ///
    /// For candidates that of the float32 numbers that are compared, where the distribution is so far from the bounds
    /// or so narrow that rounding decides. It is never below 2^-24, since beside a uniform of 0 everything is kept.
    var acceptance: Double {
        if drawsNormals { return share }
        if isUniform { return 1 }
        let logDensity = logDensity
        let mass = integrals(panels: 16) { ff_exp64(Double(min(logDensity(Float($0)), 0))) }.mass
        let share = mass / (upper - lower)
        return share > 0x1p-20 ? min(share, 1) : 0x1p-24
    }

    /// Whether float32 holds hardly any number between the mean and a deviation from it, so that it is a matter of
    /// rounding which numbers are drawn.
    var isCoarse: Bool { Float(mean).ulp > Float(deviation) / 4 }

    /// The density that candidates are compared by.
    var logDensity: LogDensity {
        LogDensity(mean: Float(mean), deviation: Float(deviation), peak: Float(peak))
    }

    /// The logarithm of a candidate's density, less that of the greatest one, in float32 with PyTorch's roundings.
    struct LogDensity {
        let mean: Float
        let deviation: Float
        let peak: Float

        func callAsFunction(_ candidate: Float) -> Float {
            var density = candidate - mean
            density /= deviation
            density *= density
            density *= -0.5
            return density - peak
        }
    }

    /// Mean and standard deviation of the numbers that are kept.
    var moments: (mean: Double, deviation: Double) {
        if drawsNormals {
            // Johnson, Kotz and Balakrishnan 1994, Continuous univariate distributions, section 13.10.1.
            let (low, high) = (bell(alpha), bell(beta))
            let shift = (low.density - high.density) / share
            let spread = 1 + (low.moment - high.moment) / share - shift * shift
            return (mean + deviation * shift, deviation * spread.squareRoot())
        }
        if isUniform { return (lower + (upper - lower) / 2, (upper - lower) / 12.squareRoot()) }
        let distance = (mode - mean) / deviation
        let (mass, first, second) = integrals(panels: 512) { place in
            let v = (place - mode) / deviation
            return ff_exp64(-v * (0.5 * v + distance))
        }
        let shift = first / mass
        return (mode + shift, max(second / mass - shift * shift, 0).squareRoot())
    }

    /// Whether what is drawn is finite in float32: the bounds, and their distance where candidates are drawn.
    var isWithinFloat32: Bool {
        let (low, high) = (Float(lower), Float(upper))
        return low.isFinite && high.isFinite && (drawsNormals || (high - low).isFinite)
    }

    /// The value of the greatest density.
    private var mode: Double { max(lower, min(mean, upper)) }

    /// The bounds in deviations from the mean.
    private var alpha: Double { (lower - mean) / deviation }
    private var beta: Double { (upper - mean) / deviation }

    /// How much of the uncut distribution lies between the bounds.
    private var share: Double { Self.distribution(beta) - Self.distribution(alpha) }

    /// Whether every candidate is kept: a single point is, and beside a peak of minus infinity nothing is less likely.
    private var isUniform: Bool { lower == upper || !Float(peak).isFinite }

    /// The distribution function of the standard normal: (1 + erf(x / sqrt(2))) / 2.
    private static func distribution(_ x: Double) -> Double {
        (1 + (1 - ff_erfc64(x / 2.squareRoot()))) / 2
    }

    /// The density of the standard normal at x, and x times it; both 0 far out.
    private func bell(_ x: Double) -> (density: Double, moment: Double) {
        let density = ff_exp64(-0.5 * x * x) * 0.39894228040143267794
        return density == 0 ? (0, 0) : (density, x * density)
    }

    /// The integrals of w, u w and u^2 w between the bounds, where w is the density at a place in units of the greatest
    /// one, and u the place's distance from the mode.
    ///
    /// Gauss and Legendre's rule of three points on each panel of the part in which the density is above e^-40.
    private func integrals(
        panels: Int,
        _ density: (_ place: Double) -> Double
    ) -> (mass: Double, first: Double, second: Double) {
        let distance = (mode - mean) / deviation
        let reach = deviation * 80 / (abs(distance) + (distance * distance + 80).squareRoot())
        let (start, end) = (max(lower, mode - reach) - mode, min(upper, mode + reach) - mode)
        let half = (end - start) / Double(2 * panels)
        let points = [(-0.6.squareRoot(), 5.0 / 9), (0, 8.0 / 9), (0.6.squareRoot(), 5.0 / 9)]
        var sums = (mass: 0.0, first: 0.0, second: 0.0)
        for panel in 0..<panels {
            let middle = start + half * Double(2 * panel + 1)
            for (place, weight) in points {
                let u = middle + half * place
                let w = weight * density(mode + u)
                sums.mass += w
                sums.first += w * u
                sums.second += w * u * u
            }
        }
        return (half * sums.mass, half * sums.first, half * sums.second)
    }
}
