/// A number of a document, taken apart: `±mantissa · 10^exponent`, if the mantissa is complete.
struct Decimal {
    private(set) var isNegative = false
    /// The digits as one number; meaningless if there are more than 19 significant ones.
    private(set) var mantissa: UInt64 = 0
    /// Held within ±200,000, which is far beyond what any digit of a number of 4096 bytes can make up for.
    private(set) var exponent = 0
    /// Whether the mantissa holds every significant digit.
    private(set) var isComplete = true
    /// Whether the number is spelt as RFC 8259 section 6 wants it, which a checked document has already shown.
    private(set) var isWellFormed = true
    /// The byte after the number.
    private(set) var end: BytePointer

    /// Reads the number that begins at `start`.
    @inline(__always)
    init(at start: BytePointer, in bytes: JSONBytes) {
        end = start
        if end < bytes.end, end.pointee == Byte.minus {
            isNegative = true
            end += 1
        }
        let digits = end
        readDigits(in: bytes)
        var digitCount = end - digits
        isWellFormed = digitCount == 1 || digitCount > 1 && digits.pointee != Byte.zero
        if end < bytes.end, end.pointee == Byte.point {
            end += 1
            let fraction = end
            readDigits(in: bytes)
            exponent = fraction - end
            isWellFormed = isWellFormed && exponent < 0
            digitCount -= exponent
        }
        if digitCount > 19 { isComplete = Self.significantDigitCount(from: digits, to: end) <= 19 }
        if end < bytes.end, end.pointee | 0x20 == Byte.e { readExponent(in: bytes) }
    }

    @inline(__always)
    private mutating func readDigits(in bytes: JSONBytes) {
        while bytes.end - end >= 8 {
            let eight = EightBytes(at: end)
            let count = eight.digitCount
            if count == 0 { return }
            mantissa = mantissa &* wholePowersOfTen[count] &+ eight.decimal(count: count)
            end += count
            if count < 8 { return }
        }
        while end < bytes.end, end.pointee.isDigit {
            mantissa = mantissa &* 10 &+ UInt64(end.pointee &- Byte.zero)
            end += 1
        }
    }

    private mutating func readExponent(in bytes: JSONBytes) {
        end += 1
        let isDownwards = end < bytes.end && end.pointee == Byte.minus
        if end < bytes.end, end.pointee == Byte.plus || end.pointee == Byte.minus { end += 1 }
        var magnitude = 0
        isWellFormed = isWellFormed && end < bytes.end && end.pointee.isDigit
        while end < bytes.end, end.pointee.isDigit {
            magnitude = min(magnitude &* 10 &+ Int(end.pointee &- Byte.zero), 100_000)
            end += 1
        }
        exponent += isDownwards ? -magnitude : magnitude
    }

    /// The number of digits from the first one that is not 0.
    private static func significantDigitCount(from start: BytePointer, to end: BytePointer) -> Int {
        var pointer = start
        while pointer < end, !pointer.pointee.isDigit || pointer.pointee == Byte.zero { pointer += 1 }
        return (pointer..<end).reduce(0) { $0 + ($1.pointee.isDigit ? 1 : 0) }
    }

    /// The nearest float32, ties to even; nil if more than these digits is needed to know it.
    ///
    /// The float64 computed here is off by less than 4 units in its last place: half a unit each, relative to a number
    /// in the same binade, for the mantissa, the power of ten and the operation. So unless it lies that close to the
    /// middle between two float32 numbers, it rounds to the same one as the decimal does.
    @inline(__always)
    var float32: Float? {
        guard isComplete else { return nil }
        if mantissa == 0 { return isNegative ? -0.0 : 0 }
        guard -64...64 ~= exponent else { return nil }
        let magnitude = Double(mantissa)
        let value = exponent < 0 ? magnitude / powersOfTen[-exponent] : magnitude * powersOfTen[exponent]
        let isNormal = value >= 0x1p-126 && value < 0x1.fffffep127
        let distance = Int64(truncatingIfNeeded: value.bitPattern & 0x1FFF_FFFF) &- 0x1000_0000
        let isExact = exponent == 0 && mantissa < 1 << 53
        guard isNormal, distance.magnitude > 4 || isExact else { return nil }
        return Float(isNegative ? -value : value)
    }

    /// The nearest float64, ties to even; nil if more than these digits is needed to know it.
    ///
    /// A whole number below 2^53 and a power of ten up to 10^22 are exact in float64, so one operation rounds once.
    var float64: Double? {
        guard isComplete else { return nil }
        if mantissa == 0 { return isNegative ? -0.0 : 0 }
        guard mantissa < 1 << 53, -22...22 ~= exponent else { return nil }
        let magnitude = Double(mantissa)
        let value = exponent < 0 ? magnitude / powersOfTen[-exponent] : magnitude * powersOfTen[exponent]
        return isNegative ? -value : value
    }
}

extension JSONBytes {
    /// The correctly rounded float32 of the number that begins at `start`, and the byte after the number.
    @inline(__always)
    func float32(_ start: BytePointer) -> (value: Float, end: BytePointer) {
        let decimal = Decimal(at: start, in: self)
        return (float32(decimal, from: start), decimal.end)
    }

    /// The correctly rounded float32 of a number that was taken apart.
    @inline(__always)
    func float32(_ decimal: Decimal, from start: BytePointer) -> Float {
        decimal.float32 ?? exactFloat32(from: start, to: decimal.end)
    }

    // The standard library's own reading is correctly rounded, independent of the locale, and infinite on overflow.
    @inline(never)
    private func exactFloat32(from start: BytePointer, to end: BytePointer) -> Float {
        Float(String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)) ?? .nan
    }
}

let wholePowersOfTen: [UInt64] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]

/// Correctly rounded; exact up to 10^22.
private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
    1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25,
    1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32, 1e33, 1e34, 1e35, 1e36, 1e37, 1e38,
    1e39, 1e40, 1e41, 1e42, 1e43, 1e44, 1e45, 1e46, 1e47, 1e48, 1e49, 1e50, 1e51,
    1e52, 1e53, 1e54, 1e55, 1e56, 1e57, 1e58, 1e59, 1e60, 1e61, 1e62, 1e63, 1e64,
]
