internal import StrictJSON
internal import Testing

@Suite("What is a JSON document: RFC 8259")
struct JSONGrammarTests {
    @Test(
        "a well-formed document is accepted",
        arguments: [
            "null", "true", "false", "0", "-0", "\"\"", "[]", "{}", " \t\r\n[ \t\r\n] \t\r\n",
            "1", "-1", "10", "1.0", "0.5", "-0.0", "1e0", "1E0", "1e+1", "1E-1", "0e0", "0E+00", "1.25e0007",
            "123456789012345678901234567890", "1e400", "-1e-400", "0e99999999999",
            "\(String(repeating: "9", count: 4096))",
            "[1,2,3]", "[ 1 , 2 ]", "[[],[[]],{}]", "[null,true,false,0,\"\",[],{}]",
            "{\"\":0}", "{\"a\":{\"a\":{\"a\":[]}}}", "{ \"a\" : 1 , \"b\" : 2 }", "{\"a\":1,\"A\":1,\"a \":1}",
            #""\"\\\/\b\f\n\r\t""#, #""\u0000\u001F\u007f\uFFFF""#, #""\uD834\uDD1E\udbff\udfff""#, #""\\u0041""#,
            "\"\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}\"",
            "\"/\u{2028}\u{2029}\u{FEFF}\"",
            "{\"\u{E9}\":1,\"e\u{301}\":2}", "\"12345678\"", "\"1234567\"", "\"12345678\\n12345678\"",
        ]
    )
    func accepted(_ text: String) {
        #expect(refusal(Array(text.utf8)) == nil)
    }

    typealias Refused = (text: String, reason: JSONSyntaxError.Reason, offset: Int, pointer: String)

    @Test(
        "what stands where nothing or something else may stand is refused, with its offset and pointer",
        arguments: [
            ("", .unexpectedEnd, 0, "#"), (" \n", .unexpectedEnd, 2, "#"),
            ("[", .unexpectedEnd, 1, "#/0"), ("[1", .unexpectedEnd, 2, "#"), ("[1,", .unexpectedEnd, 3, "#/1"),
            ("{", .unexpectedEnd, 1, "#"), ("{\"a", .unexpectedEnd, 3, "#"), ("{\"a\"", .unexpectedEnd, 4, "#/a"),
            ("{\"a\":", .unexpectedEnd, 5, "#/a"), ("{\"a\":1", .unexpectedEnd, 6, "#"),
            ("{\"a\":1,", .unexpectedEnd, 7, "#"), ("\"", .unexpectedEnd, 1, "#"), ("\"\\", .unexpectedEnd, 2, "#"),
            ("\"\\u12", .unexpectedEnd, 5, "#"), ("\"\\ud834", .unexpectedEnd, 7, "#"),
            ("\"\\ud834\\", .unexpectedEnd, 8, "#"), ("\"\\ud834\\udd1", .unexpectedEnd, 12, "#"),
            ("tru", .unexpectedEnd, 3, "#"), ("[nul", .unexpectedEnd, 4, "#/0"),
            ("]", .unexpectedByte(0x5D), 0, "#"), ("[1,]", .unexpectedByte(0x5D), 3, "#/1"),
            ("[,1]", .unexpectedByte(0x2C), 1, "#/0"), ("[1,,2]", .unexpectedByte(0x2C), 3, "#/1"),
            ("[1 2]", .unexpectedByte(0x32), 3, "#"), ("[1}", .unexpectedByte(0x7D), 2, "#"),
            ("{\"a\":1]", .unexpectedByte(0x5D), 6, "#"), ("{\"a\" 1}", .unexpectedByte(0x31), 5, "#/a"),
            ("{\"a\":}", .unexpectedByte(0x7D), 5, "#/a"), ("{\"a\":1,}", .unexpectedByte(0x7D), 7, "#"),
            ("{,}", .unexpectedByte(0x2C), 1, "#"), ("{a:1}", .unexpectedByte(0x61), 1, "#"),
            ("{'a':1}", .unexpectedByte(0x27), 1, "#"), ("{1:1}", .unexpectedByte(0x31), 1, "#"),
            ("{\"a\"::1}", .unexpectedByte(0x3A), 5, "#/a"), ("{\"a\":1 \"b\":2}", .unexpectedByte(0x22), 7, "#"),
            ("[1,[2,{\"k\":[x]}]]", .unexpectedByte(0x78), 12, "#/1/1/k/0"), ("True", .unexpectedByte(0x54), 0, "#"),
            ("trux", .unexpectedByte(0x78), 3, "#"), ("nil", .unexpectedByte(0x69), 1, "#"),
            ("[\"a\nb\"]", .controlCharacter(0x0A), 3, "#/0"), ("\"\u{0}\"", .controlCharacter(0), 1, "#"),
            ("\"1234567\u{1F}\"", .controlCharacter(0x1F), 8, "#"), ("{\"\t\":1}", .controlCharacter(9), 2, "#"),
            ("[1]\u{0C}", .trailingBytes, 3, "#"), ("[\u{0B}1]", .unexpectedByte(0x0B), 1, "#/0"),
            ("\u{A0}1", .unexpectedByte(0xC2), 0, "#"), ("/**/1", .unexpectedByte(0x2F), 0, "#"),
            ("[1]x", .trailingBytes, 3, "#"), ("{} {}", .trailingBytes, 3, "#"), ("1 1", .trailingBytes, 2, "#"),
            ("nulll", .trailingBytes, 4, "#"), ("[]\u{0}", .trailingBytes, 2, "#"), ("\"\"\"", .trailingBytes, 2, "#"),
            ("\u{FEFF}[]", .byteOrderMark, 0, "#"), ("[\u{FEFF}]", .unexpectedByte(0xEF), 1, "#/0"),
        ] as [Refused]
    )
    func refused(_ text: String, reason: JSONSyntaxError.Reason, offset: Int, pointer: String) {
        expectRefusal(Array(text.utf8), reason, offset, pointer)
    }

    @Test(
        "a number that RFC 8259 does not know is refused at the byte that is wrong",
        arguments: [
            ("[01]", .malformedNumber, 2, "#/0"), ("-01", .malformedNumber, 2, "#"), ("00", .malformedNumber, 1, "#"),
            ("+1", .malformedNumber, 0, "#"), (".5", .malformedNumber, 0, "#"), ("[1.]", .malformedNumber, 3, "#/0"),
            ("-", .unexpectedEnd, 1, "#"), ("[-]", .malformedNumber, 2, "#/0"), ("-.5", .malformedNumber, 1, "#"),
            ("--1", .malformedNumber, 1, "#"), ("1.", .unexpectedEnd, 2, "#"), ("1e", .unexpectedEnd, 2, "#"),
            ("1e+", .unexpectedEnd, 3, "#"), ("[1e]", .malformedNumber, 3, "#/0"),
            ("[1e-]", .malformedNumber, 4, "#/0"),
            ("1e1.5", .malformedNumber, 3, "#"), ("1.5.2", .malformedNumber, 3, "#"),
            ("0x10", .malformedNumber, 1, "#"),
            ("1_000", .trailingBytes, 1, "#"), ("12a", .malformedNumber, 2, "#"), ("1e1e1", .malformedNumber, 3, "#"),
            ("1-2", .malformedNumber, 1, "#"), ("{\"a\":1f}", .malformedNumber, 6, "#/a"),
            ("NaN", .nonFiniteToken, 0, "#"), ("[nan]", .nonFiniteToken, 1, "#/0"),
            ("Infinity", .nonFiniteToken, 0, "#"),
            ("{\"x\":-Infinity}", .nonFiniteToken, 5, "#/x"), ("[1,inf]", .nonFiniteToken, 3, "#/1"),
            ("+Infinity", .nonFiniteToken, 0, "#"), ("-nan", .nonFiniteToken, 0, "#"), ("INF", .nonFiniteToken, 0, "#"),
            ("[-inf,1]", .nonFiniteToken, 1, "#/0"), ("infinit", .unexpectedByte(0x69), 0, "#"),
            ("infinityy", .unexpectedByte(0x69), 0, "#"), ("nano", .unexpectedByte(0x61), 1, "#"),
            ("I", .unexpectedByte(0x49), 0, "#"), ("-a", .malformedNumber, 1, "#"),
            ("[\(String(repeating: "1", count: 4097))]", .numberTooLong(limit: 4096), 1, "#/0"),
            ("[0,-\(String(repeating: "1", count: 4096))]", .numberTooLong(limit: 4096), 3, "#/1"),
            ("0.\(String(repeating: "0", count: 4096))", .numberTooLong(limit: 4096), 0, "#"),
        ] as [Refused]
    )
    func numbers(_ text: String, reason: JSONSyntaxError.Reason, offset: Int, pointer: String) {
        expectRefusal(Array(text.utf8), reason, offset, pointer)
    }

    @Test(
        "an escape that RFC 8259 does not know, or half a surrogate pair, is refused where it begins",
        arguments: [
            (#""\a""#, .invalidEscape, 1, "#"), (#"["x\'"]"#, .invalidEscape, 3, "#/0"),
            (#""\U0041""#, .invalidEscape, 1, "#"),
            (#""\x41""#, .invalidEscape, 1, "#"), (#""\u00g0""#, .invalidEscape, 1, "#"),
            (#""\u+123""#, .invalidEscape, 1, "#"),
            (#""\u 123""#, .invalidEscape, 1, "#"), (#""\u12""#, .invalidEscape, 1, "#"),
            (#""\é""#, .invalidEscape, 1, "#"),
            (#""\ud834""#, .loneSurrogate, 1, "#"), (#""ab\udd1e""#, .loneSurrogate, 3, "#"),
            (#""\ud834A""#, .loneSurrogate, 1, "#"), (#""\ud834x""#, .loneSurrogate, 1, "#"),
            (#""\ud834\n""#, .loneSurrogate, 1, "#"), (#""\ud834\ud834""#, .loneSurrogate, 1, "#"),
            (#""\ud834\u00g0""#, .invalidEscape, 7, "#"), (#"{"\udfff":1}"#, .loneSurrogate, 2, "#"),
            (#"{"k":["\uDC00\uD800"]}"#, .loneSurrogate, 7, "#/k/0"), (#""\ud834\u0041""#, .loneSurrogate, 1, "#"),
        ] as [Refused]
    )
    func escapes(_ text: String, reason: JSONSyntaxError.Reason, offset: Int, pointer: String) {
        expectRefusal(Array(text.utf8), reason, offset, pointer)
    }

    @Test(
        "bytes that are not UTF-8 are refused at the first one of the ill-formed sequence",
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3, 0x28], [0xC3], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
            [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xE2, 0x82, 0xC3], [0xF1, 0x80, 0x80, 0x2F],
        ] as [[UInt8]]
    )
    func invalidUTF8(_ sequence: [UInt8]) {
        expectRefusal(Array("[\"1234567é".utf8) + sequence + Array("\"]".utf8), .invalidUTF8, 11, "#/0")
        expectRefusal(Array("{\"".utf8) + sequence + Array("\":1}".utf8), .invalidUTF8, 2, "#")
    }

    @Test("arrays and objects nest 64 deep, and not one deeper")
    func depth() {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(refusal(nested(64)) == nil)
        expectRefusal(nested(65), .tooDeep(limit: 64), 64, "#" + String(repeating: "/0", count: 64))
        expectRefusal(nested(10_000), .tooDeep(limit: 64), 64, "#" + String(repeating: "/0", count: 64))
        let objects = Array(String(repeating: "{\"a\":", count: 100_000).utf8)
        expectRefusal(objects, .tooDeep(limit: 64), 5 * 64, "#" + String(repeating: "/a", count: 64))
    }

    @Test("a limit on depth is taken as it is, within what a stack can hold")
    func depthLimits() {
        #expect(refusal(Array("1".utf8), depthLimit: 0) == nil)
        #expect(refusal(Array("[]".utf8), depthLimit: 0)?.reason == .tooDeep(limit: 0))
        #expect(refusal(Array("{}".utf8), depthLimit: -1)?.reason == .tooDeep(limit: 0))
        #expect(refusal(Array("[[1]]".utf8), depthLimit: 2) == nil)
        #expect(refusal(Array("[[{}]]".utf8), depthLimit: 2)?.offset == 2)
        let most = JSONDocument.largestDepthLimit
        let deepest = String(repeating: "{\"k\":", count: most) + "0" + String(repeating: "}", count: most)
        #expect(refusal(Array(deepest.utf8), depthLimit: .max) == nil)
        #expect(refusal(Array(("[" + deepest + "]").utf8), depthLimit: .max)?.reason == .tooDeep(limit: most))
    }
}

/// Expects that a document is refused for a reason, at an offset and a pointer.
func expectRefusal(
    _ bytes: [UInt8],
    _ reason: JSONSyntaxError.Reason,
    _ offset: Int,
    _ pointer: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let error = refusal(bytes)
    #expect(error?.reason == reason, sourceLocation: sourceLocation)
    #expect(error?.offset == offset, sourceLocation: sourceLocation)
    #expect(error?.pointer.description == pointer, sourceLocation: sourceLocation)
}
