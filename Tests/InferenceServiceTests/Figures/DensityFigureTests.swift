import Foundation
import ModelFormats
import NeuralNetwork
import Testing

@testable import InferenceService

struct DensityFigureTests {
    private static let documented = ["he_normal", "kaiming_normal", "torch_default", "xavier_uniform"]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/NeuralNetwork/NeuralNetwork.docc/Initialisation").standardizedFileURL

    private static func plot(
        _ name: String,
        _ parameters: [String: String] = [:],
        layer: OneShot.PlottedLayer = .init(fanIn: 784, fanOut: 256, seed: 42),
        from: Double? = nil,
        to: Double? = nil
    ) throws(Problem) -> String {
        try OneShot.plot(
            name,
            parameters: parameters.sorted { $0.key < $1.key }.map { (name: $0.key, text: $0.value) },
            layer: layer,
            from: from,
            to: to,
            points: OneShot.defaultPlotPoints
        ).get()
    }

    @Test("The documentation's figure is what is drawn now; make figures draws it anew", arguments: documented)
    func documentation(name: String) throws {
        let file = Self.folder.appending(path: "\(name).svg")
        #expect(try String(contentsOf: file, encoding: .utf8) == Self.plot(name))
    }

    @Test("The documentation has these figures and no others, and shows them")
    func completeness() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(Self.documented.map { "\($0).svg" } + ["InitialisationSchemes.md"]))
        let article = try String(contentsOf: Self.folder.appending(path: "InitialisationSchemes.md"), encoding: .utf8)
        for name in Self.documented { #expect(article.contains("](\(name).svg)")) }
    }

    @Test(
        "What was drawn follows the density, bin by bin",
        arguments: [
            ("uniform", [:]), ("normal", ["mean": "3", "std": "0.5"]), ("xavier_uniform", [:]), ("xavier_normal", [:]),
            ("kaiming_uniform", [:]), ("kaiming_normal", ["mode": "fan_out"]), ("torch_default", [:]),
            ("trunc_normal", [:]), ("trunc_normal", ["a": "0.5", "b": "4"]), ("glorot_normal", [:]),
            ("he_uniform", [:]),
            ("variance_scaling", ["distribution": "normal"]),
        ] as [(String, [String: String])]
    )
    func agreement(name: String, parameters: [String: String]) throws {
        let initializer = try #require(
            try DefinitionJSON.readInitializer(
                named: name,
                parameters: parameters.map { (name: $0.key, text: $0.value) }
            )
        )
        let density = try #require(Density(initializer, fanIn: 784, fanOut: 256))
        let weight = try Self.weight(initializer)
        let line = density.line(points: 2001)
        let (lower, upper) = density.domain
        let width = (upper - lower) / 24
        for bin in 0..<24 {
            let (left, right) = (lower + width * Double(bin), lower + width * Double(bin + 1))
            let expected = Self.area(under: line, from: left, to: right) * Double(weight.count)
            let count = Double(weight.count { Double($0) >= left && Double($0) < right })
            // Five standard deviations of a count, and a little for the line's own rounding.
            #expect(abs(count - expected) <= 5 * max(expected, 1).squareRoot() + 0.0005 * Double(weight.count))
        }
    }

    private static func weight(_ initializer: Initializer) throws -> [Float] {
        let layer = LayerDefinition(
            units: 256,
            activation: .identity,
            weightInitializer: initializer,
            biasInitializer: nil
        )
        let network = Network(try NetworkPlan(NetworkDefinition(seed: 42, inputSize: 784, layers: [layer])))
        return try #require(network.parameters.first).values
    }

    /// The area between a line of ascending points and the axis, from one place to another.
    private static func area(under line: [SampledCurve.Point], from lower: Double, to upper: Double) -> Double {
        zip(line, line.dropFirst()).reduce(0) { sum, piece in
            let (start, end) = piece
            let (left, right) = (max(start.x, lower), min(end.x, upper))
            guard left < right else { return sum }
            let slope = (end.y - start.y) / (end.x - start.x)
            return sum + (right - left) * (start.y + slope * ((left + right) / 2 - start.x))
        }
    }

    @Test("A figure is small, well-formed, and stays within its frame", arguments: documented)
    func frame(name: String) throws {
        for layer in [(64, 32), (1, 1), (3, 5)].map({ OneShot.PlottedLayer(fanIn: $0.0, fanOut: $0.1, seed: 1) }) {
            for (from, to) in [(nil, nil), (-1e6, 1e6), (0.01, 0.0100001)] as [(Double?, Double?)] {
                let text = try Self.plot(name, layer: layer, from: from, to: to)
                #expect(text.utf8.count < 20_000)
                let drawing = try #require(DrawingReader(text))
                #expect(drawing.points.count > 40)
                for (x, y) in drawing.points { #expect((0...720).contains(x) && (0...440).contains(y)) }
            }
        }
    }

    @Test(
        "What cannot be plotted is refused, with the reason",
        arguments: [
            ("kaimng_normal", [:], 784, "did you mean \"kaiming_normal\"?"), ("zeros", [:], 784, "density"),
            ("orthogonal", [:], 784, "density"), ("eye", [:], 784, "density"),
            ("sparse", ["sparsity": "0.5"], 784, "density"), ("normal", ["std": "0"], 784, "density"),
            ("sparse", [:], 784, "missing"), ("normal", ["std": "-1"], 784, "#/std"), ("normal", [:], 0, "at least 1"),
            ("normal", [:], .max, "at most"), ("sparse", ["sparsity": "1"], .max, "at most"),
            ("he_normal", ["scale": "2"], 784, "scale"),
            ("trunc_normal", ["a": "50", "b": "60", "std": "0.1"], 784, "drawn again"),
        ] as [(String, [String: String], Int, String)]
    )
    func refusals(name: String, parameters: [String: String], fanIn: Int, says: String) {
        let problem = #expect(throws: Problem.self) {
            try Self.plot(name, parameters, layer: .init(fanIn: fanIn, fanOut: fanIn == .max ? .max : 256, seed: 0))
        }
        #expect(problem.map { "\($0)".contains(says) } == true)
    }
}
