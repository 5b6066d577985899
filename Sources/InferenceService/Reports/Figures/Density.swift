internal import Glibc
internal import NeuralNetwork

/// The density that an initialisation scheme draws from.
enum Density {
    /// The same between two bounds.
    case uniform(lower: Double, upper: Double)
    /// The normal bell, cut off at bounds if there are any.
    case normal(mean: Double, deviation: Double, lower: Double, upper: Double)

    /// The density of a weight's scheme; nil for one that does not draw its numbers from a density.
    ///
    /// - Parameters:
    ///   - initializer: The scheme.
    ///   - fanIn: The fan-in of the weight.
    ///   - fanOut: The fan-out of the weight.
    init?(_ initializer: Initializer, fanIn: Int, fanOut: Int) {
        let moments = initializer.expectedMoments(role: .weight, fanIn: fanIn, fanOut: fanOut)
        guard let mean = moments.mean, let std = moments.std, std > 0 else { return nil }
        switch (initializer.scheme, moments.minimum, moments.maximum) {
        case (.orthogonal, _, _), (.sparse, _, _), (.eye, _, _), (.values, _, _):
            return nil
        case (.truncNormal, let lower?, let upper?):
            let (mean, std) = (initializer.number("mean"), initializer.number("std"))
            self = .normal(mean: mean, deviation: std, lower: lower, upper: upper)
        case (.varianceScaling, let lower?, let upper?)
        where initializer.choice("distribution") == "truncated_normal":
            // The bounds are two deviations of the uncut normal away.
            self = .normal(mean: mean, deviation: upper / 2, lower: lower, upper: upper)
        case (_, let lower?, let upper?):
            self = .uniform(lower: lower, upper: upper)
        default:
            self = .normal(mean: mean, deviation: std, lower: -.infinity, upper: .infinity)
        }
    }

    /// Where there is anything to see: between the bounds, within four deviations, and a little beyond.
    var domain: (lower: Double, upper: Double) {
        let ends: (lower: Double, upper: Double)
        switch self {
        case .uniform(let lower, let upper):
            ends = (lower, upper)
        case .normal(let mean, let deviation, let lower, let upper):
            // Bounds on one side of the mean leave a tail, of which nearly all lies within four deviations as well.
            let nearest = min(max(mean, lower), upper)
            ends = (max(lower, nearest - 4 * deviation), min(upper, nearest + 4 * deviation))
        }
        let margin = (ends.upper - ends.lower) / 10
        return (ends.lower - margin, ends.upper + margin)
    }

    /// The density as a line, from and to zero where it ends at a bound.
    ///
    /// - Parameter points: Into how many points a bend is resolved.
    /// - Returns: Points in ascending order.
    func line(points: Int) -> [SampledCurve.Point] {
        switch self {
        case .uniform(let lower, let upper):
            let height = 1 / (upper - lower)
            return [(lower, 0), (lower, height), (upper, height), (upper, 0)].map { .init(x: $0.0, y: $0.1) }
        case .normal(let mean, let deviation, let lower, let upper):
            let first = max(lower, domain.lower)
            let last = min(upper, domain.upper)
            let places = (0..<points).map { first + (last - first) * Double($0) / Double(points - 1) }
            let heights = places.map { exp(-0.5 * ($0 - mean) / deviation * ($0 - mean) / deviation) }
            // By the trapezoidal rule, whose error is far below what can be seen.
            let area =
                (heights.reduce(0, +) - (heights[0] + heights[points - 1]) / 2) * (last - first)
                / Double(points - 1)
            var line = zip(places, heights).map { SampledCurve.Point(x: $0, y: $1 / area) }
            if lower.isFinite, lower == first { line.insert(.init(x: lower, y: 0), at: 0) }
            if upper.isFinite, upper == last { line.append(.init(x: upper, y: 0)) }
            return line
        }
    }
}
