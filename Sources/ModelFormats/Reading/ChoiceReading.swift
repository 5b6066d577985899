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
        guard let entry: Value.Entry = readEntry(of: Value.self, document, at: place, pointer, &problems) else {
            break
        }
        let missing = Value.parameters(of: entry).filter { $0.defaultValue == nil }.map(\.name)
        guard missing.isEmpty else {
            problems.note(pointer, needsParameters(Value.self, entry, missing))
            break
        }
        return Choice(
            value: Value(entry, Value.parameters(of: entry).compactMap(\.defaultValue)),
            origin: ChoiceOrigin(pointer: pointer)
        )
    case .object:
        guard let name = document.member(Value.entryKey, at: place) else {
            noteMissingEntry(of: Value.self, document, at: place, pointer, &problems)
            break
        }
        let namePointer = pointer.appending(Value.entryKey)
        guard let entry = readEntry(of: Value.self, document, at: name, namePointer, &problems) else { break }
        let members = MemberReader(
            document,
            at: place,
            pointer: pointer,
            known: [Value.entryKey] + Value.parameters(of: entry).map(\.name),
            problems: &problems
        )
        return readParameters(
            document,
            of: entry,
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

/// Reads the parameters of an entry from the members of its object.
func readParameters<Value: Catalogued>(
    _ document: borrowing JSONDocument,
    of entry: Value.Entry,
    _ members: MemberReader,
    pointer: JSONPointer,
    role: TensorRole,
    limits: NetworkLimits,
    problems: inout [InputProblem]
) -> Choice<Value> {
    let parameters = Value.parameters(of: entry)
    var origin = ChoiceOrigin(pointer: pointer)
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

/// Reads the name of an entry of a catalogue.
private func readEntry<Value: Catalogued>(
    of type: Value.Type,
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    _ pointer: JSONPointer,
    _ problems: inout [InputProblem]
) -> Value.Entry? {
    guard let name = readString(document, at: place, pointer: pointer, problems: &problems) else { return nil }
    if let entry = Value.entry(named: name) { return entry }
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
