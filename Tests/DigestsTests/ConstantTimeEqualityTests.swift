import Digests
import Testing

@Suite("Constant-time equality")
struct ConstantTimeEqualityTests {
    @Test("Strings of bytes are equal where length and every byte are", arguments: 0..<40)
    func agreesWithEquality(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        #expect(constantTimeEquals(bytes, bytes))
        #expect(!constantTimeEquals(bytes, bytes + [0]))
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 0x80
            #expect(!constantTimeEquals(bytes, other))
        }
    }
}
