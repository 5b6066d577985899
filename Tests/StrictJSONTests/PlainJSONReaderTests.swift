import TestSupport
import Testing

@testable import StrictJSON

@Suite("The reader of documents in plain form")
struct PlainJSONReaderTests {
    @Test("Rows are read where all are as wide as expected")
    func rows() {
        let text = #" [ [1, -2.5e1 ,0.125],[ 4,5,16777217 ] ] "#
        let rows = read(text) { reader in reader.rows(width: 3, limit: 2) }
        #expect(rows?.values == [1, -25, 0.125, 4, 5, 16777216] && rows?.count == 2)
        for (width, limit) in [(2, 2), (4, 2), (3, 1)] {
            #expect(read(text) { $0.rows(width: width, limit: limit)?.count } == nil)
        }
    }

    @Test("Keys, strings, counts and truth values are read")
    func members() {
        let text = #"{"id" : "a b","shape":[0,15],"flag":true ,"not":false}"#
        let isRead = read(text) { reader -> Bool? in
            guard reader.openObject(), let id = reader.key(), reader.isEqual(id, "id"), !reader.isEqual(id, "ie"),
                let name = reader.string(), reader.isEqual(name, "a b" as String), reader.text(name) == "a b",
                reader.comma(), reader.key() != nil, reader.openArray(), reader.count() == 0, reader.comma(),
                reader.count() == 15, reader.closeArray(), reader.comma(), reader.key() != nil,
                reader.boolean() == true, reader.comma(), reader.key() != nil, reader.boolean() == false
            else { return nil }
            return reader.closeObject() ? true : nil
        }
        #expect(isRead == true)
    }

    @Test("No numbers are an empty array")
    func noNumbers() {
        #expect(read("[ ]") { $0.numbers(count: 0) } == [])
        #expect(read("[1]") { $0.numbers(count: 0) } == nil)
        #expect(read("[]") { $0.numbers(count: 1) } == nil)
    }

    @Test(
        "What a document may not hold, or not as this, is not taken",
        arguments: [
            "[01,2]", "[1.,2]", "[.5,2]", "[1e,2]", "[1e+,2]", "[-,2]", "[+1,2]", "[1,2", "[1,2]]", "[1,2],", "[1 2]",
            "[1,,2]", "[1,2,]", "[,1,2]", "[1e39,2]", "[NaN,2]", "[1.e5,2]", "[1e5.5,2]", "[0x1,2]", "[1,null]",
            "[1,\"2\"]", "[1,[2]]", "[1]", "[1,2,3]", "", "[", "[1,", "{1,2}", "[1-,2]", "[1e-,2]", "[00,2]", "[-01,2]",
        ]
    )
    func mistakes(text: String) {
        #expect(read(text) { $0.numbers(count: 2) } == nil)
    }

    @Test(
        "A count is a plain whole number",
        arguments: ["01", "-1", "1.0", "1e2", "1234567890123456", "x", "", "1x", "\"1\"", "+1"]
    )
    func counts(text: String) {
        #expect(read(text) { $0.count() } == nil)
    }

    @Test("Strings with escapes, other letters or without an end are left to others")
    func strings() {
        for text in [#""a\n""#, #""é""#, #""a"#, "\"a\u{1}\"", "a", ""] {
            #expect(read(text) { $0.string() } == nil, "\(text)")
        }
        for text in ["truex", "tru", "True", "nulltrue"] { #expect(read(text) { $0.boolean() } == nil, "\(text)") }
    }

    @Test("Numbers of every length are rounded as the standard library rounds them", arguments: 1...20)
    func lengths(places: Int) throws {
        var random = SeededRandom(seed: UInt64(places))
        let texts = (0..<5000).map { index -> String in
            let digits = (0..<places).map { _ in String(UInt8.random(in: 0...9, using: &random)) }.joined()
            let zeros = index % 7 == 0 ? String(repeating: "0", count: min(places, index % 16)) : ""
            let sign = Bool.random(using: &random) ? "-" : ""
            let exponent = index % 11 == 0 ? "e\(Int.random(in: -9...9, using: &random))" : ""
            return "\(sign)\(index % 10).\(zeros)\(digits)\(exponent)"
        }
        let separators = [",", ", ", " ,", ",\n  "]
        let list = texts.enumerated().map { $0.element + separators[$0.offset % separators.count] }.joined()
        let values = try #require(read("[\(list)0]") { $0.numbers(count: texts.count + 1) })
        for (text, value) in zip(texts, values) {
            let expected = try #require(Float(text))
            if value.bitPattern != expected.bitPattern { Issue.record("\(text) is \(expected), not \(value)") }
        }
    }

    /// Before a page that nobody may touch: a byte read beyond the end would be a crash.
    @Test("What is taken of mutated bytes is what a checked document says")
    func mutations() {
        var random = SeededRandom(seed: 9)
        let corpus = [
            "[[5.1,3.5,1.4],[-0.0,1e-7,2E+3]]", " [ [ 123456789012345678901 , 0.0001e-30 , 12345678.87654321 ] ]\r\n",
            "[[16777217,16777217.0000000000000000001,3.4028235677973365e38],[1e-45,7.0e-46,0]]", "[[1,2,3]]",
        ].map { Array($0.utf8) }
        let guarded = GuardedBytes(capacity: 256)
        var taken = 0
        for round in 0..<60_000 {
            var bytes = corpus[round % corpus.count]
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                guard let index = bytes.indices.randomElement(using: &random) else { continue }
                switch random.next() % 4 {
                case 0: bytes[index] = "0123456789.-+eE, []\"".utf8.randomElement(using: &random) ?? 0
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(bytes.randomElement(using: &random) ?? 0, at: index)
                default: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
                }
            }
            guarded.place(bytes[...])
            guarded.withSpan { span in
                var reader = PlainJSONReader(span)
                guard let rows = reader.rows(width: 3, limit: 9), reader.isAtEnd() else { return }
                taken += 1
                let expected = (try? reading(bytes) { $0.rows(at: $0.root) }) ?? JSONRows()
                #expect(rows.values.map(\.bitPattern) == expected.values.map(\.bitPattern))
                #expect(rows.count == expected.rowCount && !expected.isFlat)
            }
        }
        #expect(taken > 15_000, "\(taken)")
    }

    /// What `body` reads of a document, if that is all of it.
    private func read<Value>(_ text: String, _ body: (inout PlainJSONReader) -> Value?) -> Value? {
        let bytes = Array(text.utf8)
        var reader = PlainJSONReader(bytes.span)
        let value = body(&reader)
        return value != nil && reader.isAtEnd() ? value : nil
    }
}
