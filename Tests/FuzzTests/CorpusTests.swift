import Foundation
import FuzzTargets
import TestSupport
import Testing

/// What the fuzzers were given to start from, and what they found to be worth keeping.
@Suite("Inputs of the fuzzers")
struct CorpusTests {
    @Test("every input that was kept holds what is promised for any bytes", arguments: FuzzTarget.allCases)
    func replay(_ target: FuzzTarget) throws {
        let files = try inputs(of: target)
        #expect(!files.isEmpty)
        for file in files {
            // Reading past the end is a crash here, without a sanitizer, too.
            GuardedBytes(try Data(contentsOf: file)).withSpan { target.run($0) }
        }
    }

    @Test("every fuzzer takes no bytes, one byte and a row of any byte", arguments: FuzzTarget.allCases)
    func repeatedBytes(_ target: FuzzTarget) {
        for byte in UInt8.min ... .max {
            for count in [0, 1, 2, 3, 64] {
                GuardedBytes(repeatElement(byte, count: count)).withSpan { target.run($0) }
            }
        }
    }

    private func inputs(of target: FuzzTarget) throws -> [URL] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try ["Seeds", "Corpus"].flatMap { kind in
            let folder = tests.appending(path: "Fuzz/\(kind)/\(target.rawValue)")
            guard FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) else { return [URL]() }
            return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        }
    }
}
