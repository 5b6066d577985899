import Foundation
import Testing

/// Every must of the RFCs has a case, or a reason to have none.
@Suite("The requirements of RFC 9110 and RFC 9112")
struct RequirementsTests {
    /// A line of the table.
    struct Requirement: Sendable, CustomTestStringConvertible {
        let section: String
        let text: String
        let cases: [String]
        let reason: String?

        var testDescription: String { "RFC \(section): \(text)" }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static let all: [Requirement] = {
        guard let table = try? String(contentsOf: folder.appending(path: "Corpus/requirements.txt"), encoding: .utf8)
        else { return [] }
        return table.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let columns = line.split(separator: " | ", maxSplits: 2).map(String.init)
            let last = columns.count == 3 ? columns[2] : ""
            let prefix = "does not apply: "
            return Requirement(
                section: columns.first ?? "",
                text: columns.count > 1 ? columns[1] : "",
                cases: last.hasPrefix(prefix) ? [] : last.split(separator: " ; ").map(String.init),
                reason: last.hasPrefix(prefix) ? String(last.dropFirst(prefix.count)) : nil
            )
        }
    }()

    /// The names of the cases that are sent to the built binary, as the table writes them.
    private static let rawCases: Set<String> = {
        let cases = folder.appending(path: "../Conformance/cases").standardized
        guard let files = try? FileManager.default.contentsOfDirectory(at: cases, includingPropertiesForKeys: nil)
        else { return [] }
        var names: Set<String> = []
        for file in files where file.pathExtension == "txt" {
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
            for line in text.split(separator: "\n") where line.hasPrefix("= ") || line.hasPrefix("@ ") {
                let name = line.dropFirst(2).split(separator: " | ")[0]
                names.insert("raw \(file.deletingPathExtension().lastPathComponent): \(name)")
            }
        }
        return names
    }()

    /// The names of other tests, as the table writes them.
    private static let tests: Set<String> = {
        let tests = folder.appending(path: "..").standardized
        guard let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil) else { return [] }
        var names: Set<String> = []
        for case let file as URL in files where file.lastPathComponent.hasSuffix("Tests.swift") {
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
            for test in text.matches(of: /@Test\(\s*"([^"]+)"/) {
                names.insert("test \(file.deletingPathExtension().lastPathComponent): \(test.output.1)")
            }
        }
        return names
    }()

    private static let names = rawCases.union(tests).union(
        CorpusCase.all.map { $0.name.replacing(".md: ", with: ": ", maxReplacements: 1) }
    )

    @Test("each is shown by cases that exist, or says why it does not apply", arguments: all)
    func isShown(_ requirement: Requirement) {
        #expect(requirement.section.wholeMatch(of: /911[02] \d+(\.\d+)*/) != nil)
        #expect(!requirement.text.isEmpty)
        #expect(requirement.cases.isEmpty == (requirement.reason != nil))
        #expect(requirement.reason != "")
        for name in requirement.cases { #expect(Self.names.contains(name), "no such case: \(name)") }
    }

    @Test("the table has not lost lines")
    func census() {
        #expect(Self.all.count >= 100)
        #expect(Self.rawCases.count >= 70)
    }
}
