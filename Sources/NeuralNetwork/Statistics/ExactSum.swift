/// The exact sum of float32 numbers, whatever cancels.
///
/// A fixed-point number in units of 2^-149, the least float32, in chunks of 32 bits that are kept in 64, so that 2^30
/// additions fit before carries have to be handed on.
struct ExactSum {
    // 277 bits hold the largest float32, 32 more a count of up to 2^32 of them.
    private var chunks = [Int64](repeating: 0, count: 11)
    private var pending = 0

    /// Adds a finite number.
    mutating func add(_ value: Float) {
        let bits = value.bitPattern
        let exponent = Int(bits >> 23 & 0xff)
        let fraction = UInt64(bits & 0x7f_ffff)
        // A subnormal has the scale of exponent 1 without the hidden bit.
        let significand = exponent == 0 ? fraction : fraction | 0x80_0000
        let offset = max(exponent, 1) - 1
        let shifted = significand << UInt64(offset & 31)
        let low = Int64(shifted & 0xffff_ffff)
        let high = Int64(shifted >> 32)
        let chunk = offset >> 5
        if value.sign == .minus {
            chunks[chunk] -= low
            chunks[chunk + 1] -= high
        } else {
            chunks[chunk] += low
            chunks[chunk + 1] += high
        }
        pending += 1
        if pending == 1 << 30 { carry() }
    }

    /// Leaves every chunk but the last between 0 and 2^32 - 1.
    private mutating func carry() {
        for index in 0..<chunks.count - 1 {
            chunks[index + 1] += chunks[index] >> 32
            chunks[index] &= 0xffff_ffff
        }
        pending = 0
    }

    /// The correctly rounded sum.
    var value: Double {
        var copy = self
        copy.carry()
        let isNegative = (copy.chunks.last ?? 0) < 0
        if isNegative {
            for index in copy.chunks.indices { copy.chunks[index] = -copy.chunks[index] }
            copy.carry()
        }
        guard let top = copy.chunks.lastIndex(where: { $0 != 0 }) else { return 0 }
        func chunk(_ index: Int) -> UInt64 { index < 0 ? 0 : UInt64(copy.chunks[index]) }
        // The 64 bits from the highest set one on; whatever is below them only decides which way to round.
        let shift = chunk(top).leadingZeroBitCount - 32
        let high = chunk(top) << 32 | chunk(top - 1)
        var leading = high << UInt64(shift)
        if shift > 0 { leading |= chunk(top - 2) >> UInt64(32 - shift) }
        let isInexact =
            chunk(top - 2) << UInt64(32 + shift) != 0 || (0..<max(top - 2, 0)).contains { copy.chunks[$0] != 0 }
        if isInexact { leading |= 1 }
        let magnitude = Double(sign: .plus, exponent: 32 * (top - 1) - shift - 149, significand: Double(leading))
        return isNegative ? -magnitude : magnitude
    }
}
