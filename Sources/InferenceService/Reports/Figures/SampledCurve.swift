/// A function over an interval as pieces of unbroken curve, cut where the function jumps.
struct SampledCurve {
    /// A point of the curve.
    struct Point: Hashable {
        var x: Double
        var y: Double
    }

    /// A place where the function jumps: its last point before, its first point behind.
    struct Jump: Hashable {
        let before: Point
        let behind: Point
        /// Whether the function's value at the place itself is the one before.
        let belongsToBefore: Bool
    }

    /// The pieces, from left to right, each of points in ascending order.
    private(set) var pieces: [[Point]] = []

    /// The jumps, from left to right.
    private(set) var jumps: [Jump] = []

    /// Samples a function.
    ///
    /// A jump is what remains of a difference when the places on both sides are neighbours in `Number`; a slope,
    /// however steep, goes to nothing.
    ///
    /// - Parameters:
    ///   - function: The function; where it is not finite the curve has a gap.
    ///   - places: Where to sample it, in ascending order.
    ///   - threshold: The least difference that counts as a jump, above the spacing of the function's own values.
    init<Number: BinaryFloatingPoint & CustomStringConvertible>(
        of function: (Number) -> Double,
        at places: [Number],
        jumpsAbove threshold: Double
    ) {
        let points = places.map { (place: $0, value: function($0)) }
        var piece: [Point] = []
        for (index, point) in points.enumerated() {
            guard point.value.isFinite else {
                end(&piece)
                continue
            }
            let here = Point(x: Double(point.place), y: point.value)
            if index > 0, !piece.isEmpty,
                let jump = Self.jump(of: function, between: points[index - 1], and: point, above: threshold)
            {
                piece.append(jump.before)
                end(&piece)
                jumps.append(jump)
                piece.append(jump.behind)
            }
            piece.append(here)
        }
        end(&piece)
    }

    /// The finite values.
    var values: [Double] { pieces.joined().map(\.y) }

    private mutating func end(_ piece: inout [Point]) {
        if !piece.isEmpty { pieces.append(piece) }
        piece = []
    }

    private static func jump<Number: BinaryFloatingPoint & CustomStringConvertible>(
        of function: (Number) -> Double,
        between left: (place: Number, value: Double),
        and right: (place: Number, value: Double),
        above threshold: Double
    ) -> Jump? {
        var (left, right) = (left, right)
        while abs(right.value - left.value) > threshold {
            let middle = left.place / 2 + right.place / 2
            guard middle > left.place, middle < right.place else {
                return Jump(
                    before: Point(x: Double(left.place), y: left.value),
                    behind: Point(x: Double(right.place), y: right.value),
                    // Of two neighbouring numbers the one a person wrote is the shorter one.
                    belongsToBefore: left.place.description.count <= right.place.description.count
                )
            }
            let value = function(middle)
            guard value.isFinite else { return nil }
            if abs(value - left.value) >= abs(right.value - value) {
                right = (middle, value)
            } else {
                left = (middle, value)
            }
        }
        return nil
    }
}
