/// Writes a number as ECMAScript's `Number::toString` does (ECMA-262 section 6.1.6.1.20), as RFC 8785 wants it.
///
/// The digits are the same shortest ones that Swift finds; only where point and exponent stand differs.
///
/// - Parameters:
///   - description: What `description` says of a finite floating-point number.
///   - bytes: Where to write.
func appendECMAScriptNumber(_ description: String, to bytes: inout [UInt8]) {
    let decimal = ShortestDecimal(description)
    guard decimal.count > 0 else { return bytes.append(UInt8(ascii: "0")) }
    if decimal.isNegative { bytes.append(UInt8(ascii: "-")) }
    let count = decimal.count
    let point = decimal.point
    if count <= point, point <= 21 {
        decimal.append(0..<count, to: &bytes)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: point - count))
    } else if 0 < point, point <= 21 {
        decimal.append(0..<point, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        decimal.append(point..<count, to: &bytes)
    } else if -6 < point, point <= 0 {
        bytes.append(contentsOf: "0.".utf8)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point))
        decimal.append(0..<count, to: &bytes)
    } else {
        decimal.append(0..<1, to: &bytes)
        if count > 1 {
            bytes.append(UInt8(ascii: "."))
            decimal.append(1..<count, to: &bytes)
        }
        bytes.append(contentsOf: (point > 0 ? "e+" : "e-").utf8)
        bytes.append(contentsOf: String(abs(point - 1)).utf8)
    }
}

/// The digits of a number and where its point stands: `0.d1d2d3… * 10^point`.
private struct ShortestDecimal {
    var isNegative = false
    /// At most 17 digits are ever needed; none of them for zero.
    private var digits = InlineArray<24, UInt8>(repeating: 0)
    private(set) var count = 0
    private(set) var point = 0

    /// Takes apart what `description` says of a finite number: `-0.001`, `12.0`, `1e-05`, `1.5e+20`.
    init(_ description: String) {
        var exponent = 0
        var exponentIsNegative = false
        var isInExponent = false
        var isInFraction = false
        for byte in description.utf8 {
            switch byte {
            case UInt8(ascii: "-") where isInExponent: exponentIsNegative = true
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isInFraction = true
            case UInt8(ascii: "e"): isInExponent = true
            case UInt8(ascii: "0")...UInt8(ascii: "9") where isInExponent:
                exponent = exponent * 10 + Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "0") where count == 0:
                // Zeros before the first digit that counts only move the point.
                if isInFraction { point -= 1 }
            case UInt8(ascii: "0")...UInt8(ascii: "9") where count < digits.count:
                digits[count] = byte
                count += 1
                if !isInFraction { point += 1 }
            default: break
            }
        }
        point += exponentIsNegative ? -exponent : exponent
        while count > 0, digits[count - 1] == UInt8(ascii: "0") { count -= 1 }
    }

    func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
        for index in range { bytes.append(digits[index]) }
    }
}
