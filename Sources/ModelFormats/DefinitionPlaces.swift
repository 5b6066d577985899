public import NeuralNetwork
public import StrictJSON

/// Where the parts of a definition stood in what the client sent.
///
/// For problems that are found after reading, when a possible definition turns out not to fit its use.
public struct DefinitionPlaces: Sendable {
    private let origin: DefinitionOrigin

    init(_ origin: DefinitionOrigin) { self.origin = origin }

    /// What the client calls the place: the member itself or, where it was left out, what could have had it.
    public func pointer(of place: DefinitionProblem.Place) -> JSONPointer {
        // Nothing stands in for anything in a definition that was found possible, so the rule makes no difference.
        origin.pointer(of: DefinitionProblem(place, .beyondFloat32(actual: .infinity))) ?? origin.root
    }
}
