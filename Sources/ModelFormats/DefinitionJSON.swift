public import NeuralNetwork
public import StrictJSON

/// Network definitions as JSON: read in short or long form, written in one canonical form.
public enum DefinitionJSON {
    /// Reads a definition in short or long form and checks it.
    ///
    /// What cannot be read does not hide what is impossible elsewhere: a stand-in takes its place, and what the engine
    /// then says about stand-ins is dropped.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - place: Where the definition stands.
    ///   - pointer: What the client calls the place.
    ///   - limits: How large a network may be.
    /// - Returns: The definition, found possible.
    /// - Throws: All problems at once, each with its place as the client wrote it.
    public static func readPlan(
        _ document: borrowing JSONDocument,
        at place: JSONDocument.Place,
        pointer: JSONPointer,
        limits: NetworkLimits
    ) throws(InputProblems) -> NetworkPlan {
        var reader = DefinitionReader(pointer: pointer, limits: limits)
        reader.read(document, at: place)
        return try reader.plan()
    }
}
