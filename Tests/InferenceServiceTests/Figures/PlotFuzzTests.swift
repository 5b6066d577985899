import ModelFormats
import NeuralNetwork
import TestSupport
import Testing

@testable import InferenceService

/// Figures of what nobody would plot: nothing traps, and what comes out is a drawing or a problem.
struct PlotFuzzTests {
    private static let curves = Activation.Kind.allCases.map(\.rawValue) + Activation.aliases.keys.sorted()
    private static let schemes = Initializer.Scheme.allCases.map(\.rawValue) + Initializer.aliases.keys.sorted()
    private static let layer = OneShot.PlottedLayer(fanIn: 4, fanOut: 3, seed: 1)

    /// A number of any magnitude, often one of the extremes.
    private static func number(_ random: inout SeededRandom) -> Double {
        let magnitude: Double
        switch Int.random(in: 0..<12, using: &random) {
        case 0: magnitude = 0
        case 1: magnitude = 1
        case 2: magnitude = Double(Float.leastNonzeroMagnitude)
        case 3: magnitude = Double(Float.greatestFiniteMagnitude)
        case 4: magnitude = Double.random(in: 0...1, using: &random)
        case 5: magnitude = Double("1e\(Int.random(in: -45...38, using: &random))") ?? 1
        default:
            let power = Double("1e\(Int.random(in: -45...37, using: &random))") ?? 1
            magnitude = Double.random(in: 1...10, using: &random) * power
        }
        return Bool.random(using: &random) ? magnitude : -magnitude
    }

    private static func parameters(
        _ descriptions: [ParameterDescription],
        _ random: inout SeededRandom
    ) -> [(name: String, text: String)] {
        descriptions.compactMap { parameter in
            guard parameter.defaultValue == nil || Int.random(in: 0..<4, using: &random) > 0 else { return nil }
            switch parameter.domain {
            case .number(let bounds):
                let number = Self.number(&random)
                return (parameter.name, "\(bounds.admits(number) ? number : abs(number))")
            case .slopes: return (parameter.name, "\(number(&random))")
            case .choice(let words): return (parameter.name, words.randomElement(using: &random) ?? "")
            case .slopeCount, .tensor: return nil
            }
        }
    }

    /// Ends of an axis: none, one, any two, equal ones, neighbours in float32, or what straddles a parameter.
    private static func domain(
        _ parameters: [(name: String, text: String)],
        _ random: inout SeededRandom
    ) -> (lower: Double?, upper: Double?) {
        let first = Float(number(&random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1: return (nil, nil)
        case 2: return (Double(first), nil)
        case 3: return (Double(first), Double(first))
        case 4: return (Double(first), Double(first.nextUp))
        case 5:
            let center = parameters.randomElement(using: &random).flatMap { Double($0.text) } ?? 0
            let reach = abs(number(&random))
            return (center - reach, center + reach)
        default:
            let second = number(&random)
            return (min(Double(first), second), max(Double(first), second))
        }
    }

    /// Whether a truncated normal is drawn at once: refusing candidates takes its time, but draws nothing else.
    private static func isQuick(_ name: String, _ parameters: [(name: String, text: String)]) -> Bool {
        guard let initializer = try? DefinitionJSON.readInitializer(named: name, parameters: parameters) else {
            return true
        }
        let units = LayerDefinition(
            units: layer.fanOut,
            activation: .identity,
            weightInitializer: initializer,
            biasInitializer: nil
        )
        let plan = try? NetworkPlan(NetworkDefinition(seed: 1, inputSize: layer.fanIn, layers: [units]))
        guard let redraws = plan?.drawingWork.redraws else { return true }
        return redraws < 10_000 || redraws > OneShot.plotRedraws
    }

    private func check(_ name: String, _ descriptions: [ParameterDescription], _ random: inout SeededRandom) -> Bool {
        let parameters = Self.parameters(descriptions, &random)
        let (lower, upper) = Self.domain(parameters, &random)
        guard Self.isQuick(name, parameters) else { return false }
        let points = [2, 3, 11, 50].randomElement(using: &random) ?? 2
        let result = OneShot.plot(
            name,
            parameters: parameters,
            layer: Self.layer,
            from: lower,
            to: upper,
            points: points
        )
        let input = "\(name) \(parameters) from \(String(describing: lower)) to \(String(describing: upper))"
        switch result {
        case .failure(let problem):
            #expect(!problem.detail.isEmpty, "\(input)")
            return false
        case .success(let text):
            let drawing = DrawingReader(text)
            #expect(drawing != nil, "\(input)")
            for (x, y) in drawing?.points ?? [] where !((0...720).contains(x) && (0...440).contains(y)) {
                Issue.record("(\(x), \(y)) is off the drawing: \(input)")
            }
            #expect(!text.contains("nan") && !text.contains("inf\""), "\(input)")
            return true
        }
    }

    @Test("Every activation with any parameters over any range is a drawing or a problem", arguments: curves)
    func anyActivation(name: String) throws {
        let kind = try #require(Activation.Kind(rawValue: name) ?? Activation.aliases[name]?.kind)
        var random = SeededRandom(seed: 1)
        var drawn = 0
        for _ in 0..<80 where check(name, kind.parameters, &random) { drawn += 1 }
        #expect(drawn > 5 || kind.actsOnWholeLayer)
    }

    @Test("Every scheme with any parameters over any range is a drawing or a problem", arguments: schemes)
    func anyScheme(name: String) throws {
        let parameters = Initializer.Scheme(rawValue: name)?.parameters ?? []
        var random = SeededRandom(seed: 2)
        for _ in 0..<80 { _ = check(name, parameters, &random) }
    }

    @Test(
        "A density that float64 cannot tell from a single number, or from 0, is refused",
        arguments: [
            ("normal", ["mean": "1", "std": "1e-20"], 0, 2),
            ("normal", ["mean": "1e30", "std": "1e-5"], -1e38, 1e38),
            ("trunc_normal", ["a": "39", "b": "39.001"], 38, 40),
        ] as [(String, [String: String], Double, Double)]
    )
    func degenerate(name: String, parameters: [String: String], from: Double, to: Double) {
        let problem = #expect(throws: Problem.self) {
            try OneShot.plot(
                name,
                parameters: parameters.map { (name: $0.key, text: $0.value) },
                layer: Self.layer,
                from: from,
                to: to,
                points: 11
            ).get()
        }
        #expect(problem?.detail.contains("no density that can be drawn") == true)
    }
}
