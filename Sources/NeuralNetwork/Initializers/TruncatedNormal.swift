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

    /// The probability that a number which was drawn is kept.
    var acceptance: Double {
        if drawsNormals { return share }
        return isUniform ? 1 : density.mass / (upper - lower)
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
        let (mass, first, second) = density
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

    /// The integrals of w(u), u w(u) and u^2 w(u) between the bounds, where u is the distance from the mode and w the
    /// density in units of the greatest one.
    ///
    /// Gauss and Legendre's rule of three points on 512 panels over the part in which w is above e^-40.
    private var density: (mass: Double, first: Double, second: Double) {
        let mode = mode
        let distance = (mode - mean) / deviation
        let reach = deviation * 80 / (abs(distance) + (distance * distance + 80).squareRoot())
        let (start, end) = (max(lower, mode - reach) - mode, min(upper, mode + reach) - mode)
        let panels = 512
        let half = (end - start) / Double(2 * panels)
        let points = [(-0.6.squareRoot(), 5.0 / 9), (0, 8.0 / 9), (0.6.squareRoot(), 5.0 / 9)]
        var sums = (mass: 0.0, first: 0.0, second: 0.0)
        for panel in 0..<panels {
            let middle = start + half * Double(2 * panel + 1)
            for (place, weight) in points {
                let u = middle + half * place
                let v = u / deviation
                let w = weight * ff_exp64(-v * (0.5 * v + distance))
                sums.mass += w
                sums.first += w * u
                sums.second += w * u * u
            }
        }
        return (half * sums.mass, half * sums.first, half * sums.second)
    }
}
