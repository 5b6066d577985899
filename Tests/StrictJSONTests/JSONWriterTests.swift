internal import StrictJSON
internal import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("commas stand between members and elements, nowhere else")
    func commas() {
        let text = written { writer in
            writer.beginObject()
            writer.key("a")
            writer.value(1)
            writer.key("b")
            writer.beginArray()
            writer.beginArray()
            writer.endArray()
            writer.value(true)
            writer.null()
            writer.beginObject()
            writer.endObject()
            writer.value("x")
            writer.endArray()
            writer.key("c")
            writer.raw(Array("{\"raw\": 1}".utf8))
            writer.key("d")
            writer.value(false)
            writer.endObject()
        }
        #expect(text == #"{"a":1,"b":[[],true,null,{},"x"],"c":{"raw": 1},"d":false}"#)
    }

    @Test("a writer appends to what is there")
    func appending() {
        var writer = JSONWriter(appendingTo: Array("data: ".utf8))
        writer.value(5)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "data: 5")
    }

    @Test(
        "a string is escaped as far as it must be",
        arguments: [
            ("", #""""#), ("plain", #""plain""#), ("\"\\/", #""\"\\/""#), ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
            ("\u{0}\u{1}\u{1F}", #""\u0000\u0001\u001f""#), ("a\u{B}b\u{1A}c", #""a\u000bb\u001ac""#),
            ("é€𝄞\u{7F}\u{2028}", "\"é€𝄞\u{7F}\u{2028}\""), ("\"", #""\"""#), ("x\"\"y", #""x\"\"y""#),
        ]
    )
    func strings(_ value: String, _ expected: String) {
        #expect(written { $0.value(value) } == expected)
        let member = written {
            $0.beginObject()
            $0.key(value)
            $0.value(0)
            $0.endObject()
        }
        #expect(member == "{\(expected):0}")
    }

    @Test("every character is read back as it was written")
    func everyCharacter() throws {
        let scalars = (0...0x10FFFF).lazy.compactMap(Unicode.Scalar.init).filter {
            $0.value < 0x3000 || $0.value % 97 == 0
        }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        let read = try reading(written { $0.value(text) }) { $0.string(at: $0.root) }
        #expect(read.map { $0.utf8.elementsEqual(text.utf8) } == true)
    }

    @Test("whole numbers of either type are written to the last digit")
    func integers() {
        let text = written { writer in
            writer.beginArray()
            for value in [0, -1, 7, 10, -1234567890, Int.max, Int.min] { writer.value(value) }
            for value in [0, 99, UInt64.max] { writer.value(value) }
            writer.endArray()
        }
        let signed = "0,-1,7,10,-1234567890,9223372036854775807,-9223372036854775808"
        #expect(text == "[\(signed),0,99,18446744073709551615]")
    }

    @Test("numbers that are not finite are null, and counted")
    func nonFinite() {
        var writer = JSONWriter()
        writer.value([1, .nan, .infinity, -.infinity][...] as ArraySlice<Float>)
        #expect(writer.nonFiniteCount == 3)
        writer.value(Double.nan)
        writer.value(-Double.infinity)
        writer.value(2.5)
        #expect(writer.nonFiniteCount == 5)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "[1,null,null,null],null,null,2.5")
    }

    @Test("numbers nest like their shape")
    func shapes() {
        let values: [Float] = [1, 2, 3, 4, 5, 6]
        #expect(written { $0.value(values, shape: [2, 3]) } == "[[1,2,3],[4,5,6]]")
        #expect(written { $0.value(values, shape: [6, 1]) } == "[[1],[2],[3],[4],[5],[6]]")
        #expect(written { $0.value(values, shape: [6]) } == "[1,2,3,4,5,6]")
        #expect(written { $0.value([], shape: [0, 3]) } == "[]")
        #expect(written { $0.value([], shape: [2, 0]) } == "[[],[]]")
        #expect(written { $0.value([], shape: [0]) } == "[]")
        #expect(written { $0.value(values[2..<4]) } == "[3,4]")
    }
}
