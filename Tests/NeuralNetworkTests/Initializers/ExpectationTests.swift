import Testing

@testable import NeuralNetwork

@Suite("What a scheme is expected to draw")
struct ExpectationTests {
    struct Case: Sendable {
        let initializer: Initializer
        let role: TensorPlan.Role

        static func make(
            _ scheme: Initializer.Scheme,
            _ values: [ParameterValue],
            role: TensorPlan.Role = .weight
        ) -> Case {
            Case(initializer: Initializer(scheme, values), role: role)
        }

        static let all: [Case] = [
            make(.zeros, []), make(.ones, []), make(.eye, []), make(.torchDefault, []),
            make(.torchDefault, [], role: .bias),
            make(.constant, [.number(0.1)]),
            make(.uniform, [.number(-0.3), .number(0.9)]),
            make(.normal, [.number(0.25), .number(0.5)]),
            make(.normal, [.number(0.25), .number(0)]),
            make(.xavierUniform, [.number(1.5)]),
            make(.xavierNormal, [.number(0.5)]),
            make(.kaimingUniform, [.number(0.2), .choice("fan_out"), .choice("leaky_relu")]),
            make(.kaimingNormal, [.number(0), .choice("fan_in"), .choice("tanh")]),
        ]
    }

    /// 200 × 300 samples: five standard errors of the mean are 5 / sqrt(60,000) standard deviations, of the standard
    /// deviation no more than that for distributions with at most a normal's tails.
    @Test("Samples have the expected moments and keep the expected bounds", arguments: Case.all)
    func moments(case subject: Case) throws {
        let (fanIn, fanOut) = (300, 200)
        let shape = subject.role == .weight ? [fanOut, fanIn] : [fanOut]
        let count = subject.role == .weight ? fanIn * fanOut : fanOut
        let tensor = TensorPlan(
            role: subject.role,
            name: "",
            shape: shape,
            count: count,
            fanIn: fanIn,
            fanOut: fanOut,
            initializer: subject.initializer
        )
        var generator = MersenneTwister(seed: 7)
        let values = subject.initializer.draw(tensor, from: &generator).map(Double.init)
        let expected = subject.initializer.expectedMoments(role: subject.role, fanIn: fanIn, fanOut: fanOut)
        let (expectedMean, expectedStd) = (try #require(expected.mean), try #require(expected.std))
        let mean = values.reduce(0, +) / Double(count)
        let std = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
        // A deterministic scheme hits the moments up to the rounding of its value to float32.
        let tolerance = 5 * expectedStd / Double(count).squareRoot() + 1e-7
        #expect(abs(mean - expectedMean) <= tolerance)
        #expect(abs(std - expectedStd) <= tolerance)
        if let minimum = expected.minimum { #expect(try #require(values.min()) >= minimum) }
        if let maximum = expected.maximum { #expect(try #require(values.max()) <= maximum) }
        let isBounded = subject.initializer.scheme != .normal && subject.initializer.gain == nil
        if isBounded { #expect(expected.minimum != nil && expected.maximum != nil) }
    }

    @Test("An identity of one element is a constant")
    func smallestIdentity() {
        let expected = Initializer(.eye, []).expectedMoments(role: .weight, fanIn: 1, fanOut: 1)
        #expect(expected == ExpectedMoments(mean: 1, std: 0, minimum: 1, maximum: 1))
    }

    @Test("Nothing is known of values given inline")
    func inline() {
        let initializer = Initializer(.values, [.tensor(InlineTensor(shape: [1], values: [2]))])
        let expected = initializer.expectedMoments(role: .bias, fanIn: 1, fanOut: 1)
        #expect(expected == ExpectedMoments(mean: nil, std: nil, minimum: nil, maximum: nil))
    }

    @Test("Kaiming's deviation is that of the API's example")
    func kaiming() throws {
        let initializer = try #require(Initializer(.kaimingNormal))
        #expect(initializer.gain == 1.4142135623730951)
        let expected = initializer.expectedMoments(role: .weight, fanIn: 4, fanOut: 16)
        #expect(expected == ExpectedMoments(mean: 0, std: 0.7071067811865476, minimum: nil, maximum: nil))
    }

    @Test("Only xavier and kaiming have a gain", arguments: Initializer.Scheme.allCases)
    func gain(scheme: Initializer.Scheme) {
        let gain = Initializer(scheme)?.gain
        switch scheme {
        case .xavierUniform, .xavierNormal: #expect(gain == 1)
        case .kaimingUniform, .kaimingNormal: #expect(gain == 2.squareRoot())
        default: #expect(gain == nil)
        }
    }

    @Test("Every scheme has a formula and a source", arguments: Initializer.Scheme.allCases)
    func descriptions(scheme: Initializer.Scheme) {
        #expect(!scheme.formula.isEmpty && scheme.formula.allSatisfy(\.isASCII))
        #expect(!scheme.source.isEmpty)
    }
}
