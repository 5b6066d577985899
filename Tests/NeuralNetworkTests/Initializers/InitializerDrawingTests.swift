import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("Drawing parameters by scheme")
struct InitializerDrawingTests {
    @Test(
        "A scheme draws PyTorch's values and leaves the generator where PyTorch leaves it",
        arguments: Initializer.Scheme.allCases.filter { $0 != .torchDefault && $0 != .values }
    )
    func golden(scheme: Initializer.Scheme) throws {
        let cases = try GoldenVectors.inits.cases().filter { try $0.member("scheme").string == scheme.rawValue }
        #expect(!cases.isEmpty)
        for golden in cases {
            let initializer = try #require(try golden.value.initializer)
            let shape = try golden.member("shape").list.map { try $0.int }
            let tensor = weight(fanIn: shape[1], fanOut: shape[0], initializer)
            var generator = MersenneTwister(seed: try golden.member("seed").seed)
            let values = initializer.draw(tensor, from: &generator)
            #expect(try golden.member("output").tensor.difference(from: values) == nil, "\(golden)")
            #expect(UInt32(try golden.member("next_u32").int) == generator.next(), "\(golden)")
        }
    }

    @Test("Every golden scheme is built or known to be missing")
    func schemes() throws {
        let names = Set(try GoldenVectors.inits.cases().map { try $0.member("scheme").string })
        let built = Set(Initializer.Scheme.allCases.map(\.rawValue))
        #expect(names.subtracting(built) == unknownSchemes.union(["calculate_gain"]))
    }

    @Test("A gain is PyTorch's to the last bit")
    func gains() throws {
        let cases = try GoldenVectors.inits.cases().filter { try $0.member("scheme").string == "calculate_gain" }
        #expect(cases.count == 12)
        for golden in cases {
            let param = try golden.member("param")
            let slope = param.isNull ? 0.01 : try param.double
            let gain = Initializer.gain(of: try golden.member("nonlinearity").string, slope: slope)
            #expect(gain == Double(try golden.member("gain_hex").string), "\(golden)")
        }
    }

    @Test("Values given inline come out as they are and draw nothing")
    func inline() {
        let tensor = InlineTensor(shape: [2, 3], values: [1, -0.0, 3, 4, 5, 6])
        let initializer = Initializer(.values, [.tensor(tensor)])
        var generator = MersenneTwister(seed: 1)
        var untouched = generator
        let drawn = initializer.draw(weight(fanIn: 3, fanOut: 2, initializer), from: &generator)
        #expect(drawn.map(\.bitPattern) == tensor.values.map(\.bitPattern))
        #expect(generator.next() == untouched.next())
    }

    private func weight(fanIn: Int, fanOut: Int, _ initializer: Initializer) -> TensorPlan {
        TensorPlan(
            role: .weight,
            name: "layers.0.weight",
            shape: [fanOut, fanIn],
            count: fanIn * fanOut,
            fanIn: fanIn,
            fanOut: fanOut,
            initializer: initializer
        )
    }
}
