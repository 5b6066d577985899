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
        var rest = digits
        let hasPoint = point < count
        var place = length + count - (hasPoint ? 0 : 1)
        length = place + 1
        // From the last digit to the first.
        for index in stride(from: count - 1, through: 0, by: -1) {
            let tenth = rest / 10
            buffer[place] = Byte.zero &+ UInt8(truncatingIfNeeded: rest &- tenth &* 10)
            rest = tenth
            place -= 1
            if index == point {
                buffer[place] = Byte.point
                place -= 1
            }
        }
    }

    private static func digitCount(_ value: UInt64) -> Int {
        var count = 1
        var bound: UInt64 = 10
        while value >= bound {
            count += 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        return count
    }
}
