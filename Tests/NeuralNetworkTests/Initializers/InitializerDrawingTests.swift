import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("Drawing parameters by scheme")
struct InitializerDrawingTests {
    @Test(
        "A scheme draws PyTorch's values and leaves the generator where PyTorch leaves it",
        arguments: Initializer.Scheme.allCases.filter { ![.torchDefault, .varianceScaling, .values].contains($0) }
    )
    func golden(scheme: Initializer.Scheme) throws {
        let cases = try GoldenVectors.inits.cases().filter { try $0.member("scheme").string == scheme.rawValue }
        #expect(!cases.isEmpty)
        for golden in cases { #expect(try Initializer.mismatch(in: golden) == nil) }
    }

    @Test("Every golden scheme is one of the engine's")
    func schemes() throws {
        let names = Set(try GoldenVectors.inits.cases().map { try $0.member("scheme").string })
        #expect(names.subtracting(Initializer.Scheme.allCases.map(\.rawValue)) == ["calculate_gain"])
    }

    @Test("A gain is PyTorch's to the last bit")
    func gains() throws {
        let cases = try GoldenVectors.inits.cases().filter { try $0.member("scheme").string == "calculate_gain" }
        #expect(cases.count == 12)
        for golden in cases { #expect(try Initializer.mismatch(in: golden) == nil) }
    }

    @Test("Values given inline come out as they are and draw nothing")
    func inline() {
        let tensor = InlineTensor(shape: [2, 3], values: [1, -0.0, 3, 4, 5, 6])
        let initializer = Initializer(.values, [.tensor(tensor)])
        var generator = MersenneTwister(seed: 1)
        var untouched = generator
        let drawn = initializer.draw(.weight(fanIn: 3, fanOut: 2, initializer), from: &generator)
        #expect(drawn.map(\.bitPattern) == tensor.values.map(\.bitPattern))
        #expect(generator.next() == untouched.next())
    }
}
