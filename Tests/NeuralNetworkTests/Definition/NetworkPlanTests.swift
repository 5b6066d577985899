import NeuralNetwork
import Testing

@Suite("NetworkPlan")
struct NetworkPlanTests {
    /// A definition with one thing changed, and the problems that this makes.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let definition: NetworkDefinition
        var limits = NetworkLimits()
        let problems: [DefinitionProblem]

        static func make(
            _ name: String,
            _ problems: DefinitionProblem...,
            limits: NetworkLimits = NetworkLimits(),
            change: (inout NetworkDefinition) -> Void
        ) -> Case {
            var definition = NetworkPlanTests.definition
            change(&definition)
            return Case(testDescription: name, definition: definition, limits: limits, problems: problems)
        }
    }

    /// 4 inputs, 6 and 3 units.
    static let definition = NetworkDefinition(
        inputSize: 4,
        layers: [
            LayerDefinition(units: 6, activation: .relu),
            LayerDefinition(units: 3, activation: .identity),
        ]
    )

    static let sizes: [Case] = [
        .make("no inputs", .init(.inputSize, .notPositive(actual: 0))) { $0.inputSize = 0 },
        .make("a negative input size", .init(.inputSize, .notPositive(actual: -7))) { $0.inputSize = -7 },
        .make("the least size", .init(.units(layer: 1), .notPositive(actual: .min))) { $0.layers[1].units = .min },
        .make("no layers", .init(.layers, .noLayers)) { $0.layers = [] },
        .make(
            "too many layers",
            .init(.layers, .tooManyLayers(actual: 2, limit: 1)),
            limits: NetworkLimits(maximumLayers: 1)
        ) { _ in },
        .make(
            "one parameter too many",
            .init(.network, .tooManyParameters(actual: 51, limit: 50)),
            limits: NetworkLimits(maximumParameters: 50)
        ) { _ in },
        .make(
            "10^12 units",
            .init(.network, .tooManyParameters(actual: 8_000_000_000_003, limit: 1 << 26))
        ) { $0.layers[0].units = 1_000_000_000_000 },
        .make("the largest input size", .init(.network, .tooManyParameters(actual: nil, limit: 1 << 26))) {
            $0.inputSize = .max
        },
        .make(
            "the largest size everywhere, and no limit",
            .init(.network, .tooManyParameters(actual: nil, limit: .max)),
            limits: NetworkLimits(maximumParameters: .max)
        ) { definition in
            definition.inputSize = .max
            for index in definition.layers.indices { definition.layers[index].units = .max }
        },
        .make(
            "a sum that overflows although no product does",
            .init(.network, .tooManyParameters(actual: nil, limit: 1 << 26))
        ) { definition in
            definition.inputSize = 1
            definition.layers = [LayerDefinition(units: .max, activation: .identity)]
        },
        .make(
            "bytes that overflow although the parameters do not",
            .init(.network, .tooManyParameters(actual: 1 << 62, limit: .max)),
            limits: NetworkLimits(maximumParameters: .max)
        ) { definition in
            definition.inputSize = 1 << 31
            definition.layers = [LayerDefinition(units: 1 << 31, activation: .identity, biasInitializer: nil)]
        },
        .make("an odd layer for glu", .init(.units(layer: 1), .oddUnitsForGLU(actual: 3))) {
            $0.layers[1].activation = Activation(.glu, [])
            $0.labels = ["what an output is called does not matter while their number is unknown"]
        },
        .make(
            "all sizes impossible",
            .init(.inputSize, .notPositive(actual: 0)),
            .init(.units(layer: 0), .notPositive(actual: 0)),
            .init(.units(layer: 1), .notPositive(actual: 0))
        ) { definition in
            definition.inputSize = 0
            for index in definition.layers.indices { definition.layers[index].units = 0 }
        },
    ]

    static let activations: [Case] = [
        activation(.leakyReLU, [.number(1e300)], "negative_slope", .beyondFloat32(actual: 1e300)),
        activation(.elu, [.number(-.infinity)], "alpha", .beyondFloat32(actual: -.infinity)),
        activation(.celu, [.number(0)], "alpha", .outOfBounds(actual: 0, bounds: .nonzero)),
        activation(.celu, [.number(1e-300)], "alpha", .outOfBounds(actual: 1e-300, bounds: .nonzero)),
        activation(.softplus, [.number(-1), .number(20)], "beta", .outOfBounds(actual: -1, bounds: .positive)),
        activation(.softshrink, [.number(-0.5)], "lambd", .outOfBounds(actual: -0.5, bounds: .nonnegative)),
        activation(.gelu, [.choice("erf")], "approximate", .notAChoice(actual: "erf", choices: ["none", "tanh"])),
        activation(.hardtanh, [.number(1), .number(1)], nil, .emptyInterval(lower: 1, upper: 1)),
        activation(.rrelu, [.number(0.5), .number(0.25)], nil, .emptyInterval(lower: 0.5, upper: 0.25)),
        activation(.prelu, [.number(1e39), .count(1)], "init", .beyondFloat32(actual: 1e39)),
        activation(.prelu, [.number(0.25), .count(5)], "num_parameters", .wrongSlopeCount(actual: 5, units: 6)),
        activation(.prelu, [.number(0.25), .count(0)], "num_parameters", .wrongSlopeCount(actual: 0, units: 6)),
        activation(.prelu, [.number(0.25), .count(.max)], "num_parameters", .wrongSlopeCount(actual: .max, units: 6)),
        activation(.prelu, [.numbers([1, 2]), .count(2)], "init", .wrongSlopeCount(actual: 2, units: 6)),
        activation(.prelu, [.numbers([1, 2]), .count(6)], "init", .wrongSlopeCount(actual: 2, units: 6)),
        activation(.prelu, [.numbers([1, 2]), .count(3)], "num_parameters", .wrongSlopeCount(actual: 3, units: 6)),
        activation(.prelu, [.numbers([.infinity]), .count(1)], "init", .beyondFloat32(actual: .infinity)),
    ]

    static let initializers: [Case] = [
        weight(.uniform, [.number(2), .number(1)], nil, .emptyInterval(lower: 2, upper: 1)),
        weight(.uniform, [.number(0), .number(1e39)], "b", .beyondFloat32(actual: 1e39)),
        weight(.uniform, [.number(-3e38), .number(3e38)], nil, .beyondFloat32(actual: 6e38)),
        weight(.normal, [.number(0), .number(-1)], "std", .outOfBounds(actual: -1, bounds: .nonnegative)),
        weight(.normal, [.number(4e38), .number(1)], "mean", .beyondFloat32(actual: 4e38)),
        weight(.constant, [.number(1e300)], "val", .beyondFloat32(actual: 1e300)),
        weight(.xavierUniform, [.number(-1)], "gain", .outOfBounds(actual: -1, bounds: .nonnegative)),
        weight(
            .kaimingUniform,
            [.number(0), .choice("fan_avg"), .choice("relu")],
            "mode",
            .notAChoice(actual: "fan_avg", choices: ["fan_in", "fan_out"])
        ),
        weight(
            .values,
            [.tensor(InlineTensor(shape: [4, 6], values: [Float](repeating: 0, count: 24)))],
            "values",
            .wrongShape(actual: [4, 6], expected: [6, 4])
        ),
        weight(
            .values,
            [.tensor(InlineTensor(shape: [6, 4], values: [Float](repeating: .infinity, count: 24)))],
            "values",
            .beyondFloat32(actual: .infinity)
        ),
        .make(
            "a bias of the wrong length",
            .init(
                .biasInitializer(layer: 1, parameter: "values"),
                .wrongShape(actual: [2], expected: [3])
            )
        ) {
            $0.layers[1].biasInitializer = Initializer(.values, [.tensor(InlineTensor(shape: [2], values: [1, 2]))])
        },
    ]

    static let names: [Case] = [
        .make("too few labels", .init(.labels, .wrongLabelCount(actual: 1, outputs: 3))) { $0.labels = ["a"] },
        .make("labels for the units of glu", .init(.labels, .wrongLabelCount(actual: 6, outputs: 3))) {
            $0.layers[1] = LayerDefinition(units: 6, activation: Activation(.glu, []))
            $0.labels = ["a", "b", "c", "d", "e", "f"]
        },
        .make(
            "a label twice, another empty",
            .init(.label(1), .duplicateName("a")),
            .init(.label(2), .reservedName(""))
        ) { $0.labels = ["a", "a", ""] },
        .make("an empty input name", .init(.inputName, .reservedName(""))) { $0.inputName = "" },
        .make("the logits as input", .init(.inputName, .reservedName("logits"))) { $0.inputName = "logits" },
        .make("a layer as output", .init(.outputName, .reservedName("layers.17"))) { $0.outputName = "layers.17" },
        .make("one name for both", .init(.outputName, .duplicateName("x"))) { definition in
            definition.inputName = "x"
            definition.outputName = "x"
        },
    ]

    @Test("An impossible size has its rule", arguments: sizes) func size(case subject: Case) { expect(subject) }

    @Test("An impossible activation has its rule", arguments: activations)
    func activation(case subject: Case) { expect(subject) }

    @Test("An impossible initialiser has its rule", arguments: initializers)
    func initializer(case subject: Case) { expect(subject) }

    @Test("An impossible name has its rule", arguments: names) func name(case subject: Case) { expect(subject) }

    @Test("A bias cannot have a scheme for two dimensions", arguments: Initializer.Scheme.allCases)
    func biasScheme(scheme: Initializer.Scheme) {
        guard let initializer = Initializer(scheme) else { return }
        let forWeights: [Initializer.Scheme] = [
            .eye, .xavierUniform, .xavierNormal, .kaimingUniform, .kaimingNormal, .orthogonal, .varianceScaling,
        ]
        let isRefused = forWeights.contains(scheme)
        let problem = DefinitionProblem(.biasInitializer(layer: 0, parameter: nil), .schemeNotForBias(scheme))
        #expect(problems { $0.layers[0].biasInitializer = initializer } == (isRefused ? [problem] : []))
    }

    @Test("A gain counts together with the fans", arguments: [.xavierUniform, .xavierNormal] as [Initializer.Scheme])
    func gain(scheme: Initializer.Scheme) {
        #expect(problems { $0.layers[0].weightInitializer = Initializer(scheme, [.number(1e38)]) }.isEmpty)
        let found = problems { $0.layers[0].weightInitializer = Initializer(scheme, [.number(1e300)]) }
        #expect(found.map(\.place) == [.weightInitializer(layer: 0, parameter: "gain")])
    }

    @Test("All problems are reported at once, in the order of the definition")
    func several() {
        let found = problems { definition in
            definition.inputSize = -1
            definition.inputName = "logits"
            definition.layers[0].units = 0
            definition.layers[0].activation = Activation(.softplus, [.number(0), .number(1e39)])
            definition.layers[0].weightInitializer = Initializer(.normal, [.number(0), .number(-1)])
            definition.layers[0].biasInitializer = Initializer(.eye, [])
            definition.layers[1].units = 1 << 27
            definition.labels = ["only one"]
        }
        let expected: [DefinitionProblem] = [
            .init(.inputSize, .notPositive(actual: -1)),
            .init(.inputName, .reservedName("logits")),
            .init(.units(layer: 0), .notPositive(actual: 0)),
            .init(.activation(layer: 0, parameter: "beta"), .outOfBounds(actual: 0, bounds: .positive)),
            .init(.activation(layer: 0, parameter: "threshold"), .beyondFloat32(actual: 1e39)),
            .init(.weightInitializer(layer: 0, parameter: "std"), .outOfBounds(actual: -1, bounds: .nonnegative)),
            .init(.biasInitializer(layer: 0, parameter: nil), .schemeNotForBias(.eye)),
            .init(.labels, .wrongLabelCount(actual: 1, outputs: 1 << 27)),
            .init(.network, .tooManyParameters(actual: 1 << 27, limit: 1 << 26)),
        ]
        #expect(found == expected)
    }

    @Test("A possible definition is shaped and priced")
    func plan() throws {
        var definition = Self.definition
        definition.layers[0].activation = Activation(.prelu, [.number(0.25), .count(6)])
        definition.layers.insert(LayerDefinition(units: 10, activation: Activation(.glu, [])), at: 1)
        definition.layers[2].biasInitializer = nil
        definition.labels = ["a", "b", "c"]
        definition.inputName = "layers.x"
        let plan = try NetworkPlan(definition)
        #expect(plan.layers.map(\.name) == ["layers.0", "layers.1", "layers.2"])
        #expect(plan.layers.map(\.inputs) == [4, 6, 5])
        #expect(plan.layers.map(\.units) == [6, 10, 3])
        #expect(plan.layers.map(\.outputs) == [6, 5, 3])
        #expect(plan.layers.map(\.parameterCount) == [36, 70, 15])
        #expect(plan.layers.map(\.multiplyAdds) == [24, 60, 15])
        #expect(plan.parameterCount == 121 && plan.parameterBytes == 484 && plan.multiplyAddsPerRow == 99)
        #expect(plan.inputSize == 4 && plan.outputSize == 3 && plan.widestRow == 10)
        let tensors = plan.layers.flatMap(\.tensors)
        #expect(
            tensors.map(\.name) == [
                "layers.0.weight", "layers.0.bias", "layers.0.slope", "layers.1.weight", "layers.1.bias",
                "layers.2.weight",
            ]
        )
        #expect(tensors.map(\.shape) == [[6, 4], [6], [6], [10, 6], [10], [3, 5]])
        #expect(tensors.map(\.count) == [24, 6, 6, 60, 10, 15])
        #expect(tensors.map(\.fanIn) == [4, 4, 4, 6, 6, 5] && tensors.map(\.fanOut) == [6, 6, 6, 10, 10, 3])
        #expect(tensors.map { $0.initializer == nil } == [false, false, true, false, false, false])
    }

    @Test("A network at its limits is possible")
    func limits() throws {
        let plan = try NetworkPlan(
            Self.definition,
            limits: NetworkLimits(maximumParameters: 51, maximumLayers: 2)
        )
        #expect(plan.parameterCount == 51)
    }

    private func expect(_ subject: Case) {
        #expect(throws: DefinitionProblems(subject.problems)) {
            try NetworkPlan(subject.definition, limits: subject.limits)
        }
    }

    private func problems(of change: (inout NetworkDefinition) -> Void) -> [DefinitionProblem] {
        var definition = Self.definition
        change(&definition)
        do throws(DefinitionProblems) {
            _ = try NetworkPlan(definition)
            return []
        } catch {
            return error.all
        }
    }

    private static func activation(
        _ kind: Activation.Kind,
        _ values: [ParameterValue],
        _ parameter: String?,
        _ rule: DefinitionProblem.Rule
    ) -> Case {
        .make("\(kind.rawValue): \(rule)", .init(.activation(layer: 0, parameter: parameter), rule)) {
            $0.layers[0].activation = Activation(kind, values)
        }
    }

    private static func weight(
        _ scheme: Initializer.Scheme,
        _ values: [ParameterValue],
        _ parameter: String?,
        _ rule: DefinitionProblem.Rule
    ) -> Case {
        .make("\(scheme.rawValue): \(rule)", .init(.weightInitializer(layer: 0, parameter: parameter), rule)) {
            $0.layers[0].weightInitializer = Initializer(scheme, values)
        }
    }
}
