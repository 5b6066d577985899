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
        return readSize(
            document,
            at: place,
            pointer: pointer,
            maximum: limits.maximumParameters,
            problems: &problems
        ).map { .count($0) }
    case .slopes:
        if document.kind(at: place) == .array {
            return readSlopes(document, at: place, pointer: pointer, limits: limits, problems: &problems)
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

private func readSlopes(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    pointer: JSONPointer,
    limits: NetworkLimits,
    problems: inout [InputProblem]
) -> ParameterValue? {
    let tensor = readTensor(document, at: place, pointer: pointer, role: .bias, limits: limits, problems: &problems)
    guard let tensor else { return nil }
    guard !tensor.values.isEmpty else {
        problems.note(pointer, "a list of slopes has one for each unit, found none")
        return nil
    }
    return .numbers(tensor.values)
}
