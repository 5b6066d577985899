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
        try read(document, at: place, pointer: pointer, limits: limits).plan
    }

    /// Reads a definition as `readPlan` does, and remembers where its parts stood.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - place: Where the definition stands.
    ///   - pointer: What the client calls the place.
    ///   - limits: How large a network may be.
    /// - Returns: The definition, found possible, and its places.
    /// - Throws: All problems at once, each with its place as the client wrote it.
    public static func read(
        _ document: borrowing JSONDocument,
        at place: JSONDocument.Place,
        pointer: JSONPointer,
        limits: NetworkLimits
    ) throws(InputProblems) -> (plan: NetworkPlan, places: DefinitionPlaces) {
        var reader = DefinitionReader(pointer: pointer, limits: limits)
        reader.read(document, at: place)
        let places = DefinitionPlaces(reader.origin)
        return (try reader.plan(), places)
    }
}
