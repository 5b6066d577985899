import Foundation
import HTTPServer
import Testing

@testable import feedforward

/// Where settings come from, which source counts, and what is refused.
struct SettingsReaderTests {
    /// Which sources give `server.reactors`, and the value that counts.
    struct Precedence: Sendable, CustomTestStringConvertible {
        let file: Int?
        let environment: String?
        let flag: String?
        let expected: UInt16
        let source: SettingsReader.Source
        var testDescription: String { "file \(file ?? -1), environment \(environment ?? "-"), flag \(flag ?? "-")" }
    }

    @Test(
        "A flag counts before the environment, that before the file, that before the default",
        arguments: [
            Precedence(file: nil, environment: nil, flag: nil, expected: 0, source: .defaultValue),
            Precedence(file: 1, environment: nil, flag: nil, expected: 1, source: .file("f.json")),
            Precedence(file: nil, environment: "2", flag: nil, expected: 2, source: .environment),
            Precedence(file: 1, environment: "2", flag: nil, expected: 2, source: .environment),
            Precedence(file: nil, environment: nil, flag: "3", expected: 3, source: .flag),
            Precedence(file: 1, environment: nil, flag: "3", expected: 3, source: .flag),
            Precedence(file: 1, environment: "2", flag: "3", expected: 3, source: .flag),
        ]
    )
    func precedence(_ row: Precedence) throws {
        var reader = SettingsReader()
        if let port = row.file { reader.read(file: Array("{\"server\":{\"reactors\":\(port)}}".utf8), path: "f.json") }
        if let port = row.environment { reader.read(environment: [("FEEDFORWARD__SERVER__REACTORS", port)]) }
        if let port = row.flag { reader.read(flag: "--reactors", for: "server.reactors", value: port) }
        #expect(try (reader.result().server.reactors ?? 0) == row.expected)
        #expect(reader.sources["server.reactors"] ?? .defaultValue == row.source)
    }

    @Test("The file with every key at its default is what the code has")
    func shippedFile() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../config/feedforward.json")
        let text = try String(contentsOf: path, encoding: .utf8)
        #expect(text == SettingsReader.fileText(of: Settings()))
        var reader = SettingsReader()
        reader.read(file: Array(text.utf8), path: "feedforward.json")
        let settings = try reader.result()
        for key in SettingKey.all { #expect(key.value(settings) == key.value(Settings()), "\(key.name)") }
        #expect(reader.sources.count == SettingKey.all.count)
    }

    @Test("The table of keys in config/README.md is what the code has")
    func documentedKeys() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../config/README.md")
        let text = try String(contentsOf: path, encoding: .utf8)
        for key in SettingKey.all {
            let row = "| `\(key.name)` | \(key.value(Settings())) | \(key.domainText) | \(key.summary) |"
            #expect(text.contains(row), "config/README.md needs the row: \(row)")
        }
    }

    @Test(
        "Every setting takes its own default back, by file, environment and flag",
        arguments: SettingKey.all.map(\.name)
    )
    func everyKeyRoundTrips(_ name: String) throws {
        let key = try #require(SettingKey.all.first { $0.name == name })
        let value = key.value(Settings())
        let text = if case .text(let word) = value { word } else { value.description }
        var reader = SettingsReader()
        reader.read(environment: [(key.environmentName, text)])
        reader.read(flag: "--x", for: name, value: text)
        #expect(key.value(try reader.result()) == value)
    }

    /// A file and what is said about it.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let file: String
        let says: [String]
        var testDescription: String { file }
    }

    @Test(
        "Unknown keys and values out of range are refused, all at once, with key, value and range",
        arguments: [
            Refusal(file: #"{"server":{"reactor":1}}"#, says: ["server.reactor", "did you mean server.reactors?"]),
            Refusal(file: #"{"sever":{"reactors":1}}"#, says: ["sever", "did you mean server?"]),
            Refusal(file: #"{"server":{"reactors":65536}}"#, says: ["server.reactors", "65536", "0 to 256"]),
            Refusal(file: #"{"server":{"reactors":"80"}}"#, says: ["server.reactors", "\"80\"", "whole number"]),
            Refusal(file: #"{"server":{"reactors":1.5}}"#, says: ["server.reactors", "1.5"]),
            Refusal(file: #"{"server":{"listen":7}}"#, says: ["server.listen", "7", "tcp://HOST:PORT"]),
            Refusal(file: #"{"server":{"listen":"127.0.0.1:80"}}"#, says: ["server.listen", "unix:///PATH"]),
            Refusal(file: #"{"tls":{"identities":"a.pem"}}"#, says: ["tls.identities", "CERTIFICATE:KEY"]),
            Refusal(file: #"{"server":{"idle_timeout_seconds":0}}"#, says: ["idle_timeout_seconds", "0.1 to 3600"]),
            Refusal(file: #"{"log":{"level":"loud"}}"#, says: ["log.level", "loud", "info"]),
            Refusal(file: #"{"server":1}"#, says: ["server", "expected an object", "number"]),
            Refusal(file: #"[]"#, says: ["expected an object"]),
            Refusal(file: #"{"server":{"fields":9,"fields":9}}"#, says: ["not JSON at byte 22"]),
            Refusal(file: #"{"server":{"reactor":1},"log":{"level":"loud"}}"#, says: ["server.reactor", "log.level"]),
        ]
    )
    func refusals(_ row: Refusal) throws {
        var reader = SettingsReader()
        reader.read(file: Array(row.file.utf8), path: "f.json")
        let failure = #expect(throws: SettingsReader.Failure.self) { try reader.result() }
        for part in row.says { #expect(failure?.description.contains(part) == true, "\(failure?.description ?? "")") }
    }

    @Test("A misspelt variable of the environment is refused, an orchestrator's is not")
    func environment() throws {
        var reader = SettingsReader()
        reader.read(environment: [("FEEDFORWARD_SERVICE_PORT", "tcp://10.0.0.1:80"), ("PATH", "/bin")])
        _ = try reader.result()
        reader.read(environment: [("FEEDFORWARD__SERVER__REACTOR", "1")])
        let failure = #expect(throws: SettingsReader.Failure.self) { try reader.result() }
        #expect(failure?.description.contains("did you mean FEEDFORWARD__SERVER__REACTORS?") == true)
    }
}
