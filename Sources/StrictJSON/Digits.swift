/// The digits of a JSON number, all of them: `±significant · 10^exponent`.
struct Digits {
    let isNegative: Bool
    /// From the first digit that is not 0 to the last one that is not 0, each in 0...9; empty for zero.
    let significant: [UInt8]
    /// Held within ±200,000; 0 for zero.
    let exponent: Int

    /// Whether the number is a whole one.
    var isWhole: Bool { exponent >= 0 }

    /// Takes the text of a JSON number apart.
    init(_ text: String) {
        var digits: [UInt8] = []
        var fractionCount = 0
        var magnitude = 0
        var isDownwards = false
        var (isAfterPoint, isInExponent) = (false, false)
        for byte in text.utf8 {
            switch byte {
            case Byte.zero...Byte.nine where isInExponent:
                magnitude = min(magnitude * 10 + Int(byte - Byte.zero), 100_000)
            case Byte.zero...Byte.nine:
                digits.append(byte - Byte.zero)
                fractionCount += isAfterPoint ? 1 : 0
            case Byte.point: isAfterPoint = true
            case Byte.minus: isDownwards = isInExponent
            case Byte.plus: break
            default: isInExponent = true
            }
        }
        isNegative = text.utf8.first == Byte.minus
        guard let first = digits.firstIndex(where: { $0 != 0 }), let last = digits.lastIndex(where: { $0 != 0 }) else {
            significant = []
            exponent = 0
            return
        }
        significant = Array(digits[first...last])
        exponent = (isDownwards ? -magnitude : magnitude) - fractionCount + (digits.count - 1 - last)
    }
}

extension FixedWidthInteger {
    /// `self · 10`, plus the digit or minus the digit; nil on overflow.
    func timesTen(plus digit: Self, isNegative: Bool) -> Self? {
        let (product, productOverflow) = multipliedReportingOverflow(by: 10)
        let (sum, sumOverflow) =
            isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
        return productOverflow || sumOverflow ? nil : sum
    }
}
