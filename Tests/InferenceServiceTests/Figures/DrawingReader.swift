import Foundation
import FoundationXML

/// Reads an SVG drawing as a viewer would.
final class DrawingReader: NSObject, XMLParserDelegate {
    /// All points that elements stand at or lines go through.
    private(set) var points: [(x: Double, y: Double)] = []

    /// Nil if the text is not well-formed XML.
    init?(_ text: String) {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func parser(
        _ parser: XMLParser,
        didStartElement element: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        for (x, y) in [("x", "y"), ("cx", "cy")] {
            if let x = attributes[x].flatMap(Double.init), let y = attributes[y].flatMap(Double.init) {
                points.append((x, y))
            }
        }
        let numbers = (attributes["d"] ?? "").split { "ML ".contains($0) }.compactMap { Double($0) }
        for index in stride(from: 0, to: numbers.count - 1, by: 2) {
            points.append((numbers[index], numbers[index + 1]))
        }
    }
}
