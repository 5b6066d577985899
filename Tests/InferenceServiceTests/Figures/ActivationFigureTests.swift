import Foundation
import NeuralNetwork
import Testing

@testable import InferenceService

struct ActivationFigureTests {
    private static let curves = Activation.Kind.allCases.filter { !$0.actsOnWholeLayer }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/NeuralNetwork/NeuralNetwork.docc/Activations").standardizedFileURL

    private static func plot(
        _ name: String,
        _ parameters: [String: String] = [:],
        from: Double? = nil,
        to: Double? = nil,
        points: Int = OneShot.defaultPlotPoints
    ) throws(Problem) -> String {
        let parameters = parameters.sorted { $0.key < $1.key }.map { (name: $0.key, text: $0.value) }
        return try OneShot.plot(
            name,
            parameters: parameters,
            layer: OneShot.PlottedLayer(fanIn: 4, fanOut: 4, seed: 0),
            from: from,
            to: to,
            points: points
        ).get()
    }

    private static func defaults(_ kind: Activation.Kind) -> [String: String] {
        kind == .threshold ? ["threshold": "1", "value": "0"] : [:]
    }

    @Test("The documentation's figure is what is drawn now; make figures draws it anew", arguments: curves)
    func documentation(kind: Activation.Kind) throws {
        let file = Self.folder.appending(path: "\(kind.rawValue).svg")
        #expect(try String(contentsOf: file, encoding: .utf8) == Self.plot(kind.rawValue, Self.defaults(kind)))
    }

    @Test("The documentation has a figure of each activation with a single curve, and no other, and shows them all")
    func completeness() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(Self.curves.map { "\($0.rawValue).svg" } + ["ActivationFunctions.md"]))
        let article = try String(contentsOf: Self.folder.appending(path: "ActivationFunctions.md"), encoding: .utf8)
        for kind in Self.curves { #expect(article.contains("](\(kind.rawValue).svg)"), "\(kind.rawValue)") }
    }

    @Test("A figure is small, well-formed, and stays within its frame", arguments: curves)
    func frame(kind: Activation.Kind) throws {
        for (from, to) in [(nil, nil), (-1e6, 1e6), (1e-9, 2e-9), (-3e38, 3e38), (5, 5.0000005)] as [(Double?, Double?)]
        {
            let text = try Self.plot(kind.rawValue, Self.defaults(kind), from: from, to: to)
            #expect(text.utf8.count < 20_000)
            let drawing = try #require(DrawingReader(text))
            #expect(drawing.points.count > 40)
            for (x, y) in drawing.points { #expect((0...720).contains(x) && (0...440).contains(y)) }
        }
    }

    @Test("relu's derivative jumps: an open dot at 1 and a filled one at 0, no slope between them")
    func jump() throws {
        let lines = try Self.plot("relu", from: -1, to: 1).split(separator: "\n")
        let slope = try #require(lines.first { $0.hasPrefix("<path class=\"slope\" d=\"M60 ") })
        #expect(slope.filter { $0 == "M" }.count == 2)
        #expect(lines.filter { $0.contains("class=\"slope-open\"") && $0.contains("cx=\"378\"") }.count == 1)
        #expect(lines.filter { $0.contains("class=\"slope-taken\"") && $0.contains("cx=\"378\"") }.count == 1)
        #expect(lines.allSatisfy { !$0.contains("class=\"value-open\"") })
    }

    @Test("The effective interval is shaded where it is in sight")
    func interval() throws {
        #expect(try Self.plot("tanh").contains("effective interval \u{2212}3 \u{2026} 3</text>"))
        #expect(try Self.plot("relu").contains("effective interval x &gt; 0</text>"))
        #expect(try !Self.plot("relu", from: -3, to: -1).contains("class=\"interval\""))
        #expect(try !Self.plot("gelu").contains("class=\"interval\""))
    }

    @Test("Parameters change the curve and stand in the caption")
    func parameters() throws {
        let text = try Self.plot("leaky_relu", ["negative_slope": "-0.5"])
        #expect(text.contains("negative_slope = \u{2212}0.5</text>"))
        #expect(try text != Self.plot("leaky_relu"))
        #expect(try Self.plot("gelu", ["approximate": "tanh"]).contains("approximate = tanh"))
        #expect(try Self.plot("swish") == Self.plot("silu"))
    }

    @Test(
        "What cannot be plotted is refused, with the reason",
        arguments: [
            ("tahn", [:], nil, nil, 241, "did you mean \"tanh\"?"), ("softmax", [:], nil, nil, 241, "no single curve"),
            ("glu", [:], nil, nil, 241, "no single curve"), ("elu", ["alhpa": "1"], nil, nil, 241, "alpha"),
            ("celu", ["alpha": "0"], nil, nil, 241, "#/alpha"), ("threshold", [:], nil, nil, 241, "missing"),
            ("tanh", [:], 1, 1, 241, "#/from"), ("tanh", [:], nil, -9, 241, "#/from"),
            ("tanh", [:], nil, .nan, 241, "#/to"),
            ("tanh", [:], -1e39, nil, 241, "#/from"), ("tanh", [:], 1, 1 + 1e-9, 241, "#/from"),
            ("tanh", [:], nil, nil, 1, "#/points"), ("tanh", [:], nil, nil, 10_002, "#/points"),
        ] as [(String, [String: String], Double?, Double?, Int, String)]
    )
    func refusals(
        name: String,
        parameters: [String: String],
        from: Double?,
        to: Double?,
        points: Int,
        says: String
    ) {
        let problem = #expect(throws: Problem.self) {
            try Self.plot(name, parameters, from: from, to: to, points: points)
        }
        #expect(problem.map { "\($0)".contains(says) } == true)
    }
}
