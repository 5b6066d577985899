internal import NeuralNetwork
internal import StrictJSON

/// Reads an activation or an initialiser: a name, or an object with a name and parameters.
///
/// - Parameters:
///   - document: The document.
///   - place: Where the name or the object stands.
///   - pointer: What the client calls the place.
///   - role: What inline values are for.
///   - limits: How large a network may be.
///   - problems: Where problems are noted.
/// - Returns: What could be read, with stand-ins for what could not.
func readChoice<Value: Catalogued>(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    pointer: JSONPointer,
    role: TensorRole,
    limits: NetworkLimits,
    problems: inout [InputProblem]
) -> Choice<Value> {
    switch document.kind(at: place) {
    case .string:
        guard let meaning: Meaning<Value> = readName(document, at: place, pointer, &problems) else { break }
        let origin = ChoiceOrigin(pointer: pointer)
        switch meaning {
        case .alias(let value):
            return Choice(value: value, origin: origin)
        case .entry(let entry):
            let missing = meaning.parameters.filter { $0.defaultValue == nil }.map(\.name)
            guard !missing.isEmpty else {
                return Choice(value: Value(entry, meaning.parameters.compactMap(\.defaultValue)), origin: origin)
            }
            problems.note(pointer, needsParameters(Value.self, entry, missing))
        }
    case .object:
        guard let name = document.member(Value.entryKey, at: place) else {
            noteMissingEntry(of: Value.self, document, at: place, pointer, &problems)
            break
        }
        let namePointer = pointer.appending(Value.entryKey)
        guard let meaning: Meaning<Value> = readName(document, at: name, namePointer, &problems) else { break }
        let members = MemberReader(
            document,
            at: place,
            pointer: pointer,
            known: [Value.entryKey] + meaning.parameters.map(\.name),
            problems: &problems
        )
        return readParameters(
            document,
            of: meaning,
            members,
            pointer: pointer,
            role: role,
            limits: limits,
            problems: &problems
        )
    case let kind:
        problems.note(
            pointer,
            "expected the name of \(article(Value.noun)) or an object with \(quoted(Value.entryKey)), "
                + "found \(spoken(kind))"
        )
    }
    return Choice(value: .standIn, origin: ChoiceOrigin(pointer: pointer, isStandIn: true))
}

/// Reads the parameters that can stand beside a name from the members of its object.
func readParameters<Value: Catalogued>(
    _ document: borrowing JSONDocument,
    of meaning: Meaning<Value>,
    _ members: MemberReader,
    pointer: JSONPointer,
    role: TensorRole,
    limits: NetworkLimits,
    problems: inout [InputProblem]
) -> Choice<Value> {
    var origin = ChoiceOrigin(pointer: pointer)
    let entry: Value.Entry
    switch meaning {
    case .alias(let value): return Choice(value: value, origin: origin)
    case .entry(let named): entry = named
    }
    let parameters = meaning.parameters
    var values: [ParameterValue] = []
    for parameter in parameters {
        var value = parameter.defaultValue
        if let place = members.place(of: parameter.name) {
            origin.sent.insert(parameter.name)
            value = readParameter(
                document,
                at: place,
                of: parameter.domain,
                pointer: pointer.appending(parameter.name),
                role: role,
                limits: limits,
                problems: &problems
            )
        } else if value == nil {
            _ = members.place(ofRequired: parameter.name, problems: &problems)
        }
        if value == nil || members.isMisspelt(parameter.name) { origin.standIns.insert(parameter.name) }
        values.append(value ?? parameter.domain.standIn)
    }
    reconcileSlopes(of: parameters, &values, &origin, &problems)
    return Choice(value: Value(entry, values), origin: origin)
}

/// Lets a list of slopes set their number where that is not given, and refuses one that contradicts the list.
private func reconcileSlopes(
    of parameters: [ParameterDescription],
    _ values: inout [ParameterValue],
    _ origin: inout ChoiceOrigin,
    _ problems: inout [InputProblem]
) {
    guard let list = parameters.firstIndex(where: { $0.domain == .slopes }),
        let count = parameters.firstIndex(where: { $0.domain == .slopeCount })
    else { return }
    if origin.standIns.contains(parameters[list].name), !origin.sent.contains(parameters[count].name) {
        origin.standIns.insert(parameters[count].name)
    }
    guard case .numbers(let slopes) = values[list] else { return }
    if !origin.sent.contains(parameters[count].name) {
        values[count] = .count(slopes.count)
    } else if case .count(let given) = values[count], given != slopes.count,
        !origin.standIns.contains(parameters[count].name)
    {
        problems.note(
            origin.pointer.appending(parameters[count].name),
            "\(parameters[list].name) lists \(slopes.count) slopes, so \(parameters[count].name) cannot be \(given); "
                + "leave it out"
        )
        origin.standIns.insert(parameters[count].name)
    }
}

/// Reads a name of a catalogue.
private func readName<Value: Catalogued>(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    _ pointer: JSONPointer,
    _ problems: inout [InputProblem]
) -> Meaning<Value>? {
    guard let name = readString(document, at: place, pointer: pointer, problems: &problems) else { return nil }
    if let meaning = Meaning<Value>(name) { return meaning }
    problems.note(
        pointer,
        "unknown \(Value.noun) \(quoted(name))\(remedy(for: name, among: Value.names))"
    )
    return nil
}

/// Notes that an object does not name an entry, or misspells the member that does.
private func noteMissingEntry<Value: Catalogued>(
    of type: Value.Type,
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    _ pointer: JSONPointer,
    _ problems: inout [InputProblem]
) {
    var misspelt: String?
    // An object of a million members is not searched to its end.
    var rest = InputProblems.listingLimit
    document.forEachMember(at: place) { key, _ in
        guard misspelt == nil, rest > 0 else { return }
        rest -= 1
        if nearestName(to: key, among: [Value.entryKey]) != nil { misspelt = key }
    }
    if let misspelt {
        problems.note(
            pointer.appending(misspelt),
            "unknown member \(quoted(misspelt))\(remedy(for: misspelt, among: [Value.entryKey]))"
        )
    } else {
        problems.note(pointer, "missing member \(quoted(Value.entryKey)), the name of \(article(Value.noun))")
    }
}

private func needsParameters<Value: Catalogued>(_: Value.Type, _ entry: Value.Entry, _ missing: [String]) -> String {
    let members = missing.map { ", \(quoted($0)): …" }.joined()
    return "\(entry.rawValue) has no default for \(missing.joined(separator: " and ")); "
        + "write {\(quoted(Value.entryKey)): \(quoted(entry.rawValue))\(members)}"
}

private func article(_ noun: String) -> String {
    "aeiou".contains(noun.prefix(1)) ? "an \(noun)" : "a \(noun)"
}
