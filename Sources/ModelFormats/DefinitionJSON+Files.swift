public import NeuralNetwork
internal import StrictJSON

/// Why a file is no definition.
public struct DefinitionFileError: Error, Sendable, Hashable {
    /// The first problem and how many more there are, in a sentence without capital letter and full stop.
    public let reason: String
}

extension DefinitionJSON {
    /// The canonical form of a definition as a file.
    public static func bytes(of definition: NetworkDefinition) -> [UInt8] {
        var writer = JSONWriter()
        write(definition, to: &writer)
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// Reads a file that holds nothing but a definition, in short or long form.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - limits: How large a network may be.
    /// - Returns: The definition, found possible.
    /// - Throws: What is wrong with it.
    public static func readPlan(
        fromFile bytes: Span<UInt8>,
        limits: NetworkLimits
    ) throws(DefinitionFileError) -> NetworkPlan {
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            throw DefinitionFileError(reason: error.summary)
        }
        do {
            return try readPlan(document, at: document.root, pointer: JSONPointer(), limits: limits)
        } catch {
            throw DefinitionFileError(reason: error.summary)
        }
    }
}

extension InputProblems {
    /// The first problem and how many more there are, in a sentence without capital letter and full stop.
    var summary: String {
        guard let first = all.first else { return "it cannot be used" }
        let more = all.count > 1 ? ", and \(all.count - 1) more" : ""
        return "\(first.pointer): \(first.detail)\(more)"
    }
}
