import Foundation
import ModelFormats
import NeuralNetwork
import Testing

/// That schema and server agree on documents is the business of `Tests/Schema/agreement.py`, which has a validator.
@Suite("The schema of a definition")
struct SchemaTests {
    private func schema() throws -> [String: Any] {
        let schema = try JSONSerialization.jsonObject(with: Data(DefinitionJSON.schema))
        return try #require(schema as? [String: Any])
    }

    private func definition(_ name: String) throws -> [String: Any] {
        let definitions = try #require(try schema()["$defs"] as? [String: Any])
        return try #require(definitions[name] as? [String: Any])
    }

    /// The objects of a choice by the name of the entry, and the names that may stand alone.
    private func choices(_ name: String, _ key: String) throws -> (objects: [String: [String: Any]], names: [String]) {
        let alternatives = try #require(try definition(name)["anyOf"] as? [[String: Any]])
        var objects: [String: [String: Any]] = [:]
        for object in alternatives.dropFirst() {
            let properties = try #require(object["properties"] as? [String: [String: Any]])
            let names = try #require(properties[key]?["enum"] as? [String])
            for name in names { objects[name] = object }
        }
        return (objects, try #require(alternatives.first?["enum"] as? [String]))
    }

    @Test("Every activation has an object with just its parameters")
    func activations() throws {
        let (objects, names) = try choices("activation", "type")
        #expect(Set(objects.keys) == Set(Activation.Kind.allCases.map(\.rawValue) + Activation.aliases.keys))
        #expect(Set(names) == Set(objects.keys).subtracting(["threshold"]))
        for kind in Activation.Kind.allCases {
            let object = try #require(objects[kind.rawValue])
            let properties = try #require(object["properties"] as? [String: Any])
            #expect(Set(properties.keys) == Set(["type"] + kind.parameters.map(\.name)))
            let required = kind.parameters.filter { $0.defaultValue == nil }.map(\.name)
            #expect(object["required"] as? [String] == ["type"] + required)
            #expect(object["additionalProperties"] as? Bool == false)
        }
    }

    @Test("A bias may have every scheme but those that need two dimensions")
    func schemes() throws {
        let weights = try choices("weight_init", "scheme")
        let schemes = Initializer.Scheme.allCases.map(\.rawValue)
        #expect(Set(weights.objects.keys) == Set(schemes + Initializer.aliases.keys))
        #expect(Set(weights.names) == Set(weights.objects.keys).subtracting(["constant", "values", "sparse"]))
        let biases = try choices("bias_init", "scheme")
        let possible = Initializer.Scheme.allCases.filter { !$0.isForWeightsOnly }.map(\.rawValue)
        #expect(Set(biases.objects.keys) == Set(possible))
    }

    @Test("Every reference of the schema leads somewhere")
    func references() throws {
        let definitions = try #require(try schema()["$defs"] as? [String: Any])
        let text = String(decoding: DefinitionJSON.schema, as: UTF8.self)
        let targets = text.matches(of: /"\$ref":"#\/\$defs\/([a-z_0-9]+)"/).map { String($0.output.1) }
        #expect(targets.count > 20)
        #expect(Set(targets).isSubset(of: definitions.keys))
    }
}
