internal import StrictJSON
internal import Testing

@Suite("Numbers as integers")
struct JSONNumberTests {
    @Test(
        "a whole number is an integer, however it is spelt",
        arguments: [
            ("16", 16), ("16.0", 16), ("1.6e1", 16), ("160e-1", 16), ("0.16E+2", 16), ("-16", -16),
            ("-1600.00e-2", -16),
            ("0", 0), ("-0", 0), ("-0.000", 0), ("0e999999999999", 0), ("0.0e-999999999999", 0),
            ("1e18", 1_000_000_000_000_000_000),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("-9.223372036854775808e18", .min),
            ("92233720368547758070000e-4", .max),
        ] as [(String, Int)]
    )
    func integers(_ text: String, _ expected: Int) throws {
        let number = try #require(try number(text))
        #expect(number.integer() == expected)
        #expect(number.integer(as: Int64.self) == Int64(expected))
        #expect(number.isWhole)
    }

    @Test(
        "a number that is no whole one is no integer of any type",
        arguments: [
            "0.5", "16.1", "1e-1", "1.65e1", "-1e-999999999", "16.00000000000000000000000000000000001", "105e-2",
        ]
    )
    func fractions(_ text: String) throws {
        let number = try #require(try number(text))
        #expect(number.integer() == nil)
        #expect(number.integer(as: UInt64.self) == nil)
        #expect(!number.isWhole)
    }

    @Test(
        "a whole number beyond the type is none of its integers",
        arguments: [
            "9223372036854775808", "-9223372036854775809", "1e19", "-1e19", "1e999999999", "-1e999999999999999999999",
            "123456789012345678901234567890", "1.5e400",
        ]
    )
    func beyond(_ text: String) throws {
        let number = try #require(try number(text))
        #expect(number.integer(as: Int64.self) == nil)
        #expect(number.isWhole)
    }

    @Test("each type ends where it ends")
    func types() throws {
        #expect(try number("18446744073709551615")?.integer(as: UInt64.self) == .max)
        #expect(try number("1844674407370955161500e-2")?.integer(as: UInt64.self) == .max)
        #expect(try number("18446744073709551616")?.integer(as: UInt64.self) == nil)
        #expect(try number("-1")?.integer(as: UInt64.self) == nil)
        #expect(try number("-0.0")?.integer(as: UInt64.self) == 0)
        #expect(try number("255")?.integer(as: UInt8.self) == 255)
        #expect(try number("256")?.integer(as: UInt8.self) == nil)
        #expect(try number("-128")?.integer(as: Int8.self) == -128)
        #expect(try number("-129")?.integer(as: Int8.self) == nil)
        #expect(try number("4294967295")?.integer(as: UInt32.self) == .max)
        #expect(try number("1e2")?.integer(as: UInt32.self) == 100)
    }

    @Test("the text stays as it was")
    func text() throws {
        #expect(try number(" -1.50E+03 ")?.text == "-1.50E+03")
        #expect(try number("-1.50E+03")?.float64 == -1500)
    }
}
