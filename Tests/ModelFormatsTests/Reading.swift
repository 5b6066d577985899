import ModelFormats
import NeuralNetwork
import StrictJSON

/// Reads a definition that is a document of its own.
func readPlan(
    _ json: String,
    pointer: JSONPointer = JSONPointer(),
    limits: NetworkLimits = NetworkLimits()
) throws -> NetworkPlan {
    let bytes = Array(json.utf8)
    let document = try JSONDocument(bytes.span)
    return try DefinitionJSON.readPlan(document, at: document.root, pointer: pointer, limits: limits)
}

/// What is wrong with a definition: `pointer detail`, or nothing.
func problems(
    _ json: String,
    pointer: JSONPointer = JSONPointer(),
    limits: NetworkLimits = NetworkLimits()
) throws -> [String] {
    do {
        _ = try readPlan(json, pointer: pointer, limits: limits)
        return []
    } catch let problems as InputProblems {
        return problems.all.map { "\($0.pointer) \($0.detail)" }
    }
}

/// A definition in canonical form.
func canonical(_ definition: NetworkDefinition) -> String {
    var writer = JSONWriter()
    DefinitionJSON.write(definition, to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}
