/// Arrays of numbers, checked while they are read.
extension JSONBytes {
    /// Takes an array of so many numbers, and writes them; false for anything else.
    ///
    /// - Parameters:
    ///   - pointer: Where the array begins; moved behind it.
    ///   - count: How many numbers; positive.
    ///   - target: Room for `count` numbers.
    /// - Returns: Whether the array was taken.
    func plainNumbers(_ pointer: inout BytePointer, count: Int, into target: UnsafeMutablePointer<Float>) -> Bool {
        guard pointer < end, pointer.pointee == Byte.openBracket else { return false }
        var next = skipWhiteSpace(pointer + 1)
        for index in 0..<count {
            // Nearly all numbers are short ones with a comma and at most one blank behind it.
            if index < count - 1, end - next >= Self.shortNumberBytes, let number = shortFloat32(next),
                number.end.pointee == Byte.comma
            {
                target[index] = number.value
                next = number.end + 1
                if next.pointee == 0x20 { next += 1 }
                if next.pointee <= 0x20 { next = skipWhiteSpace(next) }
                continue
            }
            guard next < end, let number = strictFloat32(next) else { return false }
            target[index] = number.value
            next = skipWhiteSpace(number.end)
            guard next < end, next.pointee == (index < count - 1 ? Byte.comma : Byte.closeBracket) else { return false }
            next = skipWhiteSpace(next + 1)
        }
        pointer = next
        return true
    }

    /// What `shortFloat32` may look at, and what may be looked at behind its number: a sign, a digit, the point, three words
    /// of eight, a comma and two bytes more.
    private static var shortNumberBytes: Int { 32 }

    /// A number with one digit before the point and 1 to 17 behind it, or 18 after a zero, and the byte after it; nil for
    /// other numbers, and for what is no number or may go on with an exponent.
    ///
    /// How many digits there are is no branch for up to 7, so that a mixture of lengths costs no more than one length.
    /// Mantissa, power and product are each off by half a unit of float64 at most, together below the 4 units by which
    /// `Decimal.float32` has to keep clear of the middle between two float32 numbers.
    ///
    /// - Precondition: There are `shortNumberBytes` from `start` on.
    @inline(__always)
    private func shortFloat32(_ start: BytePointer) -> (value: Float, end: BytePointer)? {
        let isNegative = start.pointee == Byte.minus
        let first = start + (isNegative ? 1 : 0)
        let digit = first.pointee &- Byte.zero
        guard digit < 10, first[1] == Byte.point else { return nil }
        let word = EightBytes(at: first + 2)
        let count = word.digitCount
        guard count > 0 else { return nil }
        var mantissa = UInt64(digit) &* wholePowersOfTen[count] &+ word.decimal(count: count)
        var places = count
        if count == 8 {
            let word = EightBytes(at: first + 10)
            let count = word.digitCount
            if count > 0 { mantissa = mantissa &* wholePowersOfTen[count] &+ word.decimal(count: count) }
            places += count
            if count == 8 {
                let word = EightBytes(at: first + 18)
                let count = word.digitCount
                // More than 18 digits in all need not fit.
                guard count < 2 || count == 2 && digit == 0 else { return nil }
                if count > 0 { mantissa = mantissa &* wholePowersOfTen[count] &+ word.decimal(count: count) }
                places += count
            }
        }
        let value = Double(Int64(truncatingIfNeeded: mantissa)) * inversePowersOfTen[places]
        let distance = Int64(truncatingIfNeeded: value.bitPattern & 0x1FFF_FFFF) &- 0x1000_0000
        guard distance.magnitude > 4 else { return nil }
        return (Float(isNegative ? -value : value), first + 2 + places)
    }

    /// The number that begins at `start`, and the byte after it; nil if none does that is finite in float32.
    @inline(never)
    private func strictFloat32(_ start: BytePointer) -> (value: Float, end: BytePointer)? {
        let decimal = Decimal(at: start, in: self)
        guard decimal.isWellFormed, decimal.end - start <= JSONValidator.numberLengthLimit else { return nil }
        let value = float32(decimal, from: start)
        return value.isFinite ? (value, decimal.end) : nil
    }
}

/// Correctly rounded, from 10^0 to 10^-18.
private let inversePowersOfTen: [Double] = [
    1e0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15,
    1e-16, 1e-17, 1e-18,
]
