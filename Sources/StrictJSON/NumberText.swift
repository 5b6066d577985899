/// The spelling of numbers: the fewest digits that read back to the same value, laid out as ECMAScript's
/// Number::toString does, which is what RFC 8785 section 3.2.2.3 asks for.
struct NumberText {
    /// More than the longest text: a sign, `0.00000` and 17 digits.
    static var lengthLimit: Int { 32 }

    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var length = 0

    /// Writes from the start of a buffer on.
    ///
    /// - Parameter buffer: Room for `lengthLimit` bytes a number.
    init(in buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    /// What was written, for as long as the buffer lives.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: buffer[..<length]) }

    /// Writes a byte as it is.
    mutating func append(_ byte: UInt8) {
        buffer[length] = byte
        length += 1
    }

    /// Writes a few bytes as they are.
    mutating func append(_ text: StaticString) {
        for index in 0..<text.utf8CodeUnitCount { append(text.utf8Start[index]) }
    }

    /// Writes a whole number.
    mutating func write(_ magnitude: UInt64, isNegative: Bool) {
        if isNegative { append(Byte.minus) }
        appendDigits(magnitude, count: Self.digitCount(magnitude))
    }

    /// Writes a finite float32; -0 as `-0.0`.
    mutating func writeSigned(_ value: Float) {
        if value == 0, value.sign == .minus { append("-0.0") } else { write(value) }
    }

    /// Writes a finite float32; -0 as `0`.
    mutating func write(_ value: Float) {
        let magnitude = value.magnitude
        if value < 0 { append(Byte.minus) }
        if magnitude < 0x1p24, magnitude == magnitude.rounded(.towardZero) {
            return write(UInt64(magnitude), isNegative: false)
        }
        let decimal = ShortestFloat32(magnitude)
        write(UInt64(decimal.digits), exponent: decimal.exponent)
    }

    /// Writes a finite float64; -0 as `-0.0`.
    mutating func writeSigned(_ value: Double) {
        if value == 0, value.sign == .minus { append("-0.0") } else { write(value) }
    }

    /// Writes a finite float64; -0 as `0`.
    mutating func write(_ value: Double) {
        let magnitude = value.magnitude
        if value < 0 { append(Byte.minus) }
        if magnitude < 0x1p53, magnitude == magnitude.rounded(.towardZero) {
            return write(UInt64(magnitude), isNegative: false)
        }
        // The standard library's digits are the shortest and, among those, the nearest; its layout is another one.
        var digits: UInt64 = 0
        var exponent = 0
        var (isAfterPoint, isInExponent, isDownwards) = (false, false, false)
        var written = 0
        for byte in magnitude.description.utf8 {
            switch byte {
            case Byte.zero...Byte.nine where isInExponent: written = written * 10 + Int(byte - Byte.zero)
            case Byte.zero...Byte.nine:
                // At most 17 digits and one zero after the point.
                digits = digits &* 10 &+ UInt64(byte - Byte.zero)
                exponent -= isAfterPoint ? 1 : 0
            case Byte.point: isAfterPoint = true
            case Byte.e: isInExponent = true
            default: isDownwards = byte == Byte.minus
            }
        }
        exponent += isDownwards ? -written : written
        while digits % 10 == 0, digits > 0 {
            digits /= 10
            exponent += 1
        }
        write(digits, exponent: exponent)
    }

    /// Lays out `digits · 10^exponent`, the last digit not being 0: ECMA-262, Number::toString.
    private mutating func write(_ digits: UInt64, exponent: Int) {
        let count = Self.digitCount(digits)
        // The number is 0.ddd · 10^point.
        let point = count + exponent
        if -5...0 ~= point {
            append(Byte.zero)
            append(Byte.point)
            appendZeros(-point)
            appendDigits(digits, count: count)
        } else if 1...21 ~= point {
            if point < count {
                appendDigits(digits, count: count, point: point)
            } else {
                appendDigits(digits, count: count)
                appendZeros(exponent)
            }
        } else {
            appendDigits(digits, count: count, point: 1)
            append(Byte.e)
            append(point > 0 ? Byte.plus : Byte.minus)
            write(UInt64((point - 1).magnitude), isNegative: false)
        }
    }

    private mutating func appendZeros(_ count: Int) {
        for _ in 0..<count { append(Byte.zero) }
    }

    /// Appends `count` digits, with a point before the one at `point` if it is among them.
    @inline(__always)
    private mutating func appendDigits(_ digits: UInt64, count: Int, point: Int = .max) {
        guard point < count else { return appendDigits(digits, count: count) }
        // All of them one place further on, and those before the point back again, which are few.
        let start = length
        length += 1
        appendDigits(digits, count: count)
        for place in start..<start + point { buffer[place] = buffer[place + 1] }
        buffer[start + point] = Byte.point
    }

    /// Appends `count` digits, with leading zeros if the number has fewer.
    @inline(__always)
    private mutating func appendDigits(_ digits: UInt64, count: Int) {
        var rest = digits
        var place = length + count
        length = place
        // From the last digit to the first, two at a time.
        var left = count
        while left >= 2 {
            let hundredth = rest / 100
            let pair = Int(truncatingIfNeeded: rest &- hundredth &* 100)
            place &-= 2
            buffer[place] = pairsOfDigits.utf8Start[2 &* pair]
            buffer[place &+ 1] = pairsOfDigits.utf8Start[2 &* pair &+ 1]
            rest = hundredth
            left &-= 2
        }
        if left == 1 { buffer[place &- 1] = Byte.zero &+ UInt8(truncatingIfNeeded: rest % 10) }
    }

    /// The number of digits, 1 for zero.
    @inline(__always)
    private static func digitCount(_ value: UInt64) -> Int {
        // 1233 / 4096 is the logarithm of 2 to base 10: so many digits, or one more.
        let guess = ((UInt64.bitWidth &- value.leadingZeroBitCount) &* 1233) &>> 12
        return guess &+ (value >= wholePowersOfTenTo19[guess] ? 1 : 0) &+ (value == 0 ? 1 : 0)
    }
}

/// The digits of 0 to 99, two each.
private let pairsOfDigits: StaticString = """
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
    5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
    """

/// From 10^0 to 10^19.
private let wholePowersOfTenTo19: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
    100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]
