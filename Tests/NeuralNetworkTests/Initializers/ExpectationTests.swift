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
            make(.orthogonal, [.number(-1.5)]),
            make(.sparse, [.number(0.3), .number(0.5)]), make(.sparse, [.number(1), .number(0.5)]),
            // Bounds inside, on one side of, and far from the mean; both ways of drawing, and a bound on both sides.
            make(.truncNormal, [.number(0), .number(1), .number(-2), .number(2)]),
            make(.truncNormal, [.number(0.5), .number(0.7), .number(-1), .number(0.6)]),
            make(.truncNormal, [.number(0), .number(1), .number(-0.1), .number(0.1)]),
            make(.truncNormal, [.number(3), .number(1), .number(-1), .number(1)]),
            make(.truncNormal, [.number(0), .number(1), .number(2), .number(40)]),
            make(.truncNormal, [.number(0), .number(1), .number(1), .number(1)], role: .bias),
            make(.varianceScaling, [.number(2), .choice("fan_in"), .choice("truncated_normal")]),
            make(.varianceScaling, [.number(1), .choice("fan_avg"), .choice("normal")]),
            make(.varianceScaling, [.number(0.5), .choice("fan_out"), .choice("uniform")]),
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
        let scheme = subject.initializer.scheme
        let isBounded =
            ![.normal, .sparse, .varianceScaling].contains(scheme)
            && (subject.initializer.gain == nil || scheme == .orthogonal)
        if isBounded { #expect(expected.minimum != nil && expected.maximum != nil) }
    }

    @Test("Fans may be as large as a number can be", arguments: Case.all)
    func largestFans(case subject: Case) {
        for (fanIn, fanOut) in [(Int.max, Int.max), (1, .max), (.max, 1), (Int.max - 512, Int.max - 511)] {
            let expected = subject.initializer.expectedMoments(role: subject.role, fanIn: fanIn, fanOut: fanOut)
            #expect(expected.std?.isFinite == true)
        }
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

    @Test(
        "A variance scaling has the variance scale / fan, whatever its distribution",
        arguments: ["truncated_normal", "normal", "uniform"]
    )
    func varianceScaling(distribution: String) throws {
        for (mode, fan) in [("fan_in", 784.0), ("fan_out", 256), ("fan_avg", 520)] {
            let initializer = Initializer(.varianceScaling, [.number(2), .choice(mode), .choice(distribution)])
            let expected = initializer.expectedMoments(role: .weight, fanIn: 784, fanOut: 256)
            let variance = try #require(expected.std) * #require(expected.std)
            #expect(abs(variance * fan / 2 - 1) < 1e-14)
            #expect(expected.mean == 0)
            let bound =
                distribution == "uniform" ? (6 / fan).squareRoot() : 2 * (2 / fan).squareRoot() / 0.87962566103423978
            #expect(expected.maximum == (distribution == "normal" ? nil : Double(Float(bound))))
            #expect(expected.minimum == expected.maximum.map { -$0 })
        }
    }

    @Test("The named cases are those of Keras and JAX")
    func namedCases() {
        func scaling(_ scale: Double, _ mode: String, _ distribution: String) -> Initializer {
            Initializer(.varianceScaling, [.number(scale), .choice(mode), .choice(distribution)])
        }
        #expect(
            Initializer.aliases == [
                "glorot_uniform": scaling(1, "fan_avg", "uniform"),
                "glorot_normal": scaling(1, "fan_avg", "truncated_normal"),
                "he_uniform": scaling(2, "fan_in", "uniform"),
                "he_normal": scaling(2, "fan_in", "truncated_normal"),
                "lecun_uniform": scaling(1, "fan_in", "uniform"),
                "lecun_normal": scaling(1, "fan_in", "truncated_normal"),
            ]
        )
    }

    @Test("Kaiming's deviation is that of the API's example")
    func kaiming() throws {
        let initializer = try #require(Initializer(.kaimingNormal))
        #expect(initializer.gain == 1.4142135623730951)
        let expected = initializer.expectedMoments(role: .weight, fanIn: 4, fanOut: 16)
        #expect(expected == ExpectedMoments(mean: 0, std: 0.7071067811865476, minimum: nil, maximum: nil))
    }

    @Test("Only xavier, kaiming and orthogonal have a gain", arguments: Initializer.Scheme.allCases)
    func gain(scheme: Initializer.Scheme) {
        let gain = Initializer(scheme)?.gain
        switch scheme {
        case .xavierUniform, .xavierNormal, .orthogonal: #expect(gain == 1)
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
