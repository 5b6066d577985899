internal import NeuralNetwork

/// An activation and its derivative in one picture.
///
/// Where one of them jumps, a filled dot is the value that it has there, an open one the value that it only comes
/// near to.
struct ActivationFigure {
    private let activation: Activation
    private let value: SampledCurve
    private let slope: SampledCurve
    private let x: Axis
    private let y: Axis

    private static let size = (width: 720, height: 440)
    private static let plot = (left: 60.0, right: 696.0, bottom: 388.0)

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
        let top = activation.effectiveInterval == nil ? 76.0 : 98.0
        x = Axis(lower: domain.lower, upper: domain.upper, start: Self.plot.left, end: Self.plot.right)
        y = Self.verticalAxis(value.values + slope.values, bounds: activation.range, top: top)
    }

    /// The figure as SVG.
    var text: String {
        var svg = SVG(
            width: Self.size.width,
            height: Self.size.height,
            title: "\(activation.kind.rawValue) and its derivative",
            description: activation.figureDescription(from: x.lower, to: x.upper),
            style: FigureStyle.sheet
        )
        let corner = SVG.Point(x: Double(Self.size.width), y: Double(Self.size.height))
        svg.rectangle("paper", from: SVG.Point(x: 0, y: 0), to: corner, radius: 6)
        drawHeading(&svg)
        drawInterval(&svg)
        drawGrid(&svg)
        drawBounds(&svg)
        // Where dots of both fall on one place the smaller one leaves a ring of the larger.
        draw(value, "value", dots: 4.5, &svg)
        draw(slope, "slope", dots: 3, &svg)
        return svg.text
    }

    /// The axis that holds all values with some air, and a bound of the range that they come near to.
    private static func verticalAxis(
        _ values: [Double],
        bounds: (lower: Double?, upper: Double?),
        top: Double
    ) -> Axis {
        var lower = values.min() ?? 0
        var upper = values.max() ?? 0
        let span = upper - lower
        if let bound = bounds.lower, bound >= lower - span / 8 { lower = min(lower, bound) }
        if let bound = bounds.upper, bound <= upper + span / 8 { upper = max(upper, bound) }
        // A constant has no span of its own.
        let air = upper > lower ? (upper - lower) * 0.07 : max(1, abs(upper) / 2)
        return Axis(lower: lower - air, upper: upper + air, start: plot.bottom, end: top)
    }

    private func point(_ point: SampledCurve.Point) -> SVG.Point {
        SVG.Point(x: x.position(of: point.x), y: y.position(of: point.y))
    }

    /// Name, formula and the key to the lines.
    private func drawHeading(_ svg: inout SVG) {
        svg.text(activation.kind.rawValue, "title", at: SVG.Point(x: x.start, y: 36))
        svg.text(activation.figureCaption, "note", at: SVG.Point(x: x.start, y: 59))
        var edge = x.end
        func add(_ name: String, _ label: String, width: Double) {
            edge -= width
            svg.text(label, "label", at: SVG.Point(x: edge, y: 36))
            svg.lines(name, [[SVG.Point(x: edge - 38, y: 31.5), SVG.Point(x: edge - 9, y: 31.5)]])
            edge -= 38 + 20
        }
        if !visibleBounds.isEmpty { add("bound", "range of f", width: 70) }
        add("slope", "f\u{2032}(x)", width: 34)
        add("value", "f(x)", width: 29)
    }

    /// The effective interval: a shade, and a bracket with its name above the plot.
    private func drawInterval(_ svg: inout SVG) {
        guard let interval = activation.effectiveInterval,
            interval.lower ?? -.infinity < x.upper, interval.upper ?? .infinity > x.lower
        else { return }
        let left = x.position(of: interval.lower ?? x.lower)
        let right = x.position(of: interval.upper ?? x.upper)
        svg.rectangle("interval", from: SVG.Point(x: left, y: y.end), to: SVG.Point(x: right, y: y.start))
        // A side without an end has no foot.
        let (height, foot) = (y.end - 8, y.end - 2)
        var bracket = [SVG.Point(x: left, y: height), SVG.Point(x: right, y: height)]
        if let lower = interval.lower, lower >= x.lower { bracket.insert(SVG.Point(x: left, y: foot), at: 0) }
        if let upper = interval.upper, upper <= x.upper { bracket.append(SVG.Point(x: right, y: foot)) }
        svg.lines("bracket", [bracket])
        // Half the width of the longest label, so that none leaves the plot.
        let room = 95.0
        let center = min(max((left + right) / 2, x.start + room), x.end - room)
        svg.text(activation.intervalLabel, "interval-note", at: SVG.Point(x: center, y: y.end - 13), .middle)
    }

    private func drawGrid(_ svg: inout SVG) {
        let columns = x.ticks(atMost: 12, characterWidth: 7)
        let rows = y.ticks(atMost: 9)
        let vertical = { (value: Double) in
            [SVG.Point(x: x.position(of: value), y: y.start), SVG.Point(x: x.position(of: value), y: y.end)]
        }
        let horizontal = { (value: Double) in
            [SVG.Point(x: x.start, y: y.position(of: value)), SVG.Point(x: x.end, y: y.position(of: value))]
        }
        svg.lines("grid", columns.map { vertical($0.value) } + rows.map { horizontal($0.value) })
        var axes: [[SVG.Point]] = []
        if x.lower <= 0, x.upper >= 0 { axes.append(vertical(0)) }
        if y.lower <= 0, y.upper >= 0 { axes.append(horizontal(0)) }
        svg.lines("axis", axes)
        for tick in columns {
            svg.text(tick.label, "tick", at: SVG.Point(x: x.position(of: tick.value), y: y.start + 19), .middle)
        }
        for tick in rows {
            svg.text(tick.label, "tick", at: SVG.Point(x: x.start - 9, y: y.position(of: tick.value) + 4), .end)
        }
        svg.text("x", "label", at: SVG.Point(x: (x.start + x.end) / 2, y: y.start + 40), .middle)
    }

    /// The finite bounds of the range that lie in the plot.
    private var visibleBounds: [Double] {
        [activation.range.lower, activation.range.upper].compactMap { $0 }.filter { y.lower < $0 && $0 < y.upper }
    }

    private func drawBounds(_ svg: inout SVG) {
        svg.lines(
            "bound",
            visibleBounds.map { bound in
                [SVG.Point(x: x.start, y: y.position(of: bound)), SVG.Point(x: x.end, y: y.position(of: bound))]
            }
        )
    }

    private func draw(_ curve: SampledCurve, _ name: String, dots radius: Double, _ svg: inout SVG) {
        svg.lines("\(name)-jump", curve.jumps.map { [point($0.before), point($0.behind)] })
        svg.lines(name, curve.pieces.map { $0.map(point).simplified(tolerance: 0.03) })
        for jump in curve.jumps {
            let (taken, open) = jump.belongsToBefore ? (jump.before, jump.behind) : (jump.behind, jump.before)
            svg.dot("\(name)-open", at: point(open), radius: radius)
            svg.dot("\(name)-taken", at: point(taken), radius: radius)
        }
    }
}
