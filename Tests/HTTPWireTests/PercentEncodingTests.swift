import HTTPWire
import Testing

@Suite("Percent-decoding")
struct PercentEncodingTests {
    @Test(
        "decodes once",
        arguments: [
            ("", ""), ("abc", "abc"), ("a%20b", "a b"), ("%2F%2f", "//"), ("%25%32%30", "%20"), ("a+b", "a+b"),
            ("caf%C3%A9", "café"), ("%F0%9F%A6%9C", "🦜"), ("%00", "\0"), ("%7e", "~"),
        ]
    )
    func decodes(_ encoded: String, _ text: String) {
        #expect(percentDecoded(encoded) == text)
    }

    @Test(
        "refuses malformed escapes and bytes that are not UTF-8",
        arguments: ["%", "a%", "%4", "%zz", "%4g", "%g4", "%%20", "%+1", "%C3", "%C3%28", "%C0%AF", "%ED%A0%80", "%FF"]
    )
    func refuses(_ encoded: String) {
        #expect(percentDecoded(encoded) == nil)
    }

    @Test("takes a plus for a space only where asked to")
    func plus() {
        #expect(percentDecoded("a+b%2B", plusIsSpace: true) == "a b+")
    }

    @Test("decodes every byte below 0x80 in both cases of digits", arguments: UInt8(0)..<0x80)
    func everyByte(_ byte: UInt8) {
        let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
        let text = String(Unicode.Scalar(byte))
        #expect(percentDecoded("%\(digits)") == text)
        #expect(percentDecoded("%\(digits.uppercased())") == text)
    }

    @Test(
        "reads the items of a query in order",
        arguments: [
            ("", []), ("a=1&b", ["a=1", "b="]), ("a=1&a=2", ["a=1", "a=2"]), ("a==b=", ["a==b="]), ("=x", ["=x"]),
            ("&&a=1&", ["a=1"]), ("a%26b=c%3Dd+e", ["a&b=c=d e"]), ("a=b;c", ["a=b;c"]), ("=", ["="]),
        ]
    )
    func items(_ query: String, _ expected: [String]) {
        #expect(queryItems(query)?.map { "\($0.name)=\($0.value)" } == expected)
    }

    @Test("has no items if one does not decode", arguments: ["a=%", "%zz=1", "a=1&b=%ff"])
    func malformedItems(_ query: String) {
        #expect(queryItems(query) == nil)
    }
}
