/// The spelling of numbers: the fewest digits that read back to the same value, laid out as ECMAScript's
/// Number::toString does, which is what RFC 8785 section 3.2.2.3 asks for.
///
/// The digits are those of the standard library's `description`, which are the shortest ones and, among those, the
/// nearest; only their layout (`1e-05`, `16777216.0`) is not the one wanted.
struct NumberText {
    /// The longest text: a sign, `0.00000` and 17 digits.
    static var lengthLimit: Int { 32 }

    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var length = 0

    /// Writes at the start of a buffer.
    ///
    /// - Parameter buffer: Room for `lengthLimit` bytes.
    init(in buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    private mutating func append(_ byte: UInt8) {
        buffer[length] = byte
        length += 1
    }

    private mutating func appendZeros(_ count: Int) {
        for _ in 0..<count { append(Byte.zero) }
    }

    /// Writes a whole number.
    mutating func write(_ magnitude: UInt64, isNegative: Bool) {
        if isNegative { append(Byte.minus) }
        let start = length
        var rest = magnitude
        repeat {
            append(Byte.zero + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        var (low, high) = (start, length - 1)
        while low < high {
            buffer.swapAt(low, high)
            low += 1
            high -= 1
        }
    }

    /// Writes a finite float32; -0 as `0`.
    mutating func write(_ value: Float) {
        let magnitude = value.magnitude
        if magnitude < 0x1p24, magnitude == magnitude.rounded(.towardZero) {
            write(UInt64(magnitude), isNegative: value < 0)
        } else {
            write(description: value.description)
        }
    }

    /// Writes a finite float64; -0 as `0`.
    mutating func write(_ value: Double) {
        let magnitude = value.magnitude
        if magnitude < 0x1p53, magnitude == magnitude.rounded(.towardZero) {
            write(UInt64(magnitude), isNegative: value < 0)
        } else {
            write(description: value.description)
        }
    }

    /// Writes a number again that stands there as digits with a point and perhaps an exponent.
    private mutating func write(description: String) {
        var digits = InlineArray<24, UInt8>(repeating: 0)
        var count = 0
        var trailingZeros = 0
        // The value is 0.ddd · 10^point.
        var point: Int?
        var exponent = 0
        var (isInExponent, isDownwards) = (false, false)
        for byte in description.utf8 {
            switch byte {
            case Byte.zero...Byte.nine where isInExponent: exponent = exponent * 10 + Int(byte - Byte.zero)
            case Byte.zero where count == 0:
                // A leading zero is no digit; after the point it moves the digits down.
                if let places = point { point = places - 1 }
            case Byte.zero...Byte.nine where count < digits.count:
                digits[count] = byte
                count += 1
                trailingZeros = byte == Byte.zero ? trailingZeros + 1 : 0
            case Byte.point: point = count
            case Byte.e:
                point = point ?? count
                isInExponent = true
            case Byte.minus where isInExponent: isDownwards = true
            case Byte.minus: append(byte)
            default: break
            }
        }
        let places = (point ?? count) + (isDownwards ? -exponent : exponent)
        write(digits, count: count - trailingZeros, point: places)
    }

    /// Lays out `0.ddd · 10^point`: ECMA-262, Number::toString.
    private mutating func write(_ digits: InlineArray<24, UInt8>, count: Int, point: Int) {
        if -5...0 ~= point {
            append(Byte.zero)
            append(Byte.point)
            appendZeros(-point)
            for index in 0..<count { append(digits[index]) }
        } else if 1...21 ~= point {
            for index in 0..<count {
                if index == point { append(Byte.point) }
                append(digits[index])
            }
            appendZeros(max(0, point - count))
        } else {
            for index in 0..<count {
                if index == 1 { append(Byte.point) }
                append(digits[index])
            }
            append(Byte.e)
            append(point > 0 ? Byte.plus : Byte.minus)
            write(UInt64((point - 1).magnitude), isNegative: false)
        }
    }
}
