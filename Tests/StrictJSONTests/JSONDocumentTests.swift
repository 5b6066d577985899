internal import StrictJSON
internal import Testing

@Suite("Looking at a document")
struct JSONDocumentTests {
    @Test("each value tells its kind and answers no question of another kind")
    func kinds() throws {
        let text = #" [null, true, false, 1.5, "s", [1, [2, 3], {}], {"a": 1, "b": [1, 2]}] "#
        try reading(text) { document in
            #expect(document.root.offset == 1)
            var kinds: [JSONDocument.Kind] = []
            document.forEachElement(at: document.root) { kinds.append(document.kind(at: $1)) }
            #expect(kinds == [.null, .boolean, .boolean, .number, .string, .array, .object])
            var booleans: [Bool?] = []
            var strings: [String?] = []
            var numbers: [String?] = []
            var counts: [Int?] = []
            var members: [Bool] = []
            document.forEachElement(at: document.root) { _, place in
                booleans.append(document.boolean(at: place))
                strings.append(document.string(at: place))
                numbers.append(document.number(at: place)?.text)
                counts.append(document.elementCount(at: place))
                members.append(document.member("a", at: place) != nil)
            }
            #expect(booleans == [nil, true, false, nil, nil, nil, nil])
            #expect(strings == [nil, nil, nil, nil, "s", nil, nil])
            #expect(numbers == [nil, nil, nil, "1.5", nil, nil, nil])
            #expect(counts == [nil, nil, nil, nil, nil, 3, nil])
            #expect(members == [false, false, false, false, false, false, true])
        }
    }

    @Test("members come in order, keys unescaped, values where they stand")
    func members() throws {
        let text = #"{"a":{"x":[1,2,{"deep":"]}"}]},"k\u0065y" : "v\"]}" , "\ud834\udd1e":[[],[0]],"z":-1e5}"#
        try reading(text) { document in
            var seen: [String] = []
            document.forEachMember(at: document.root) { seen.append("\($0)@\($1.offset)") }
            #expect(seen == ["a@5", "key@44", "𝄞@69", "z@82"])
            #expect(document.member("z", at: document.root).flatMap { document.number(at: $0)?.text } == "-1e5")
            #expect(document.member("key", at: document.root).flatMap { document.string(at: $0) } == "v\"]}")
            #expect(document.member("missing", at: document.root) == nil)
            #expect(document.member("k\\u0065y", at: document.root) == nil)
        }
    }

    @Test("a key is found by its bytes, not by how Unicode composes it")
    func composedKeys() throws {
        try reading("{\"e\u{301}\":1,\"\u{E9}\":2}") { document in
            #expect(document.member("\u{E9}", at: document.root).flatMap { document.number(at: $0)?.text } == "2")
            #expect(document.member("e\u{301}", at: document.root).flatMap { document.number(at: $0)?.text } == "1")
        }
    }

    @Test(
        "a string is read with its escapes resolved",
        arguments: [
            (#""""#, ""), (#""plain text, longer than eight""#, "plain text, longer than eight"),
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC\u0000""#, "Aé€\u{0}"),
            (#""\uD834\uDD1E\udbff\udfff""#, "𝄞\u{10FFFF}"), ("\"é€𝄞\"", "é€𝄞"), (#""\\u0041\\""#, "\\u0041\\"),
            (#""\ufffe\uFFFF\ud7ff\ue000""#, "\u{FFFE}\u{FFFF}\u{D7FF}\u{E000}"), (#""x\\""#, "x\\"),
        ]
    )
    func strings(_ text: String, _ expected: String) throws {
        let read = try reading(text) { $0.string(at: $0.root) }
        #expect(read.map { Array($0.unicodeScalars) } == Array(expected.unicodeScalars))
    }

    @Test("what a closure throws comes out, and nothing more is visited")
    func errors() throws {
        struct Stop: Error {}
        try reading("[1,2,3]") { document in
            var count = 0
            #expect(throws: Stop.self) {
                try document.forEachElement(at: document.root) { (index, _) throws(Stop) in
                    count += 1
                    if index == 1 { throw Stop() }
                }
            }
            #expect(count == 2)
        }
        try reading(#"{"a":1,"b":2}"#) { document in
            var count = 0
            #expect(throws: Stop.self) {
                try document.forEachMember(at: document.root) { (_, _) throws(Stop) in
                    count += 1
                    throw Stop()
                }
            }
            #expect(count == 1)
        }
    }

    @Test("containers of another kind, and empty ones, have no children")
    func noChildren() throws {
        for text in ["[]", " [ ] ", "{}", " { } ", "\"[1]\"", "1", "null"] {
            try reading(text) { document in
                document.forEachElement(at: document.root) { _, _ in Issue.record("an element in \(text)") }
                document.forEachMember(at: document.root) { _, _ in Issue.record("a member in \(text)") }
            }
        }
        try reading("[1]") { document in
            document.forEachMember(at: document.root) { _, _ in Issue.record("a member of an array") }
        }
        try reading(#"{"a":1}"#) { document in
            document.forEachElement(at: document.root) { _, _ in Issue.record("an element of an object") }
        }
    }

    @Test("a place of another document answers, and reads nothing outside")
    func foreignPlaces() throws {
        let text = #"[[1,2],{"a":[true]},"str\"ing",1.5]"#
        var places: [JSONDocument.Place] = []
        try reading("[" + String(repeating: "0,", count: 40) + "0]") { document in
            document.forEachElement(at: document.root) { places.append($1) }
        }
        try reading(text) { document in
            for place in places {
                _ = document.kind(at: place)
                _ = document.string(at: place)
                _ = document.number(at: place).map { ($0.float32, $0.float64, $0.integer(as: Int.self)) }
                _ = document.elementCount(at: place)
                _ = document.member("a", at: place)
                _ = document.rows(at: place)
                document.forEachMember(at: place) { _, _ in }
                #expect(place.offset < text.utf8.count || document.kind(at: place) == .null)
            }
        }
    }
}
