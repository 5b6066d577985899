internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

extension FuzzTarget {
    /// Any document is refused with problems that can be written, or is a definition that stays the same when it is
    /// written again.
    ///
    /// The networks are planned and not built, under limits that a few bytes reach.
    static func tryDefinition(_ input: Span<UInt8>) {
        // What is no JSON is FuzzJSON's.
        guard let document = try? JSONDocument(input) else { return }
        do throws(InputProblems) {
            let pointer = JSONPointer().appending("network")
            let plan = try DefinitionJSON.readPlan(document, at: document.root, pointer: pointer, limits: limits)
            promise(plan.definition.layers.count <= limits.maximumLayers, "no more layers than allowed")
            promise(plan.parameterCount <= limits.maximumParameters, "no more parameters than allowed")
            check(plan.definition)
        } catch {
            checkProblems(error, below: "#/network")
        }
    }

    private static let limits = NetworkLimits(maximumParameters: 10_000, maximumLayers: 20)

    /// Writes a definition, and reads what was written.
    private static func check(_ definition: NetworkDefinition) {
        let written = DefinitionJSON.bytes(of: definition)
        do throws(DefinitionFileError) {
            let copy = try read(written)
            promise(copy == definition, "the same definition")
            promise(DefinitionJSON.bytes(of: copy) == written, "one canonical form")
            let fingerprint = DefinitionJSON.fingerprint(of: definition)
            promise(fingerprint == DefinitionJSON.fingerprint(of: copy), "the same fingerprint")
        } catch {
            broken("what was written is refused: \(error.reason)")
        }
    }

    private static func read(_ file: [UInt8]) throws(DefinitionFileError) -> NetworkDefinition {
        try DefinitionJSON.readPlan(fromFile: file.span, limits: limits).definition
    }
}
