internal import HTTPWire

/// Makes request ids: 13 letters and digits, the same only once in 2^64 times, without a system call or an allocation.
struct RequestIdentifiers {
    private var state: UInt64

    /// Starts at a random place.
    init() {
        var random = SystemRandomNumberGenerator()
        state = random.next()
    }

    /// A new id.
    mutating func next() -> String {
        // SplitMix64, whose output function is a bijection of the counter (Steele, Lea, Flood 2014, figure 17).
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        mixed ^= mixed >> 31
        return String(unsafeUninitializedCapacity: 13) { buffer in
            for index in 0..<13 {
                let digit = UInt8(truncatingIfNeeded: mixed & 31)
                buffer[index] = digit < 10 ? 48 + digit : 87 + digit
                mixed >>= 5
            }
            return 13
        }
    }

    /// The client's own id where it is 1 to 128 of `A-Z a-z 0-9 . _ -`, else a new one.
    mutating func identify(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> String {
        guard let range = head.firstValue(of: "x-request-id", in: bytes), (1...128).contains(range.count) else {
            return next()
        }
        for index in range {
            switch bytes[index] {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: continue
            default: return next()
            }
        }
        return String(copying: UTF8Span(unchecked: bytes.extracting(range)))
    }
}
