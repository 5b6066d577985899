internal import Foundation
internal import TestSupport
internal import Testing

/// A network of `config/`, the data that belong to it, and what numpy computed from both (`Tests/Golden`).
enum Example: String, CaseIterable, Sendable {
    case iris, digits

    var definition: String {
        get throws { try text("config/definitions/\(rawValue).json") }
    }

    /// The rows, as they are spelt in the file.
    var rows: [String] {
        get throws {
            let columns = self == .iris ? 4 : 64
            return try text("config/data/\(rawValue).csv").split(separator: "\n").dropFirst().map { line in
                "[" + line.split(separator: ",").prefix(columns).joined(separator: ",") + "]"
            }
        }
    }

    var golden: GoldenValue {
        get throws { try GoldenValue(json: Array(text("Tests/Golden/\(rawValue).json").utf8)) }
    }

    func request(rows: [String], include: String) throws -> String {
        "{\"network\": \(try definition), \"inputs\": [\(rows.joined(separator: ","))], \"include\": [\(include)]}"
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: Program.repository(path), encoding: .utf8)
    }
}

@Suite("Outputs against an independent float64 computation")
struct GoldenOutputsTests {
    let server: ServerProcess

    init() throws { server = try ServerProcess() }

    @Test("the outputs of all rows agree with numpy to 1e-6 of the largest output", arguments: Example.allCases)
    func outputs(example: Example) throws {
        let rows = try example.rows
        let response = try server.post("/v1/evaluate", example.request(rows: rows, include: "\"outputs\""))
        #expect(response.status == 200)
        let actual = try response.json.member("outputs").list.map { try $0.list.map { try $0.double } }
        let expected = try example.golden.member("outputs").list.map { try $0.list.map { try $0.double } }
        #expect(actual.count == rows.count)
        #expect(actual.map(\.count) == expected.map(\.count))
        let largest = try #require(expected.joined().map(abs).max())
        let error = zip(actual.joined(), expected.joined()).map { abs($0 - $1) }.max()
        #expect(try #require(error) <= 1e-6 * largest)
    }

    @Test("every parameter has the bits that numpy drew as PyTorch does", arguments: Example.allCases)
    func parameters(example: Example) throws {
        let body = try example.request(rows: [], include: "\"digests\"")
        let response = try server.post("/v1/evaluate", body)
        #expect(response.status == 200)
        let parameters = try response.json.member("parameters").list
        let actual = try parameters.map { (try $0.member("name").string, try $0.member("sha256").string) }
        let expected = try example.golden.member("sha256").object.mapValues { try $0.string }
        #expect(Dictionary(actual) { $1 } == expected)
        #expect(actual.count == expected.count)
    }

    @Test("a row has the same outputs, digit for digit, alone and among all others", arguments: Example.allCases)
    func rowAlone(example: Example) throws {
        let rows = try example.rows
        func outputs(_ rows: [String]) throws -> [Substring] {
            let text = try server.post("/v1/evaluate", example.request(rows: rows, include: "\"outputs\"")).text
            let list = try #require(text.range(of: "\"outputs\":[["))
            return text[list.upperBound...].prefix { $0 != "}" }.split(separator: "]").map {
                $0.drop { ",[".contains($0) }
            }
        }
        let together = try outputs(rows)
        #expect(together.count == rows.count)
        for index in [0, 1, rows.count / 2, rows.count - 1] {
            #expect(try outputs([rows[index]]) == [together[index]])
        }
    }
}
