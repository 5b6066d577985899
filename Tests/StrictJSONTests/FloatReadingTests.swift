internal import Glibc
internal import StrictJSON
internal import Testing
internal import TestSupport

/// Both oracles are independent of the reader: glibc's strtof and strtod are correctly rounded.
@Suite("Reading numbers, correctly rounded")
struct FloatReadingTests {
    @Test(
        "the hard cases round as they must",
        arguments: [
            ("0", 0), ("-0", -0.0), ("-0.0e5", -0.0), ("0e99999999999999999999", 0), ("-0e-99999999999999999999", -0.0),
            ("1", 1), ("-1", -1), ("0.1", 0.1), ("16777216", 0x1p24), ("16777217", 0x1p24), ("16777219", 16_777_220),
            ("16777217.0", 0x1p24), ("16777217.0000000000000000000000000000001", 16_777_218),
            ("16777216.9999999999999999999999999999999", 0x1p24), ("1.6777217e7", 0x1p24), ("167772170e-1", 0x1p24),
            // The greatest float32, halfway to the next power of two, and on either side of that.
            ("3.4028234663852886e38", .greatestFiniteMagnitude),
            ("340282356779733661637539395458142568447", .greatestFiniteMagnitude),
            ("340282356779733661637539395458142568448", .infinity), ("3.4028235677973365e38", .greatestFiniteMagnitude),
            ("3.4028235677973367e38", .infinity), ("1e39", .infinity), ("-1e39", -.infinity), ("1e400", .infinity),
            ("-1e99999999999999999999", -.infinity), ("1e-400", 0), ("-1e-400", -0.0), ("1e-99999999999999999999", 0),
            // The least subnormal, half of it, and on either side of half.
            ("1e-45", .leastNonzeroMagnitude), ("1.401298464324817e-45", .leastNonzeroMagnitude),
            ("7.006492321624085354618e-46", 0), ("7.006492321624085354619e-46", .leastNonzeroMagnitude),
            ("7.0e-46", 0), ("7.1e-46", .leastNonzeroMagnitude), ("-7.0e-46", -0.0),
            // The least normal number and the greatest subnormal.
            ("1.1754943508222875e-38", .leastNormalMagnitude), ("1.1754942e-38", Float.leastNormalMagnitude.nextDown),
            ("1.17549431578898e-38", .leastNormalMagnitude),
        ] as [(String, Float)]
    )
    func hardCases(_ text: String, _ expected: Float) throws {
        let value = try #require(try number(text)).float32
        #expect(value.bitPattern == expected.bitPattern, "\(value)")
        #expect(strtof(text, nil).bitPattern == expected.bitPattern)
    }

    @Test("numbers of hundreds and thousands of digits are read to the last one")
    func manyDigits() throws {
        let zeros = String(repeating: "0", count: 500)
        let texts = [
            String(repeating: "1", count: 400), String(repeating: "9", count: 400) + "e-380",
            "0.\(zeros)1e501", "1\(zeros)e-500", "\(1)\(zeros).\(zeros)e-500",
            "16777217.\(zeros)\(zeros)\(zeros)\(zeros)1", "16777217.\(zeros)",
            "16777216.\(String(repeating: "9", count: 2000))",
            "0.\(zeros)16777217e508", "1.\(zeros)1", "9007199254740993.\(zeros)1", "9007199254740993.\(zeros)",
            "1e\(zeros)5", "1e-\(zeros)5", "123456789.0123456789012345678901234567890e-3",
        ]
        for text in texts {
            let read = try #require(try number(text))
            #expect(read.float32.bitPattern == strtof(text, nil).bitPattern, "\(text)")
            #expect(read.float64.bitPattern == strtod(text, nil).bitPattern, "\(text)")
        }
    }

    @Test("decimals of any length and size are the float32 and float64 that the C library reads")
    func randomDecimals() throws {
        var random = SeededRandom(seed: 1)
        let texts = (0..<200_000).map { _ in randomDecimal(&random) }
        try expectAgreement(texts)
    }

    @Test("decimals halfway between two float32 numbers, and one digit off, round to the right side")
    func float32Midpoints() throws {
        var random = SeededRandom(seed: 2)
        var texts: [String] = []
        while texts.count < 60_000 {
            // Exponents up to 2^24 or so keep the exact decimal of the middle within a few dozen digits.
            let value = Float(bitPattern: UInt32.random(in: 0x3000_0000...0x5F00_0000, using: &random))
            let middle = Double(value) + Double(value.ulp) / 2
            texts += neighbours(of: exactDecimal(middle), digits: Int.random(in: 17...31, using: &random))
        }
        try expectAgreement(texts)
    }

    @Test("decimals about the middle of two subnormal float32 numbers round to the right side")
    func subnormalMidpoints() throws {
        var random = SeededRandom(seed: 3)
        var texts: [String] = []
        for _ in 0..<4000 {
            let value = Float(bitPattern: UInt32.random(in: 0...0x0090_0000, using: &random))
            let middle = Double(value) + Double(value.ulp) / 2
            texts += neighbours(of: exactDecimal(middle), digits: Int.random(in: 17...31, using: &random))
        }
        try expectAgreement(texts)
    }

    @Test("decimals halfway between two float64 numbers, and one digit off, round to the right side")
    func float64Midpoints() throws {
        var random = SeededRandom(seed: 4)
        var texts: [String] = []
        for _ in 0..<10_000 {
            let whole = UInt64.random(in: 1 << 53...1 << 62, using: &random)
            texts += neighbours(of: "\(whole)", digits: 19)
            texts.append("\(whole).\(String(repeating: "0", count: Int.random(in: 1...20, using: &random)))1")
        }
        try expectAgreement(texts)
    }
}

/// Expects every text to be read as strtof and strtod read it.
private func expectAgreement(_ texts: [String]) throws {
    var wrong: [String] = []
    // One document for all of them: the way numbers arrive.
    try reading("[" + texts.joined(separator: ",") + "]") { document in
        let rows = document.rows(at: document.root, problemLimit: 0)
        #expect(rows.valueCount == texts.count)
        for (text, value) in zip(texts, rows.values) where value.bitPattern != strtof(text, nil).bitPattern {
            wrong.append(text)
        }
        document.forEachElement(at: document.root) { index, place in
            guard let number = document.number(at: place) else { return wrong.append(texts[index]) }
            if number.text != texts[index] || number.float64.bitPattern != strtod(number.text, nil).bitPattern
                || index % 16 == 0 && number.float32.bitPattern != strtof(number.text, nil).bitPattern
            {
                wrong.append(number.text)
            }
        }
    }
    #expect(wrong.isEmpty, "\(wrong.count) wrong, such as \(wrong.prefix(5))")
}

/// A JSON number of 1 to 30 digits with or without sign, point and exponent.
private func randomDecimal(_ random: inout SeededRandom) -> String {
    func digits(_ count: Int) -> String {
        String(decoding: (0..<count).map { _ in UInt8.random(in: 0x30...0x39, using: &random) }, as: UTF8.self)
    }
    let choice = random.next()
    var text = choice & 1 == 0 ? "-" : ""
    let isLong = choice & 14 == 0
    if choice & 16 == 0 {
        text += "0"
    } else {
        text +=
            "\(Int.random(in: 1...9, using: &random))" + digits(Int.random(in: 0...(isLong ? 20 : 7), using: &random))
    }
    if choice & 32 == 0 || choice & 16 == 0 {
        text += "." + digits(Int.random(in: 1...(isLong ? 25 : 9), using: &random))
    }
    if choice & 192 == 0 {
        text += ["e", "E", "e+", "E-", "e-"].randomElement(using: &random) ?? "e"
        text += "\(Int.random(in: 0...(choice & 256 == 0 ? 15 : 60), using: &random))"
    }
    return text
}

/// The decimal expansion of a float64, exact: printf of glibc.
private func exactDecimal(_ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1200) { buffer in
        _ = withVaList([value]) { vsnprintf(buffer.baseAddress, 1200, "%.800e", $0) }
        return String(cString: Array(buffer))
    }
}

/// A decimal cut to some digits, with its last digit one down and one up, and a digit more behind it.
private func neighbours(of decimal: String, digits: Int) -> [String] {
    let parts = decimal.split(separator: "e")
    let exponent = parts.count > 1 ? "e" + parts[1] : ""
    let mantissa = parts[0]
    guard mantissa.contains(".") || mantissa.utf8.count >= digits else { return [decimal] }
    var cut = Array(mantissa.utf8.prefix(mantissa.contains(".") ? digits + 1 : mantissa.utf8.count))
    let texts = [cut, cut + (mantissa.contains(".") ? Array("1".utf8) : Array(".1".utf8))]
    var all = texts.map { String(decoding: $0, as: UTF8.self) + exponent }
    let last = cut[cut.count - 1]
    if last > 0x30, last <= 0x39 {
        cut[cut.count - 1] = last - 1
        all.append(String(decoding: cut, as: UTF8.self) + exponent)
    }
    if last >= 0x30, last < 0x39 {
        cut[cut.count - 1] = last + 1
        all.append(String(decoding: cut, as: UTF8.self) + exponent)
    }
    return all
}
