import Digests
import Testing

@Suite("Random bytes")
struct RandomBytesTests {
    @Test("As many digits come as were asked for", arguments: [0, 1, 16, 256, 257, 1000])
    func length(count: Int) {
        let digits = RandomBytes.hex(count: count)
        #expect(digits.utf8.count == 2 * count)
        #expect(digits.allSatisfy { "0123456789abcdef".contains($0) })
    }

    @Test("Two draws of 16 bytes differ")
    func differ() {
        #expect(RandomBytes.hex(count: 16) != RandomBytes.hex(count: 16))
    }

    @Test("Every part of a long buffer is filled and nothing beside it")
    func wholeBuffer() {
        // Each byte stays zero in all 40 fills with probability 256^-40.
        var seen = [UInt8](repeating: 0, count: 602)
        for _ in 0..<40 {
            var bytes = [UInt8](repeating: 0, count: 602)
            bytes.withUnsafeMutableBytes { RandomBytes.fill(UnsafeMutableRawBufferPointer(rebasing: $0[1..<601])) }
            for index in bytes.indices { seen[index] |= bytes[index] }
        }
        #expect(seen[1..<601].allSatisfy { $0 != 0 })
        #expect(seen.first == 0 && seen.last == 0)
    }
}
