import TestSupport
import Testing

@testable import HTTPServer

/// What waits for a client.
struct OutputQueueTests {
    @Test("Everything is sent in order and counted, however it comes and goes", arguments: 0..<8 as Range<UInt64>)
    func order(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var queue = OutputQueue()
        var expected: [UInt8] = []
        var sent: [UInt8] = []
        for step in 0..<400 {
            if step < 200, Bool.random(using: &random) || queue.isEmpty {
                let count = Int.random(in: 0...(seed < 4 ? 100 : 40_000), using: &random)
                let piece = (0..<count).map { UInt8(truncatingIfNeeded: step &+ $0) }
                // Some of a piece may have been sent before it is queued, if nothing is queued before it.
                let offset = queue.isEmpty && count > 0 ? Int.random(in: 0...count, using: &random) : 0
                expected += piece[offset...]
                queue.append(piece, from: offset)
            } else {
                let most = Int.random(in: 1...50_000, using: &random)
                while queue.sendFirst({ bytes, _ in
                    let count = min(most, bytes.count)
                    sent += bytes[..<count]
                    return count
                }) {}
            }
            #expect(queue.byteCount == expected.count - sent.count)
            #expect(queue.isEmpty == (queue.byteCount == 0))
        }
        while queue.sendFirst({ bytes, _ in
            sent += bytes
            return bytes.count
        }) {}
        #expect(queue.isEmpty)
        #expect(sent == expected)
    }

    @Test("Small pieces are joined, and large ones stay as they came")
    func joining() {
        var queue = OutputQueue()
        for _ in 0..<10_000 { queue.append([1, 2, 3]) }
        queue.append([UInt8](repeating: 4, count: 1 << 20))
        queue.append([5])
        let pieces = queue.drained()
        #expect(pieces.map(\.count) == [30_000, 1 << 20, 1])
        #expect(pieces.reduce([], +) == (0..<10_000).flatMap { _ in [1, 2, 3] } + pieces[1] + [5])
    }
}
