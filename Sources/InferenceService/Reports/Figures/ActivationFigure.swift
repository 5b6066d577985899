internal import NeuralNetwork

/// An activation and its derivative in one picture.
///
/// Where one of them jumps, a filled dot is the value that it has there, an open one the value that it only comes
/// near to.
struct ActivationFigure {
    private let activation: Activation
    private let value: SampledCurve
    private let slope: SampledCurve
    private let frame: PlotFrame

    /// Samples the two functions.
    ///
    /// - Parameters:
    ///   - activation: One with a single curve.
    ///   - domain: The pre-activations that are shown, finite in float32, the first below the second.
    ///   - points: At how many of them the functions are sampled, at least 2.
    init(_ activation: Activation, over domain: (lower: Double, upper: Double), points: Int) {
        let places = (0..<points).map { index in
            let share = Double(index) / Double(points - 1)
            return domain.lower * (1 - share) + domain.upper * share
        }
        let derivative = { (x: Double) in activation.derivative(at: x) }
        let function = { (x: Float) in Double(activation.value(at: x)) }
        let heights = (places.map(derivative) + places.map { function(Float($0)) }).filter(\.isFinite)
        // What is smaller could not be seen in the picture.
        let threshold = ((heights.max() ?? 0) - (heights.min() ?? 0)) / 200
        self.activation = activation
        slope = SampledCurve(of: derivative, at: places, jumpsAbove: threshold)
        // Where the derivative jumps the function has a corner, which belongs to its curve.
        let corners = slope.jumps.map { $0.belongsToBefore ? $0.before.x : $0.behind.x }
        value = SampledCurve(of: function, at: (places + corners).sorted().map { Float($0) }, jumpsAbove: threshold)
        frame = PlotFrame(
            domain: domain,
            range: Self.range(of: value.values + slope.values, bounds: activation.range),
            hasStrip: activation.effectiveInterval != nil
        )
    }

    /// The figure as SVG.
    var text: String {
        let bounds = [activation.range.lower, activation.range.upper].compactMap { $0 }
            .filter { frame.y.lower < $0 && $0 < frame.y.upper }
        let key = [("value", "f(x)", 29.0), ("slope", "f\u{2032}(x)", 34)]
        var svg = frame.begin(
            name: activation.kind.rawValue,
            caption: activation.figureCaption,
            title: "\(activation.kind.rawValue) and its derivative",
            description: activation.figureDescription(from: frame.x.lower, to: frame.x.upper),
            key: key + (bounds.isEmpty ? [] : [("bound", "range of f", 70)])
        )
        if let interval = activation.effectiveInterval {
            frame.drawInterval(from: interval.lower, to: interval.upper, label: activation.intervalLabel, &svg)
        }
        frame.drawGrid(&svg)
        frame.drawNames("x", nil, &svg)
        svg.lines("bound", bounds.map { frame.horizontal($0) })
        // Where dots of both fall on one place the smaller one leaves a ring of the larger.
        draw(value, "value", dots: 4.5, &svg)
        draw(slope, "slope", dots: 3, &svg)
        return svg.text
    }

    /// What holds all values with some air, and a bound of the range that they come near to.
    private static func range(
        of values: [Double],
        bounds: (lower: Double?, upper: Double?)
    ) -> (lower: Double, upper: Double) {
        var lower = values.min() ?? 0
        var upper = values.max() ?? 0
        let span = upper - lower
        if let bound = bounds.lower, bound >= lower - span / 8 { lower = min(lower, bound) }
        if let bound = bounds.upper, bound <= upper + span / 8 { upper = max(upper, bound) }
        // A constant has no span of its own.
        let air = upper > lower ? (upper - lower) * 0.07 : max(1, abs(upper) / 2)
        return (lower - air, upper + air)
    }

    private func draw(_ curve: SampledCurve, _ name: String, dots radius: Double, _ svg: inout SVG) {
        svg.lines("\(name)-jump", curve.jumps.map { [frame.position(of: $0.before), frame.position(of: $0.behind)] })
        svg.lines(name, curve.pieces.map { $0.map(frame.position).simplified(tolerance: 0.03) })
        for jump in curve.jumps {
            let (taken, open) = jump.belongsToBefore ? (jump.before, jump.behind) : (jump.behind, jump.before)
            svg.dot("\(name)-open", at: frame.position(of: open), radius: radius)
            svg.dot("\(name)-taken", at: frame.position(of: taken), radius: radius)
        }
    }
}
