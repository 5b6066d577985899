internal import StrictJSON
internal import Testing

@Suite("Duplicate keys")
struct DuplicateKeyTests {
    @Test(
        "a key that stands twice is refused at its second place, whatever its spelling",
        arguments: [
            (#"{"a":1,"a":2}"#, "a", 7, "#/a"),
            (#"{"a":1,"b":2,"a":3}"#, "a", 13, "#/a"),
            (#"{"":1,"":2}"#, "", 6, "#/"),
            (#"{"a":1,"\u0061":2}"#, "a", 7, "#/a"),
            (#"{"\u0061":1,"a":2}"#, "a", 12, "#/a"),
            (#"{"\u0061":1,"\u0061":2}"#, "a", 12, "#/a"),
            (#"{"x":[{"k/":1,"k\/":{}}]}"#, "k/", 14, "#/x/0/k~1"),
            (#"{"\ud834\udd1e":1,"𝄞":2}"#, "𝄞", 18, "#/%F0%9D%84%9E"),
            (#"{"a\nb":1,"a\u000ab":2}"#, "a\nb", 10, "#/a%0Ab"),
        ]
    )
    func refused(_ text: String, key: String, offset: Int, pointer: String) {
        expectRefusal(Array(text.utf8), .duplicateKey(key), offset, pointer)
    }

    @Test("keys that only look alike, and equal keys of different objects, are different keys")
    func different() {
        #expect(refusal(Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8)) == nil)
        #expect(refusal(Array(#"{"a":{"a":{"a":1}},"b":{"a":1}}"#.utf8)) == nil)
        #expect(refusal(Array(#"[{"a":1},{"a":1}]"#.utf8)) == nil)
        #expect(refusal(Array(#"{"a":1,"aa":1,"ab":1,"A":1,"a\u0000":1}"#.utf8)) == nil)
    }

    @Test("a duplicate of any key is found in an object of any size", arguments: [2, 7, 8, 9, 10, 17, 100])
    func everyPosition(count: Int) {
        let keys = (0..<count).map { "k\($0)" }
        for (index, key) in keys.enumerated() {
            let isEscaped = index % 2 == 1
            let again = isEscaped ? "\\u006b" + key.dropFirst() : key
            let text = "{" + (keys + [again]).map { "\"\($0)\":[{}]" }.joined(separator: ",") + "}"
            let error = refusal(Array(text.utf8))
            #expect(error?.reason == .duplicateKey(key))
            #expect(error?.offset == text.utf8.count - again.utf8.count - 8)
        }
    }

    @Test("an object of a hundred thousand keys is checked without comparing each with each")
    func manyKeys() {
        // Comparing each with each would take minutes here.
        var text = (0..<100_000).reduce(into: "{") { $0 += "\"key number \($1)\":0," }
        #expect(refusal(Array((text + "\"last\":0}").utf8)) == nil)
        text += "\"key number 77777\":0}"
        #expect(refusal(Array(text.utf8))?.reason == .duplicateKey("key number 77777"))
    }
}
