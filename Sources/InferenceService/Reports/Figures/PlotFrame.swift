/// The paper, the two axes and the grid that figures have in common, and the strip above the plot.
struct PlotFrame {
    /// The horizontal axis.
    let x: Axis
    /// The vertical axis.
    let y: Axis

    /// The size of a figure in pixels.
    static let size = (width: 720, height: 440)

    /// Lays out a plot.
    ///
    /// - Parameters:
    ///   - domain: The ends of the horizontal axis.
    ///   - range: The ends of the vertical axis.
    ///   - hasStrip: Whether there has to be room above the plot to name an interval.
    init(domain: (lower: Double, upper: Double), range: (lower: Double, upper: Double), hasStrip: Bool) {
        x = Axis(lower: domain.lower, upper: domain.upper, start: 60, end: 696)
        y = Axis(lower: range.lower, upper: range.upper, start: 388, end: hasStrip ? 98 : 76)
    }

    /// Begins a figure: paper, name, caption, and the key to its lines from left to right.
    func begin(
        name: String,
        caption: String,
        title: String,
        description: String,
        key: [(name: String, label: String, width: Double)]
    ) -> SVG {
        var svg = SVG(
            width: Self.size.width,
            height: Self.size.height,
            title: title,
            description: description,
            style: FigureStyle.sheet
        )
        let corner = SVG.Point(x: Double(Self.size.width), y: Double(Self.size.height))
        svg.rectangle("paper", from: SVG.Point(x: 0, y: 0), to: corner, radius: 6)
        svg.text(name, "title", at: SVG.Point(x: x.start, y: 36))
        svg.text(caption, "note", at: SVG.Point(x: x.start, y: 59))
        var edge = x.end
        for entry in key.reversed() {
            edge -= entry.width
            svg.text(entry.label, "label", at: SVG.Point(x: edge, y: 36))
            svg.lines(entry.name, [[SVG.Point(x: edge - 38, y: 31.5), SVG.Point(x: edge - 9, y: 31.5)]])
            edge -= 38 + 20
        }
        return svg
    }

    /// Where a point of a curve lies.
    func position(of point: SampledCurve.Point) -> SVG.Point {
        SVG.Point(x: x.position(of: point.x), y: y.position(of: point.y))
    }

    /// A line across the plot at a height.
    func horizontal(_ value: Double) -> [SVG.Point] {
        [SVG.Point(x: x.start, y: y.position(of: value)), SVG.Point(x: x.end, y: y.position(of: value))]
    }

    /// A line up the plot at a place.
    func vertical(_ value: Double) -> [SVG.Point] {
        [SVG.Point(x: x.position(of: value), y: y.start), SVG.Point(x: x.position(of: value), y: y.end)]
    }

    /// Shades an interval and names it in the strip; a side that is nil has no end.
    func drawInterval(from lower: Double?, to upper: Double?, label: String, _ svg: inout SVG) {
        guard lower ?? -.infinity < x.upper, upper ?? .infinity > x.lower else { return }
        let left = x.position(of: lower ?? x.lower)
        let right = x.position(of: upper ?? x.upper)
        svg.rectangle("interval", from: SVG.Point(x: left, y: y.end), to: SVG.Point(x: right, y: y.start))
        // A side without an end has no foot.
        let (height, foot) = (y.end - 8, y.end - 2)
        var bracket = [SVG.Point(x: left, y: height), SVG.Point(x: right, y: height)]
        if let lower, lower >= x.lower { bracket.insert(SVG.Point(x: left, y: foot), at: 0) }
        if let upper, upper <= x.upper { bracket.append(SVG.Point(x: right, y: foot)) }
        svg.lines("bracket", [bracket])
        // Half of what the label takes, so that it does not leave the plot.
        let room = Double(label.count) * 3.5
        let center = min(max((left + right) / 2, x.start + room), x.end - room)
        svg.text(label, "interval-note", at: SVG.Point(x: center, y: y.end - 13), .middle)
    }

    /// Draws grid, axes and the numbers along them.
    func drawGrid(_ svg: inout SVG) {
        let columns = x.ticks(atMost: 12, characterWidth: 7)
        let rows = y.ticks(atMost: 9)
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
    }

    /// Names the axes; the vertical one has no name where the key tells what it is.
    func drawNames(_ horizontal: String, _ vertical: String?, _ svg: inout SVG) {
        svg.text(horizontal, "label", at: SVG.Point(x: (x.start + x.end) / 2, y: y.start + 40), .middle)
        if let vertical { svg.text(vertical, "tick", at: SVG.Point(x: x.start - 9, y: y.end - 13), .end) }
    }
}
