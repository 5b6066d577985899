/// Eight bytes in one register, the first in memory being the lowest, and questions to all of them at once.
///
/// A mask has the high bit of a byte set where the answer is yes. Borrows and carries run upwards only, so what a mask
/// says is right up to the first yes, and only the first yes is ever used.
struct EightBytes {
    let word: UInt64

    /// Loads eight bytes.
    ///
    /// - Precondition: All eight belong to the buffer.
    @inline(__always)
    init(at pointer: UnsafePointer<UInt8>) {
        word = UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    @inline(__always)
    private static var low: UInt64 { 0x0101_0101_0101_0101 }
    @inline(__always)
    private static var high: UInt64 { 0x8080_8080_8080_8080 }

    @inline(__always)
    private func equals(_ byte: UInt64) -> UInt64 {
        let difference = word ^ (Self.low &* byte)
        return (difference &- Self.low) & ~difference & Self.high
    }

    /// How many of the bytes, from the first on, are digits.
    @inline(__always)
    var digitCount: Int {
        let digits = word ^ 0x3030_3030_3030_3030
        let others = ((digits &+ 0x7676_7676_7676_7676) | digits) & Self.high
        return others.trailingZeroBitCount >> 3
    }

    /// The number that the first `count` bytes, all digits, spell.
    ///
    /// - Precondition: `count` is in 1...8.
    @inline(__always)
    func decimal(count: Int) -> UInt64 {
        // Moved to the top, so that the places below read as leading zeros; then pairs, fours and eights of digits.
        var digits = (word ^ 0x3030_3030_3030_3030) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        digits = (digits &* 10) &+ (digits &>> 8)
        let even = (digits & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let odd = ((digits &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (even &+ odd) &>> 32
    }

    /// How many of the bytes, from the first on, a string may hold as they are: ASCII, but no quote, backslash or
    /// control character.
    @inline(__always)
    var plainTextCount: Int {
        let control = (word &- (Self.low &* 0x20)) & ~word & Self.high
        let stops = control | equals(0x22) | equals(0x5C) | (word & Self.high)
        return stops.trailingZeroBitCount >> 3
    }

    /// Whether none of the bytes is a quote, bracket or brace.
    ///
    /// Bit 6 tells brackets and braces from all that numbers are made of; letters have it as well, which makes them
    /// slow, not wrong.
    @inline(__always)
    var isFlat: Bool { (word & (Self.low &* 0x40)) | equals(0x22) == 0 }
}
