import Foundation
import ModelFormats
import ModelServing
import NeuralNetwork
import Testing
import Yams

@testable import InferenceService

/// openapi.yaml against what the service has: its texts, limits and the schema of a definition.
struct ContractTests {
    private func text() throws -> String {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../openapi.yaml")
        return try String(contentsOf: path, encoding: .utf8)
    }

    private func contract() throws -> [String: Any] {
        try #require(try Yams.load(yaml: text()) as? [String: Any])
    }

    @Test("The served texts are those of the file; make contract writes them anew")
    func servedTexts() throws {
        #expect(Contract.yaml == (try text()))
        let json = try JSONSerialization.jsonObject(with: Data(Contract.json.utf8))
        #expect(plain(json) == plain(try contract()))
    }

    @Test("The limits are the ones in force")
    func limits() throws {
        let listed = try #require(try contract()["x-limits"] as? [String: Int])
        let configuration = InferenceService.Configuration()
        let limits = configuration.limits
        let expected = [
            "parameters": limits.network.maximumParameters,
            "layers": limits.network.maximumLayers,
            "rows": limits.rows,
            "multiply_adds": limits.multiplyAdds,
            "held_values": limits.heldValues,
            "answer_values": limits.answerValues,
            "body_bytes": configuration.bodyLimit,
            "parameter_bytes": configuration.parameterBodyLimit,
            "histogram_bins": 1_000,
            "quantiles": 99,
            "curve_points": 10_001,
        ]
        #expect(listed == expected)
    }

    @Test("The schema of a definition is the served one")
    func definitionSchema() throws {
        let components = try #require(try contract()["components"] as? [String: Any])
        let schemas = try #require(components["schemas"] as? [String: Any])
        let served = try JSONSerialization.jsonObject(with: Data(DefinitionJSON.schema))
        var expected = try #require(renamed(served) as? [String: Any])
        let parts = try #require(expected.removeValue(forKey: "$defs") as? [String: Any])
        expected.removeValue(forKey: "$schema")
        #expect(plain(schemas["Definition"] ?? "") == plain(expected))
        for (name, part) in parts { #expect(plain(schemas[componentName(name)] ?? "") == plain(part), "\(name)") }
        let listed = schemas.keys.count { $0.hasPrefix("Definition") }
        #expect(listed == parts.count + 1)
    }

    /// The schema with its references as they stand in the contract.
    private func renamed(_ value: Any) -> Any {
        if let list = value as? [Any] { return list.map(renamed) }
        guard let object = value as? [String: Any] else { return value }
        return object.reduce(into: [String: Any]()) { result, member in
            guard member.key == "$ref", let reference = member.value as? String else {
                result[member.key] = renamed(member.value)
                return
            }
            result[member.key] = "#/components/schemas/" + componentName(String(reference.dropFirst("#/$defs/".count)))
        }
    }

    private func componentName(_ name: String) -> String {
        "Definition" + name.split(separator: "_").map(\.capitalized).joined()
    }

    /// A value as text in which the order of members and the kind of a number do not matter.
    ///
    /// Numbers count to 12 digits: Foundation's JSON reader is off in the last ones.
    private func plain(_ value: Any) -> String {
        if let object = value as? [String: Any] {
            let members = object.sorted { $0.key < $1.key }.map { "\($0.key):\(plain($0.value))" }
            return "{" + members.joined(separator: ",") + "}"
        }
        if let list = value as? [Any] { return "[" + list.map(plain).joined(separator: ",") + "]" }
        if let text = value as? String {
            // The YAML reader gives integers beyond Int as text.
            if text.count == 20, let number = UInt64(text) { return plain(Double(number)) }
            return "\"\(text)\""
        }
        if let number = value as? NSNumber { return String(format: "%.12g", number.doubleValue) }
        if let bool = value as? Bool { return bool ? "1" : "0" }
        if let number = value as? Int { return plain(Double(number)) }
        if let number = value as? Double { return String(format: "%.12g", number) }
        return value is NSNull ? "null" : "\(value)"
    }
}
