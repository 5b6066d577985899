internal import StrictJSON
internal import Testing
internal import TestSupport

/// Whatever the bytes are, there is an error with an offset, or a document that can be walked and written again.
///
/// All of it happens before a page that nobody may touch: a byte read beyond the end would be a crash.
@Suite("Hostile bytes")
struct MutationTests {
    static let corpus = [
        #"{"network":{"layers":[{"units":16,"activation":"relu"},{"units":3}]},"inputs":[[5.1,3.5,1.4,0.2],[-0.0,1e-7,2E+3,7]]}"#,
        #"{"\u006bey":"\ud834\udd1e é€𝄞 \"\\\/\b\f\n\r\t","a":[true,false,null,{}],"b":{"c":{"d":[[[]]]}},"":""}"#,
        " [ 123456789012345678901234567890 , 0.00000000000000000000001e-30 , 12345678.87654321 ]\r\n",
        #"{"a":0,"b":1,"c":2,"d":3,"e":4,"f":5,"g":6,"h":7,"i":8,"j":9,"k":10,"l":[-0.5E+2]}"#,
        "\"plain text that is longer than two words of eight\"", "-1.5e+10", "true", "null",
    ]

    @Test("every truncation of a document is refused at its end, or is a document", arguments: corpus)
    func truncations(_ text: String) {
        let bytes = Array(text.utf8)
        let guarded = GuardedBytes(capacity: bytes.count)
        for length in 0...bytes.count {
            guarded.place(bytes[..<length])
            guarded.withSpan { span in
                do throws(JSONSyntaxError) {
                    let document = try JSONDocument(span)
                    expectWalk(document)
                } catch {
                    #expect(error.reason == .unexpectedEnd, "\(text) cut to \(length)")
                    #expect(error.offset == length)
                }
            }
        }
    }

    @Test("a hundred thousand mutated and random documents give errors or documents")
    func mutations() {
        var random = SeededRandom(seed: 7)
        let seeds = Self.corpus.map { Array($0.utf8) }
        let guarded = GuardedBytes(capacity: 4096)
        var accepted = 0
        for round in 0..<100_000 {
            var bytes = round % 8 == 0 ? randomDocument(&random) : seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 0...3, using: &random) { mutate(&bytes, &random) }
            guarded.place(bytes.prefix(4096))
            guarded.withSpan { span in
                do throws(JSONSyntaxError) {
                    let document = try JSONDocument(span)
                    accepted += 1
                    if accepted % 8 == 0 { expectWalk(document) }
                } catch {
                    if !(0...span.count).contains(error.offset) || error.pointer.description.isEmpty {
                        Issue.record("\(error) for \(bytes)")
                    }
                }
            }
        }
        // Neither path goes untried.
        #expect(20_000...80_000 ~= accepted, "\(accepted)")
    }

    /// Bytes that JSON is made of, put together at random.
    private func randomDocument(_ random: inout SeededRandom) -> [UInt8] {
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"", "\"a\":", "\\", "\\u00e9", "\\ud834", "1", "-", "0.5", "e9", "true",
            "null",
            " ", "\u{1F}", "é", "\u{FEFF}", "[]", "{}", "\"b\"", "Infinity",
        ]
        let count = Int.random(in: 0...12, using: &random)
        return (0..<count).flatMap { _ in Array((pieces.randomElement(using: &random) ?? "").utf8) }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        guard let index = bytes.indices.randomElement(using: &random) else { return }
        switch random.next() % 6 {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(bytes.randomElement(using: &random) ?? 0, at: index)
        case 3: bytes.removeSubrange(index...)
        case 4: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
        default: bytes.insert(contentsOf: bytes[index...].prefix(20), at: index)
        }
    }
}

/// Expects that a document, written again, is the same document.
private func expectWalk(_ document: borrowing JSONDocument) {
    var writer = JSONWriter()
    rewrite(document, document.root, &writer)
    var again = JSONWriter()
    do throws(JSONSyntaxError) {
        let bytes = writer.bytes
        let copy = try JSONDocument(bytes.span)
        #expect(copy.root.offset == 0)
        rewrite(copy, copy.root, &again)
        #expect(document.rows(at: document.root) == copy.rows(at: copy.root))
    } catch {
        Issue.record("\(error): \(String(decoding: writer.bytes, as: UTF8.self))")
    }
    #expect(writer.bytes == again.bytes)
}

private func rewrite(_ document: borrowing JSONDocument, _ place: JSONDocument.Place, _ writer: inout JSONWriter) {
    switch document.kind(at: place) {
    case .null: writer.null()
    case .boolean: writer.value(document.boolean(at: place) ?? false)
    case .string: writer.value(document.string(at: place) ?? "")
    case .number:
        guard let number = document.number(at: place) else {
            Issue.record("no number at \(place.offset)")
            return
        }
        #expect(number.isWhole || number.integer(as: Int.self) == nil)
        writer.raw(Array(number.text.utf8))
    case .array:
        writer.beginArray()
        var count = 0
        document.forEachElement(at: place) { index, element in
            #expect(index == count)
            count += 1
            rewrite(document, element, &writer)
        }
        #expect(document.elementCount(at: place) == count)
        writer.endArray()
    case .object:
        writer.beginObject()
        document.forEachMember(at: place) { key, value in
            #expect(document.member(key, at: place) == value)
            writer.key(key)
            rewrite(document, value, &writer)
        }
        writer.endObject()
    }
}
