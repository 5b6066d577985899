import TestSupport
import Testing

@testable import HTTPServer

/// Streams by Python's gzip and zlib, whole, cut, damaged and endless.
@Suite("Inflating")
struct InflaterTests {
    @Test("gives what Python compressed, or says what is wrong with it", arguments: try CompressedStream.all())
    func fixtures(_ stream: CompressedStream) {
        #expect(inflated(stream.bytes, stream.contentCoding) == stream.outcome)
    }

    @Test("does not depend on how the stream is cut or how much room there is", arguments: try CompressedStream.all())
    func pieces(_ stream: CompressedStream) {
        var random = SeededRandom(seed: 5)
        for room in [1, 2, 7, 300, 70_000] {
            #expect(inflated(stream.bytes, stream.contentCoding, pieces: [1], room: room) == stream.outcome)
            let pieces = (0..<200).map { _ in Int.random(in: 0...9, using: &random) } + [13]
            #expect(inflated(stream.bytes, stream.contentCoding, pieces: pieces, room: room) == stream.outcome)
        }
    }

    @Test("finds every prefix of a stream truncated", arguments: try CompressedStream.all())
    func prefixes(_ stream: CompressedStream) throws {
        // Of several members a prefix may be whole.
        guard case .success = stream.outcome, stream.name != "three members" else { return }
        for count in 0..<stream.bytes.count {
            let outcome = inflated(Array(stream.bytes.prefix(count)), stream.contentCoding, room: 70_000)
            #expect(outcome == .failure(.truncated), "\(count) bytes")
        }
    }

    @Test("takes no flipped bit for content with another checksum", arguments: try CompressedStream.all())
    func flippedBits(_ stream: CompressedStream) throws {
        guard case .success(let expanded) = stream.outcome, expanded.count < 10_000 else { return }
        var refused = 0
        for bit in 0..<stream.bytes.count * 8 {
            var damaged = stream.bytes
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            switch inflated(damaged, stream.contentCoding) {
            case .success(let other):
                // Some bits of a header say nothing about the content. A CRC-32 finds all the rest; an Adler-32 is so
                // weak that it misses one here and there.
                let isSame = other == expanded
                let isMissed = stream.contentCoding == .deflate && adler32(other) == adler32(expanded)
                #expect(isSame || isMissed, "bit \(bit)")
            case .failure: refused += 1
            }
        }
        #expect(refused > stream.bytes.count * 4)
    }

    @Test("stops at the limit of bytes, not before and not after it", arguments: [ContentCoding.gzip, .deflate])
    func expandedLimit(_ coding: ContentCoding) throws {
        let content = [UInt8](repeating: 0x30, count: 100_000)
        let stream = try #require(Deflater(coding, level: 9).compressed(content))
        let fits = InflationLimits(expandedBytes: 100_000)
        for room in [64, 200_000] {
            let isWhole = inflated(stream, coding, room: room, limits: fits) == .success(content)
            #expect(isWhole)
        }
        let tight = InflationLimits(expandedBytes: 99_999)
        #expect(inflated(stream, coding, limits: tight) == .failure(.expandedTooLarge(limit: 99_999)))
        let none = InflationLimits(expandedBytes: 0)
        #expect(inflated(stream, coding, limits: none) == .failure(.expandedTooLarge(limit: 0)))
    }

    @Test("holds only what exceeds the allowance against the ratio")
    func ratio() throws {
        let zeros = [UInt8](repeating: 0, count: 100_000)
        let stream = try #require(Deflater(.gzip, level: 9).compressed(zeros))
        let factor = zeros.count / stream.count
        for (ratio, allowance, isRefused) in [
            (1_040, 0, false), (factor / 2, 0, true), (factor / 2, 100_000, false), (factor / 2, 99_000, true),
        ] {
            let limits = InflationLimits(expandedBytes: .max, ratio: ratio, ratioAllowance: allowance)
            let outcome = inflated(stream, .gzip, limits: limits)
            let isAsExpected = outcome == (isRefused ? .failure(.ratioTooLarge(limit: ratio)) : .success(zeros))
            #expect(isAsExpected, "ratio \(ratio), allowance \(allowance)")
        }
    }

    @Test("refuses an endless stream of zeros after a small part of it")
    func bomb() throws {
        // A megabyte of zeros in a kilobyte, and again and again: 10 GB in 10 MB, of which little is looked at.
        let deflater = Deflater(.gzip, level: 9)
        let megabyte = [UInt8](repeating: 0, count: 1 << 20)
        var piece: [UInt8] = []
        megabyte.withUnsafeBytes { deflater.add($0, .flush, to: &piece) }
        var next: [UInt8] = []
        megabyte.withUnsafeBytes { deflater.add($0, .flush, to: &next) }
        #expect(next.count < 1100)

        let inflater = Inflater(.gzip, limits: InflationLimits(expandedBytes: 64 << 20))
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 << 10)
        defer { buffer.deallocate() }
        var pieces = 0
        #expect(throws: InflationError.ratioTooLarge(limit: 200)) {
            while pieces < 10_000 {
                let bytes = pieces == 0 ? piece : next
                var start = 0
                while true {
                    let step = try inflater.step(bytes.span.extracting(start...), into: buffer)
                    start += step.consumed
                    if step.needsInput { break }
                }
                pieces += 1
            }
        }
        #expect(pieces < 10)
        #expect(inflater.expandedCount <= 8 << 20 + 64 << 10)
        // It does not recover.
        #expect(throws: InflationError.ratioTooLarge(limit: 200)) {
            let nothing: [UInt8] = []
            _ = try inflater.step(nothing.span, into: buffer)
        }
        #expect(throws: InflationError.ratioTooLarge(limit: 200)) { try inflater.finish() }
    }
}

/// The checksum of RFC 1950.
private func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
        a = (a + UInt32(byte)) % 65_521
        b = (b + a) % 65_521
    }
    return b << 16 | a
}
