/// The search for everything that makes a definition impossible.
///
/// Looks at every part even after a problem was found; what depends on a size that is impossible itself is left out.
/// Allocates nothing that grows with the network's sizes.
struct DefinitionCheck {
    /// The problems, in the order of the definition; the price of the whole comes last.
    private(set) var problems: [DefinitionProblem] = []

    /// The number of parameters; nil once it overflows.
    private var parameterCount: Int? = 0

    init(_ definition: NetworkDefinition, limits: NetworkLimits) {
        var inputs = checkedSize(definition.inputSize, .inputSize)
        checkNames(definition)
        if definition.layers.isEmpty { report(.layers, .noLayers) }
        if definition.layers.count > limits.maximumLayers {
            report(.layers, .tooManyLayers(actual: definition.layers.count, limit: limits.maximumLayers))
        }
        for (index, layer) in definition.layers.enumerated() {
            inputs = checkLayer(layer, index, inputs: inputs)
        }
        checkLabels(definition.labels, outputs: definition.layers.isEmpty ? nil : inputs)
        checkPrice(limits)
    }

    private mutating func report(_ place: DefinitionProblem.Place, _ rule: DefinitionProblem.Rule) {
        problems.append(DefinitionProblem(place, rule))
    }

    /// The size, or nil if it is impossible.
    private mutating func checkedSize(_ size: Int, _ place: DefinitionProblem.Place) -> Int? {
        guard size < 1 else { return size }
        report(place, .notPositive(actual: size))
        return nil
    }

    private mutating func checkNames(_ definition: NetworkDefinition) {
        for (name, place) in [(definition.inputName, .inputName), (definition.outputName, .outputName)]
            as [(String, DefinitionProblem.Place)]
        where isReserved(name) {
            report(place, .reservedName(name))
        }
        if definition.inputName == definition.outputName {
            report(.outputName, .duplicateName(definition.outputName))
        }
    }

    /// Whether protocols with named tensors have a use of their own for the name, or none at all.
    private func isReserved(_ name: String) -> Bool {
        if name.isEmpty || name == "logits" { return true }
        guard name.hasPrefix("layers.") else { return false }
        let number = name.utf8.dropFirst("layers.".utf8.count)
        return !number.isEmpty && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private mutating func checkLabels(_ labels: [String]?, outputs: Int?) {
        guard let labels else { return }
        if let outputs, labels.count != outputs {
            report(.labels, .wrongLabelCount(actual: labels.count, outputs: outputs))
        }
        var known: Set<String> = []
        for (index, label) in labels.enumerated() {
            if label.isEmpty {
                report(.label(index), .reservedName(label))
            } else if !known.insert(label).inserted {
                report(.label(index), .duplicateName(label))
            }
        }
    }

    /// Checks one layer and gives the number of its outputs, nil if that is unknown.
    private mutating func checkLayer(_ layer: LayerDefinition, _ index: Int, inputs: Int?) -> Int? {
        let units = checkedSize(layer.units, .units(layer: index))
        var outputs = units.map { layer.activation.outputWidth(units: $0) }
        if let units, layer.activation.kind == .glu, units % 2 != 0 {
            report(.units(layer: index), .oddUnitsForGLU(actual: units))
            outputs = nil
        }
        checkActivation(layer.activation, index, units: units)

        let weight = { (parameter: String?) in
            DefinitionProblem.Place.weightInitializer(layer: index, parameter: parameter)
        }
        checkInitializer(layer.weightInitializer, .weight, inputs: inputs, units: units, weight)
        price(units, times: inputs)
        if let bias = layer.biasInitializer {
            checkInitializer(bias, .bias, inputs: inputs, units: units) { parameter in
                .biasInitializer(layer: index, parameter: parameter)
            }
            price(units, times: 1)
        }
        return outputs
    }

    private mutating func checkActivation(_ activation: Activation, _ index: Int, units: Int?) {
        let place = { (parameter: String?) in DefinitionProblem.Place.activation(layer: index, parameter: parameter) }
        for (parameter, value) in zip(activation.kind.parameters, activation.values) {
            checkValue(value, of: parameter, endsAsFloat32: true, place)
        }
        switch activation.kind {
        case .hardtanh:
            let (lower, upper) = (activation.number("min_val"), activation.number("max_val"))
            if lower >= upper { report(place(nil), .emptyInterval(lower: lower, upper: upper)) }
        case .rrelu:
            let (lower, upper) = (activation.number("lower"), activation.number("upper"))
            if lower > upper { report(place(nil), .emptyInterval(lower: lower, upper: upper)) }
        case .prelu:
            if let units { checkSlopes(activation, units: units, place) }
        default:
            break
        }
    }

    /// Checks that a PReLU has one slope, or one per unit, and that a list has as many as `num_parameters` says.
    private mutating func checkSlopes(
        _ activation: Activation,
        units: Int,
        _ place: (String?) -> DefinitionProblem.Place
    ) {
        let count = activation.slopeCount
        let isPossible = count == 1 || count == units
        price(isPossible ? count : nil, times: 1)
        var listed = count
        if case .numbers(let slopes) = activation.value(of: "init") { listed = slopes.count }
        if !isPossible {
            // A list sets the count unless that is given beside it, so the list is where to mend a count it agrees with.
            let isList = if case .numbers = activation.value(of: "init") { listed == count } else { false }
            report(place(isList ? "init" : "num_parameters"), .wrongSlopeCount(actual: count, units: units))
        } else if listed != count {
            report(place("init"), .wrongSlopeCount(actual: listed, units: count))
        }
    }

    private mutating func checkInitializer(
        _ initializer: Initializer,
        _ role: TensorPlan.Role,
        inputs: Int?,
        units: Int?,
        _ place: (String?) -> DefinitionProblem.Place
    ) {
        if role == .bias, initializer.scheme.isForWeightsOnly {
            report(place(nil), .schemeNotForBias(initializer.scheme))
        }
        let before = problems.count
        for (parameter, value) in zip(initializer.scheme.parameters, initializer.values) {
            checkValue(value, of: parameter, endsAsFloat32: initializer.scheme.drawsItsNumbers, place)
        }
        // What follows from the numbers together means nothing while one of them is impossible by itself.
        guard problems.count == before else { return }
        if initializer.scheme == .uniform || initializer.scheme == .truncNormal {
            let (lower, upper) = (initializer.number("a"), initializer.number("b"))
            if lower > upper { return report(place(nil), .emptyInterval(lower: lower, upper: upper)) }
        }
        if initializer.scheme == .values {
            return checkShape(of: initializer, role, inputs: inputs, units: units, place)
        }
        guard let inputs, let units else { return }
        switch initializer.distribution(role: role, fanIn: inputs, fanOut: units) {
        case .uniform(let lower, let upper) where !(Float(upper) - Float(lower)).isFinite:
            report(place(initializer.gain == nil ? nil : "gain"), .beyondFloat32(actual: upper - lower))
        case .normal(_, let deviation) where !Float(deviation).isFinite:
            report(place(initializer.gain == nil ? nil : "gain"), .beyondFloat32(actual: deviation))
        case .truncatedNormal(let normal) where !normal.isWithinFloat32:
            report(place(nil), .beyondFloat32(actual: normal.upper - normal.lower))
        default:
            break
        }
    }

    private mutating func checkShape(
        of initializer: Initializer,
        _ role: TensorPlan.Role,
        inputs: Int?,
        units: Int?,
        _ place: (String?) -> DefinitionProblem.Place
    ) {
        guard let units, case .tensor(let tensor) = initializer.value(of: "values") else { return }
        if role == .bias {
            guard tensor.shape != [units] else { return }
            report(place("values"), .wrongShape(actual: tensor.shape, expected: [units]))
        } else if let inputs, tensor.shape != [units, inputs] {
            report(place("values"), .wrongShape(actual: tensor.shape, expected: [units, inputs]))
        }
    }

    /// Checks one parameter by itself.
    ///
    /// `endsAsFloat32` says whether the forward pass or a tensor holds the number as float32, so that it must be
    /// possible there, too.
    private mutating func checkValue(
        _ value: ParameterValue,
        of parameter: ParameterDescription,
        endsAsFloat32: Bool,
        _ place: (String?) -> DefinitionProblem.Place
    ) {
        switch (parameter.domain, value) {
        case (.number(let bounds), .number(let number)):
            let rounded = endsAsFloat32 ? Double(Float(number)) : number
            // Also where it stays float64: one limit for all numbers of a definition.
            if !Float(number).isFinite {
                report(place(parameter.name), .beyondFloat32(actual: number))
            } else if !bounds.admits(number) || !bounds.admits(rounded) {
                report(place(parameter.name), .outOfBounds(actual: number, bounds: bounds))
            }
        case (.choice(let choices), .choice(let word)):
            if !choices.contains(word) {
                report(place(parameter.name), .notAChoice(actual: word, choices: choices))
            }
        case (.slopes, .number(let number)):
            if !Float(number).isFinite { report(place(parameter.name), .beyondFloat32(actual: number)) }
        case (.slopes, .numbers(let numbers)):
            checkFinite(numbers, place(parameter.name))
        case (.tensor, .tensor(let tensor)):
            checkFinite(tensor.values, place(parameter.name))
        case (.slopeCount, .count):
            break
        default:
            preconditionFailure("\(parameter.name) has a value of another kind than its domain")
        }
    }

    private mutating func checkFinite(_ numbers: [Float], _ place: DefinitionProblem.Place) {
        guard let number = numbers.first(where: { !$0.isFinite }) else { return }
        report(place, .beyondFloat32(actual: Double(number)))
    }

    /// Adds a tensor to the price; one of unknown size adds nothing.
    private mutating func price(_ count: Int?, times factor: Int?) {
        guard let count, let factor, let sum = parameterCount else { return }
        let (product, isTooLarge) = count.multipliedReportingOverflow(by: factor)
        let (total, overflows) = sum.addingReportingOverflow(product)
        parameterCount = isTooLarge || overflows ? nil : total
    }

    private mutating func checkPrice(_ limits: NetworkLimits) {
        let limit = limits.maximumParameters
        guard let parameterCount else {
            return report(.network, .tooManyParameters(actual: nil, limit: limit))
        }
        // Bytes are counted as Int, too.
        let isCountable = !parameterCount.multipliedReportingOverflow(by: MemoryLayout<Float>.size).overflow
        if parameterCount > limit || !isCountable {
            report(.network, .tooManyParameters(actual: parameterCount, limit: limit))
        }
    }
}

extension Initializer.Scheme {
    /// Whether the scheme's numbers become elements of the tensor, or bounds or moments of them, as they are.
    fileprivate var drawsItsNumbers: Bool {
        switch self {
        case .uniform, .normal, .constant, .orthogonal: true
        default: false
        }
    }
}
