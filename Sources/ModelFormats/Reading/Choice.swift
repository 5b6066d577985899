internal import NeuralNetwork
internal import StrictJSON

/// An activation or an initialiser as far as it could be read, and where its parts stood.
struct Choice<Value: Catalogued> {
    /// What was read; what could not be is a harmless stand-in.
    var value: Value

    /// Where its parts stood.
    var origin: ChoiceOrigin
}

/// Where an activation or an initialiser stood in what the client sent, and which parts of it could be read.
struct ChoiceOrigin {
    /// The string or the object; where nothing was sent, the object that could have had it.
    let pointer: JSONPointer

    /// The parameters that were sent.
    var sent: Set<String> = []

    /// The parameters that could not be read, so that stand-ins have their places.
    var standIns: Set<String> = []

    /// Whether not even the name could be read, so that the whole is a stand-in.
    var isStandIn = false

    /// The place to show for a problem of the engine.
    ///
    /// - Parameters:
    ///   - parameter: The parameter that it concerns, if it concerns one.
    ///   - rule: What is wrong.
    /// - Returns: Nil if the problem concerns a stand-in.
    func pointer(parameter: String?, rule: DefinitionProblem.Rule) -> JSONPointer? {
        guard !isStandIn else { return nil }
        switch rule {
        case .emptyInterval, .wrongSlopeCount, .wrongShape:
            // These compare one parameter with another, or with a list that has to be whole.
            guard standIns.isEmpty else { return nil }
        default:
            break
        }
        guard let parameter else { return pointer }
        guard !standIns.contains(parameter) else { return nil }
        if sent.contains(parameter) { return pointer.appending(parameter) }
        // The number of slopes follows from their list where it is not given.
        if case .wrongSlopeCount = rule, sent.contains("init") { return pointer.appending("init") }
        return pointer
    }
}
