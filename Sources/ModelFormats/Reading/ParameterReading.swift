internal import NeuralNetwork
internal import StrictJSON

extension ParameterDescription.Domain {
    /// A value that no rule refuses, for a parameter that could not be read.
    var standIn: ParameterValue {
        switch self {
        case .number, .slopes: .number(1)
        case .choice(let words): .choice(words.first ?? "")
        case .slopeCount: .count(1)
        case .tensor: .tensor(InlineTensor(shape: [0], values: []))
        }
    }
}

/// Reads the value of one parameter.
///
/// Bounds and choices are the engine's to check; this reads whatever is of the right kind.
///
/// - Returns: Nil if a problem was noted.
func readParameter(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    of domain: ParameterDescription.Domain,
    pointer: JSONPointer,
    role: TensorRole,
    limits: NetworkLimits,
    problems: inout [InputProblem]
) -> ParameterValue? {
    switch domain {
    case .number:
        return readNumber(document, at: place, pointer: pointer, expected: "a number", problems: &problems)
            .map { .number($0.float64) }
    case .choice:
        return readString(document, at: place, pointer: pointer, problems: &problems).map { .choice($0) }
    case .slopeCount:
        let count = readSize(
            document,
            at: place,
            pointer: pointer,
            maximum: limits.maximumParameters,
            problems: &problems
        )
        guard let count, count < 1 else { return count.map { .count($0) } }
        // The engine compares with the units of a layer; where no layer has the activation, nothing else says this.
        problems.note(pointer, DefinitionProblem.Rule.notPositive(actual: count).sentence(at: .network))
        return nil
    case .slopes:
        if document.kind(at: place) == .array {
            return readTensor(document, at: place, pointer: pointer, role: .bias, limits: limits, problems: &problems)
                .map { .numbers($0.values) }
        }
        let expected = "a number or an array of numbers"
        // A slope is a parameter of the network, a float32 from the start.
        return readNumber(document, at: place, pointer: pointer, expected: expected, problems: &problems)
            .map { .number(Double($0.float32)) }
    case .tensor:
        return readTensor(document, at: place, pointer: pointer, role: role, limits: limits, problems: &problems)
            .map { .tensor($0) }
    }
}

/// Reads a number that is finite in float32.
private func readNumber(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    pointer: JSONPointer,
    expected: String,
    problems: inout [InputProblem]
) -> JSONNumber? {
    guard let number = document.number(at: place) else {
        problems.note(pointer, "expected \(expected), found \(spoken(document.kind(at: place)))")
        return nil
    }
    guard number.float32.isFinite else {
        problems.note(pointer, numberBeyondFloat32(number.text))
        return nil
    }
    return number
}
