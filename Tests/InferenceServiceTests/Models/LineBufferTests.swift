import Testing

@testable import InferenceService

@Suite("Lines of content that arrives in pieces")
struct LineBufferTests {
    /// The lines of a text that arrives in pieces of a size, each with its number; nil for one that is too long.
    private func lines(_ text: String, pieces size: Int, limit: Int = 100) -> [(number: Int, text: String?)] {
        var buffer = LineBuffer(lineLimit: limit)
        var found: [(number: Int, text: String?)] = []
        let bytes = Array(text.utf8)
        var start = 0
        repeat {
            let piece = Array(bytes[start..<min(start + size, bytes.count)])
            start += piece.count
            buffer.append(piece.span, isLast: start == bytes.count)
            while let line = buffer.next() {
                switch line {
                case .content(let range):
                    found.append((buffer.lineNumber, String(decoding: buffer.bytes[range], as: UTF8.self)))
                case .tooLong: found.append((buffer.lineNumber, nil))
                }
            }
        } while start < bytes.count
        return found
    }

    struct Case: Sendable {
        let text: String
        let expected: [(Int, String?)]
    }

    static let cases: [Case] = [
        Case(text: "", expected: []),
        Case(text: "\n", expected: []),
        Case(text: "a", expected: [(1, "a")]),
        Case(text: "a\n", expected: [(1, "a")]),
        Case(text: "a\nb", expected: [(1, "a"), (2, "b")]),
        Case(text: "a\r\nb\r\n", expected: [(1, "a\r"), (2, "b\r")]),
        Case(text: "a\rb\n", expected: [(1, "a\rb")]),
        Case(text: "\n\n a\n \t\r\nb", expected: [(3, " a"), (5, "b")]),
        Case(text: "0123456789\n01234567890\nb\n", expected: [(1, "0123456789"), (2, nil), (3, "b")]),
        Case(text: "012345678901234567890123456789\nb", expected: [(1, nil), (2, "b")]),
        Case(text: "a\n012345678901234567890123456789", expected: [(1, "a"), (2, nil)]),
        Case(text: "01234567890123456789\n\n\nb", expected: [(1, nil), (4, "b")]),
    ]

    @Test("Only a line feed ends a line, in pieces of any size", arguments: 0..<cases.count, [1, 2, 3, 7, 1000])
    func cut(index: Int, size: Int) {
        let found = lines(Self.cases[index].text, pieces: size, limit: 10)
        let expected = Self.cases[index].expected
        #expect(found.map(\.number) == expected.map(\.0))
        #expect(found.map(\.text) == expected.map(\.1))
    }

    @Test("No more than a line and a piece is held")
    func held() {
        var buffer = LineBuffer(lineLimit: 1000)
        let piece = [UInt8](repeating: 0x31, count: 400)
        var most = 0
        for _ in 0..<100 {
            buffer.append(piece.span, isLast: false)
            most = max(most, buffer.bytes.count)
            while buffer.next() != nil {}
        }
        #expect(most <= 1400)
        #expect(buffer.lineNumber == 1)
    }

    @Test("A long line in many pieces is moved few times")
    func growth() {
        var buffer = LineBuffer(lineLimit: .max)
        let piece = [UInt8](repeating: 0x31, count: 1000)
        var capacities: Set<Int> = []
        for _ in 0..<1000 {
            buffer.append(piece.span, isLast: false)
            #expect(buffer.next() == nil)
            capacities.insert(buffer.bytes.capacity)
        }
        #expect(buffer.bytes.count == 1_000_000)
        #expect(capacities.count < 20)
    }
}
