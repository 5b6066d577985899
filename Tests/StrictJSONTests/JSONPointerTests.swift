internal import StrictJSON
internal import Testing

@Suite("JSON Pointers as URI fragments")
struct JSONPointerTests {
    /// The keys of RFC 6901 section 6, and characters that a fragment cannot hold.
    @Test(
        "a key is escaped for the pointer, then for the fragment",
        arguments: [
            ("foo", "#/foo"), ("", "#/"), ("a/b", "#/a~1b"), ("c%d", "#/c%25d"), ("e^f", "#/e%5Ef"),
            ("g|h", "#/g%7Ch"), ("i\\j", "#/i%5Cj"), ("k\"l", "#/k%22l"), (" ", "#/%20"), ("m~n", "#/m~0n"),
            ("~1", "#/~01"), ("#", "#/%23"), ("[0]", "#/%5B0%5D"), ("\u{1}\u{7F}", "#/%01%7F"),
            ("é€", "#/%C3%A9%E2%82%AC"),
            ("-._!$&'()*+,;=:@?", "#/-._!$&'()*+,;=:@?"), ("AZaz09", "#/AZaz09"), ("/", "#/~1"),
            ("`{}<>", "#/%60%7B%7D%3C%3E"),
        ]
    )
    func keys(_ key: String, _ expected: String) {
        #expect(JSONPointer().appending(key).description == expected)
    }

    @Test("the root is an empty fragment, indices count from 0, steps follow one another")
    func steps() {
        #expect(JSONPointer().description == "#")
        let pointer = JSONPointer().appending("network").appending("layers").appending(0).appending("units")
        #expect(pointer.description == "#/network/layers/0/units")
        #expect(pointer.steps == [.key("network"), .key("layers"), .index(0), .key("units")])
        #expect(JSONPointer(steps: pointer.steps) == pointer)
    }
}
