public import NeuralNetwork

/// Makes a definition that is possible, of a few small layers, with anything that a definition can say.
///
/// It follows the tables of parameters, so whatever is added to a catalogue is drawn here, too.
public func randomDefinition(using random: inout some RandomNumberGenerator) -> NetworkDefinition {
    let inputSize = Int.random(in: 1...6, using: &random)
    var inputs = inputSize
    var layers: [LayerDefinition] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
        let layer = randomLayer(inputs: inputs, using: &random)
        inputs = layer.activation.outputWidth(units: layer.units)
        layers.append(layer)
    }
    let seeds: [UInt64] = [0, 42, 1 << 53 - 1, 1 << 53, .max, .random(in: 0 ... .max, using: &random)]
    let prefix = ["unit ", "\"\\/\u{1}\u{1f}\n", "größe 😀", "\u{2028}"].randomElement(using: &random) ?? ""
    return NetworkDefinition(
        seed: seeds.randomElement(using: &random) ?? 0,
        initializationOrder: .allCases.randomElement(using: &random) ?? .direct,
        inputSize: inputSize,
        layers: layers,
        labels: Bool.random(using: &random) ? (0..<inputs).map { "\(prefix)\($0)" } : nil,
        inputName: Bool.random(using: &random) ? "input" : "\(prefix)in",
        outputName: Bool.random(using: &random) ? "output" : "\(prefix)out"
    )
}

private func randomLayer(inputs: Int, using random: inout some RandomNumberGenerator) -> LayerDefinition {
    let units = 2 * Int.random(in: 1...4, using: &random)
    let kind = Activation.Kind.allCases.randomElement(using: &random) ?? .relu
    var activation = Activation(kind, kind.parameters.map { randomValue($0, shape: [units], using: &random) })
    if kind == .prelu, case .numbers(let slopes) = activation.value(of: "init") {
        activation = Activation(.prelu, [.numbers(slopes), .count(slopes.count)])
    } else if activation.lowerBoundIsAbove, let ordered = Activation(kind, activation.values.reversed()).ordered {
        activation = ordered
    }
    let weight = randomInitializer(shape: [units, inputs], using: &random)
    let bias = Bool.random(using: &random) ? randomInitializer(shape: [units], using: &random) : nil
    return LayerDefinition(units: units, activation: activation, weightInitializer: weight, biasInitializer: bias)
}

private func randomInitializer(shape: [Int], using random: inout some RandomNumberGenerator) -> Initializer {
    let schemes = Initializer.Scheme.allCases.filter { shape.count == 2 || !$0.isForWeightsOnly }
    let scheme = schemes.randomElement(using: &random) ?? .zeros
    if scheme == .truncNormal { return randomTruncatedNormal(using: &random) }
    let values = scheme.parameters.map { randomValue($0, shape: shape, using: &random) }
    let initializer = Initializer(scheme, values)
    // The bounds of an interval are drawn in any order.
    guard scheme.parameters.map(\.name) == ["a", "b"], initializer.number("a") > initializer.number("b") else {
        return initializer
    }
    return Initializer(scheme, values.reversed())
}

/// Bounds of which at least one is within 3 deviations of the mean, so that it can be drawn from.
private func randomTruncatedNormal(using random: inout some RandomNumberGenerator) -> Initializer {
    let mean = Double.random(in: -9...9, using: &random)
    let deviation = Double.random(in: 0.01...5, using: &random)
    let bounds = (0..<2).map { _ in mean + deviation * Double.random(in: -3...3, using: &random) }.sorted()
    return Initializer(.truncNormal, [mean, deviation, bounds[0], bounds[1]].map(ParameterValue.number))
}

private func randomValue(
    _ parameter: ParameterDescription,
    shape: [Int],
    using random: inout some RandomNumberGenerator
) -> ParameterValue {
    if let value = parameter.defaultValue, Int.random(in: 0..<4, using: &random) == 0 { return value }
    switch parameter.domain {
    case .number(let bounds):
        let number = randomNumber(using: &random)
        if bounds == .fraction { return .number(.random(in: 0...1, using: &random)) }
        return .number(bounds.admits(number) ? number : Swift.abs(number) + 1)
    case .choice(let words):
        return .choice(words.randomElement(using: &random) ?? "")
    case .slopeCount:
        return .count(Bool.random(using: &random) ? 1 : shape[0])
    case .slopes:
        if Bool.random(using: &random) { return .number(Double(Float(randomNumber(using: &random)))) }
        return .numbers(randomFloats(Bool.random(using: &random) ? 1 : shape[0], using: &random))
    case .tensor:
        return .tensor(InlineTensor(shape: shape, values: randomFloats(shape.reduce(1, *), using: &random)))
    }
}

/// A float64 of any size that float32 holds, often a round one.
private func randomNumber(using random: inout some RandomNumberGenerator) -> Double {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: Double(Int.random(in: -3...3, using: &random))
    case 1: Double(Int.random(in: -999...999, using: &random)) / 100
    case 2: Double.random(in: -1...1, using: &random)
    default: Double.random(in: -1...1, using: &random) * 1e30
    }
}

/// Finite float32 numbers of any bit pattern.
private func randomFloats(_ count: Int, using random: inout some RandomNumberGenerator) -> [Float] {
    (0..<count).map { _ in
        let number = Float(bitPattern: .random(in: 0 ... .max, using: &random))
        return number.isFinite ? number : -0.0
    }
}

extension Activation {
    /// Whether the activation has an interval whose bounds are not in order.
    fileprivate var lowerBoundIsAbove: Bool {
        switch kind {
        case .hardtanh: number("min_val") >= number("max_val")
        case .rrelu: number("lower") > number("upper")
        default: false
        }
    }

    /// Itself, or its default where its interval is empty.
    fileprivate var ordered: Activation? { lowerBoundIsAbove ? Activation(kind) : self }
}
