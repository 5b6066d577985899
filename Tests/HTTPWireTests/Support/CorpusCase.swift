import Foundation
import HTTPWire
import Testing

/// A case of the corpus: bytes, and what a decoder has to say about them.
struct CorpusCase: Sendable, CustomTestStringConvertible {
    /// The name of the document and the heading of the case.
    let name: String
    let input: [UInt8]
    let limits: WireLimits
    let events: [String]
    /// Whether the events show the field lines.
    let showsFields: Bool

    var testDescription: String { name }

    /// Whether more bytes after the input begin another request or come after an error.
    var isClosed: Bool { events.last != "incomplete" }

    /// All cases of all documents.
    static let all: [CorpusCase] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Corpus").standardized
        do {
            return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .filter { $0.pathExtension == "md" && $0.lastPathComponent != "README.md" }
                .sorted { $0.path < $1.path }
                .flatMap {
                    try CorpusDocument(String(contentsOf: $0, encoding: .utf8), topic: $0.lastPathComponent).cases
                }
        } catch {
            preconditionFailure("the corpus cannot be read: \(error)")
        }
    }()
}

/// A document of the corpus, read line by line.
struct CorpusDocument {
    struct Malformed: Error { let place: String }

    private(set) var cases: [CorpusCase] = []

    init(_ text: String, topic: String) throws {
        var heading = ""
        var request: (info: Substring, lines: [String])?
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let line = lines.popFirst() {
            if line.hasPrefix("## ") {
                guard request == nil else { throw Malformed(place: "\(topic): \(heading)") }
                heading = String(line.dropFirst(3))
            } else if line.hasPrefix("```") {
                let info = line.dropFirst(3)
                let block = lines.prefix { $0 != "```" }
                lines = lines.dropFirst(block.count + 1)
                if info.hasPrefix("http") {
                    request = (info, block.map(String.init))
                } else if info.hasPrefix("events"), let (requestInfo, requestLines) = request, !heading.isEmpty {
                    cases.append(
                        CorpusCase(
                            name: "\(topic): \(heading)",
                            input: try EscapedText.bytes(of: requestLines.joined()),
                            limits: try Self.limits(requestInfo),
                            events: block.map(String.init),
                            showsFields: info.hasSuffix(" fields")
                        )
                    )
                    request = nil
                    heading = ""
                } else {
                    throw Malformed(place: "\(topic): \(heading): \(line)")
                }
            }
        }
        guard request == nil else { throw Malformed(place: "\(topic): \(heading)") }
    }

    /// Limits named behind `http`: `http headBytes=100 fieldCount=2`.
    private static func limits(_ info: Substring) throws -> WireLimits {
        var limits = WireLimits()
        for word in info.split(separator: " ").dropFirst() {
            let parts = word.split(separator: "=")
            guard parts.count == 2, let value = Int(parts[1]) else { throw Malformed(place: String(info)) }
            switch parts[0] {
            case "requestLineBytes": limits.requestLineBytes = value
            case "headBytes": limits.headBytes = value
            case "fieldCount": limits.fieldCount = value
            case "chunkLineBytes": limits.chunkLineBytes = value
            case "trailerBytes": limits.trailerBytes = value
            case "chunkExtensionBytes": limits.chunkExtensionBytes = value
            default: throw Malformed(place: String(info))
            }
        }
        return limits
    }
}
