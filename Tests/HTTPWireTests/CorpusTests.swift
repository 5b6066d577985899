import HTTPWire
import TestSupport
import Testing

/// Every case of the corpus, fed in every way that a network could: the events must be the same.
@Suite("The wire corpus")
struct CorpusTests {
    @Test("says the documented events when fed whole", arguments: CorpusCase.all)
    func whole(_ item: CorpusCase) throws {
        let lines = try Feeding(limits: item.limits).observations(of: item.input)
            .flatMap { $0.lines(withFields: item.showsFields) }
        #expect(lines == item.events)
    }

    @Test("says the same when fed byte by byte, up to a page that must not be touched", arguments: CorpusCase.all)
    func byteByByte(_ item: CorpusCase) throws {
        let feeding = Feeding(limits: item.limits, room: GuardedBytes(capacity: item.input.count))
        let whole = try Feeding(limits: item.limits).observations(of: item.input)
        #expect(try feeding.observations(of: item.input, cuts: Array(item.input.indices)) == whole)
        #expect(try feeding.observations(of: item.input) == whole)
    }

    @Test("says the same when split anywhere", arguments: CorpusCase.all)
    func split(_ item: CorpusCase) throws {
        let feeding = Feeding(limits: item.limits)
        let whole = try feeding.observations(of: item.input)
        for cut in item.input.indices {
            let split = try feeding.observations(of: item.input, cuts: [cut])
            guard split == whole else {
                Issue.record("split at \(cut): \(split.flatMap { $0.lines(withFields: true) })")
                return
            }
        }
    }

    @Test("says the same when other bytes follow", arguments: CorpusCase.all.filter(\.isClosed))
    func trailing(_ item: CorpusCase) throws {
        let feeding = Feeding(limits: item.limits)
        let whole = try feeding.observations(of: item.input)
        let next = Array("GET".utf8)
        // After an error nothing counts; otherwise the bytes are the beginning of another.
        let expected = if case .error = whole.last { whole } else { whole + [.incomplete] }
        #expect(try feeding.observations(of: item.input + next) == expected)
        #expect(try feeding.observations(of: item.input + next, cuts: [item.input.count]) == expected)
    }

    @Test("has the size and the names that it should have")
    func census() {
        #expect(CorpusCase.all.count >= 150)
        #expect(Set(CorpusCase.all.map(\.name)).count == CorpusCase.all.count)
        let shown = Set(
            CorpusCase.all.flatMap(\.events).filter { $0.hasPrefix("error") }.map { $0.split(separator: " ")[2] }
        )
        let missing = ProtocolError.Reason.allCases.filter { reason in
            // The end of a connection is not among the bytes.
            reason != .incompleteRequest && !shown.contains(Substring(reason.rawValue))
        }
        #expect(missing.isEmpty, "rules without a case")
    }
}
