internal import StrictJSON
internal import Testing
internal import TestSupport

@Suite("The spelling of numbers")
struct NumberTextTests {
    private func written(_ value: Float) -> String {
        var writer = JSONWriter()
        writer.value(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func written(_ value: Double) -> String {
        var writer = JSONWriter()
        writer.value(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(
        "a float32 is laid out as ECMAScript lays out numbers",
        arguments: [
            (0, "0"), (-0.0, "-0.0"), (1, "1"), (-1, "-1"), (0.5, "0.5"), (0.1, "0.1"), (1.5, "1.5"),
            (-123.456, "-123.456"),
            (16_777_215, "16777215"), (0x1p24, "16777216"), (0x1p25, "33554432"), (1e20, "100000000000000000000"),
            (1e21, "1e+21"), (1.5e21, "1.5e+21"), (1e-5, "0.00001"), (1e-6, "0.000001"), (1.25e-6, "0.00000125"),
            (1e-7, "1e-7"), (1.25e-7, "1.25e-7"), (-9.9e-10, "-9.9e-10"), (.leastNonzeroMagnitude, "1e-45"),
            (.leastNormalMagnitude, "1.1754944e-38"), (.greatestFiniteMagnitude, "3.4028235e+38"),
            (3e10, "30000000000"),
            (1.2345678e9, "1234567800"), (0.000123, "0.000123"), (8_388_607.5, "8388607.5"), (0x1p31, "2147483600"),
        ] as [(Float, String)]
    )
    func float32Layout(_ value: Float, _ expected: String) {
        #expect(written(value) == expected)
    }

    /// RFC 8785 appendix B, and the places where the layout changes.
    @Test(
        "a float64 is laid out as RFC 8785 says",
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"), (0x3FF6_A09E_667F_3BCD, "1.4142135623730951"),
        ] as [(UInt64, String)]
    )
    func canonicalText(_ bits: UInt64, _ expected: String) {
        let value = Double(bitPattern: bits)
        #expect(JSONWriter.canonicalText(value) == expected)
        #expect(written(value) == (value == 0 && value.sign == .minus ? "-0.0" : expected))
    }

    @Test("what is not finite has no canonical text")
    func notFinite() {
        #expect(JSONWriter.canonicalText(.nan) == nil)
        #expect(JSONWriter.canonicalText(.infinity) == nil)
        #expect(JSONWriter.canonicalText(-.infinity) == nil)
    }

    @Test("every float32 is read back with its bits, from the digits that the standard library prints")
    func float32RoundTrip() throws {
        var random = SeededRandom(seed: 5)
        let values = (0..<200_000).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) }
            .filter(\.isFinite)
        var writer = JSONWriter()
        writer.value(values[...])
        let read = try reading(writer.bytes) { $0.rows(at: $0.root) }
        #expect(read.problems.isEmpty)
        #expect(read.values.map(\.bitPattern) == values.map(\.bitPattern))
        let texts = String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self).split(separator: ",")
        let wrong = zip(texts, values).filter {
            Float($0)?.bitPattern != $1.bitPattern || digits($0) != digits($1.description)
        }
        #expect(texts.count == values.count)
        #expect(wrong.isEmpty, "\(wrong.prefix(5))")
    }

    @Test("float32 numbers about each power of two have the digits that the standard library prints")
    func powersOfTwo() {
        // The neighbour below a power of two is half as far away as the one above.
        for exponent in UInt32(0)..<255 {
            for offset in UInt32(0)...6 {
                let value = Float(bitPattern: exponent << 23 &+ offset &- 3)
                guard value.isFinite else { continue }
                let text = written(value)
                #expect(Float(text)?.bitPattern == value.bitPattern)
                #expect(digits(text) == digits(value.description))
            }
        }
    }

    @Test("every float64 is read back with its bits, from the digits that the standard library prints")
    func float64RoundTrip() throws {
        var random = SeededRandom(seed: 6)
        let values = (0..<50_000).map { index in
            index % 4 == 0
                ? Double.random(in: -1e6...1e6, using: &random).rounded() / 64 : Double(bitPattern: random.next())
        }.filter(\.isFinite)
        var writer = JSONWriter()
        writer.beginArray()
        for value in values { writer.value(value) }
        writer.endArray()
        var wrong: [Double] = []
        try reading(writer.bytes) { document in
            #expect(document.elementCount(at: document.root) == values.count)
            document.forEachElement(at: document.root) { index, place in
                let number = document.number(at: place)
                let isRight = number.map {
                    $0.float64.bitPattern == values[index].bitPattern
                        && digits($0.text) == digits(values[index].description)
                }
                if isRight != true { wrong.append(values[index]) }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(5))")
    }

    /// The significant digits of a number's text, without its sign, point and exponent.
    private func digits(_ text: some StringProtocol) -> [UInt8] {
        let all = text.utf8.prefix { $0 != UInt8(ascii: "e") }.filter { 0x30...0x39 ~= $0 }.drop { $0 == 0x30 }
        return Array(all.reversed().drop { $0 == 0x30 })
    }
}
