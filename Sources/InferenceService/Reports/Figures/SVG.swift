/// A drawing that is written as it is drawn: SVG 1.1 with classes, and one style sheet for them.
///
/// Coordinates have at most two decimals, so that the same drawing is the same text everywhere.
struct SVG {
    /// Where a text stands relative to its point.
    enum Anchor: String {
        case start, middle, end
    }

    /// A place on the drawing, in pixels from its upper left corner.
    struct Point: Hashable {
        var x: Double
        var y: Double
    }

    private var body: String

    /// Begins a drawing.
    ///
    /// - Parameters:
    ///   - width: The width in pixels, where the drawing is shown at its own size.
    ///   - height: The height in pixels.
    ///   - title: What the drawing shows, for those who cannot see it.
    ///   - description: The same in a sentence or two.
    ///   - style: The style sheet.
    init(width: Int, height: Int, title: String, description: String, style: String) {
        body = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="title desc" font-family="sans-serif">
            <title id="title">\(Self.escaped(title))</title>
            <desc id="desc">\(Self.escaped(description))</desc>
            <style>
            \(style)
            </style>

            """
    }

    /// The finished drawing.
    var text: String { body + "</svg>\n" }

    /// Draws a rectangle.
    mutating func rectangle(_ name: String, from corner: Point, to opposite: Point, radius: Double = 0) {
        let rounding = radius > 0 ? " rx=\"\(Self.number(radius))\"" : ""
        body += """
            <rect class="\(name)" x="\(Self.number(corner.x))" y="\(Self.number(corner.y))" \
            width="\(Self.number(opposite.x - corner.x))" height="\(Self.number(opposite.y - corner.y))"\(rounding)/>

            """
    }

    /// Draws lines through points, each list without a gap, as one element.
    mutating func lines(_ name: String, _ lists: [[Point]]) {
        let data = lists.filter { $0.count > 1 }.map { points in
            "M" + points.map { "\(Self.number($0.x)) \(Self.number($0.y))" }.joined(separator: "L")
        }
        guard !data.isEmpty else { return }
        body += "<path class=\"\(name)\" d=\"\(data.joined())\"/>\n"
    }

    /// Draws a dot.
    mutating func dot(_ name: String, at center: Point, radius: Double) {
        body += """
            <circle class="\(name)" cx="\(Self.number(center.x))" cy="\(Self.number(center.y))" \
            r="\(Self.number(radius))"/>

            """
    }

    /// Writes a line of text, its baseline at a point.
    mutating func text(_ text: String, _ name: String, at point: Point, _ anchor: Anchor = .start) {
        let anchoring = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        body += """
            <text class="\(name)" x="\(Self.number(point.x))" y="\(Self.number(point.y))"\(anchoring)>\
            \(Self.escaped(text))</text>

            """
    }

    /// A coordinate, rounded to hundredths of a pixel.
    private static func number(_ value: Double) -> String {
        // Nothing is drawn far outside the drawing. The bounds keep the conversion from trapping, but let NaN through.
        let hundredths = value.isNaN ? 0 : Int((min(max(value, -1e6), 1e6) * 100).rounded())
        let magnitude = hundredths.magnitude
        let fraction = magnitude % 100
        let decimals =
            fraction == 0
            ? "" : fraction % 10 == 0 ? ".\(fraction / 10)" : fraction < 10 ? ".0\(fraction)" : ".\(fraction)"
        return "\(hundredths < 0 ? "-" : "")\(magnitude / 100)\(decimals)"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
    }
}
