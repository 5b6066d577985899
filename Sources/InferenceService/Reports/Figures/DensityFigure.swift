internal import NeuralNetwork

/// The weights that a scheme draws for a layer, against the density that it means to draw from.
struct DensityFigure {
    private let name: String
    private let caption: String
    /// The density as a line.
    private let expected: [SampledCurve.Point]
    private let expectedDeviation: Double?
    private let frame: PlotFrame
    /// The outline of the histogram: two corners for each bin.
    private let outline: [SampledCurve.Point]
    private let drawn: TensorStatistics

    private static let bins = 60

    /// Counts what was drawn.
    ///
    /// Nil if the density is no curve in float64: its numbers lie too near together, or it is too low between its
    /// bounds, so that the area below it is 0.
    ///
    /// - Parameters:
    ///   - name: What the scheme is called.
    ///   - caption: Its parameters and the layer.
    ///   - density: What it means to draw from.
    ///   - expectedDeviation: The standard deviation of that.
    ///   - weight: What it drew.
    ///   - domain: What part of the line is shown, the first below the second.
    init?(
        name: String,
        caption: String,
        density: Density,
        expectedDeviation: Double?,
        weight: [Float],
        domain: (lower: Double, upper: Double)
    ) {
        self.name = name
        self.caption = caption
        self.expectedDeviation = expectedDeviation
        let width = (domain.upper - domain.lower) / Double(Self.bins)
        drawn = TensorStatistics(
            of: weight,
            options: StatisticsOptions(bins: .uniform(count: Self.bins, range: domain.lower...domain.upper))
        )
        let heights = (drawn.histogram?.counts ?? []).map { Double($0) / Double(weight.count) / width }
        outline = heights.enumerated().flatMap { index, height in
            [index, index + 1].map { SampledCurve.Point(x: domain.lower + width * Double($0), y: height) }
        }
        let expected = density.line(points: 201)
        let highest = (heights + expected.map(\.y)).max() ?? 1
        guard expected.allSatisfy({ $0.x.isFinite && $0.y.isFinite }), highest > 0, (highest * 1.08).isFinite else {
            return nil
        }
        self.expected = expected
        frame = PlotFrame(domain: domain, range: (0, highest * 1.08), hasStrip: true)
    }

    /// The figure as SVG.
    var text: String {
        var svg = frame.begin(
            name: name,
            caption: caption,
            title: "\(name): what was drawn, and from what",
            description:
                "\(caption). \(spread). A histogram of the weights, and the density that they were drawn from.",
            key: [("value", "drawn", 46), ("slope", "expected", 66)]
        )
        if let mean = drawn.mean, let std = drawn.std {
            frame.drawInterval(from: mean - std, to: mean + std, label: spread, &svg)
        }
        frame.drawGrid(&svg)
        frame.drawNames("weight", "density", &svg)
        let ground = [outline.first, outline.last].compactMap { $0 }.map { SampledCurve.Point(x: $0.x, y: 0) }
        let area = (ground.prefix(1) + outline + ground.suffix(1)).map(frame.position)
        svg.lines("area", [area])
        svg.lines("value", [outline.map(frame.position)])
        svg.lines("slope", [expected.map(frame.position).simplified(tolerance: 0.03)])
        return svg.text
    }

    private var spread: String {
        "mean \u{B1} standard deviation \(NumberText.of(drawn.std)) (expected \(NumberText.of(expectedDeviation)))"
    }
}
