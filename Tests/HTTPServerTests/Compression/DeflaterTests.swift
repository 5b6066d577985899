import TestSupport
import Testing

@testable import HTTPServer

/// What is deflated comes back; Python's own streams are read by the tests of the inflater.
@Suite("Deflating")
struct DeflaterTests {
    private static let codings = [ContentCoding.gzip, .deflate]

    @Test("comes back, whatever the content, the level and the pieces", arguments: codings, 1...9)
    func roundTrip(_ coding: ContentCoding, level: Int) {
        var random = SeededRandom(seed: UInt64(level))
        let deflater = Deflater(coding, level: level)
        for _ in 0..<20 {
            deflater.reset()
            let content = Self.content(&random)
            var stream: [UInt8] = []
            var start = 0
            while start < content.count {
                let end = min(content.count, start + Int.random(in: 0...5_000, using: &random))
                let boundary: Deflater.Boundary = Bool.random(using: &random) ? .flush : .none
                content[start..<end].withUnsafeBytes { deflater.add($0, boundary, to: &stream) }
                start = end
            }
            deflater.add(UnsafeRawBufferPointer(start: nil, count: 0), .end, to: &stream)
            let pieces = (0..<50).map { _ in Int.random(in: 1...3_000, using: &random) } + [1_000]
            #expect(inflated(stream, coding, pieces: pieces) == .success(content))
        }
    }

    @Test("gives each flushed piece to be read at once", arguments: codings)
    func flush(_ coding: ContentCoding) throws {
        let deflater = Deflater(coding, level: 1)
        let inflater = Inflater(coding, limits: InflationLimits(expandedBytes: .max))
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1000)
        defer { buffer.deallocate() }
        for number in 0..<100 {
            let line = Array("{\"row\": \(number)}\n".utf8)
            var piece: [UInt8] = []
            line.withUnsafeBytes { deflater.add($0, .flush, to: &piece) }
            let step = try inflater.step(piece.span, into: buffer)
            #expect(step == Inflater.Step(consumed: piece.count, produced: line.count, needsInput: true))
            #expect(Array(buffer[..<step.produced]) == line)
        }
    }

    @Test("is given up where it does not make the content smaller", arguments: codings)
    func noGain(_ coding: ContentCoding) {
        var random = SeededRandom(seed: 3)
        let pool = DeflaterPool(level: 1)
        let noise = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(pool.compressed(noise, coding) == nil)
        #expect(pool.compressed([], coding) == nil)
        // What was given up leaves nothing behind.
        let text = Array("abc".utf8) + [UInt8](repeating: 0x20, count: 100_000)
        for _ in 0..<3 {
            #expect(pool.compressed(text, coding).map { inflated($0, coding) } == .success(text))
        }
    }

    @Test("is reused only for the same coding")
    func pool() {
        let pool = DeflaterPool(level: 1)
        let first = pool.take(.gzip)
        pool.giveBack(first)
        #expect(pool.take(.deflate) !== first)
        #expect(pool.take(.gzip) === first)
        #expect(pool.take(.gzip) !== first)
    }

    /// Up to 60,000 bytes: noise, a few letters, or one byte over and over.
    private static func content(_ random: inout SeededRandom) -> [UInt8] {
        let count = Int.random(in: 0...60_000, using: &random)
        let letters = [1, 3, 20, 256].randomElement(using: &random) ?? 1
        return (0..<count).map { _ in UInt8(Int.random(in: 0..<letters, using: &random)) }
    }
}
