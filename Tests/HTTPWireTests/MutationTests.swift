import HTTPWire
import TestSupport
import Testing

/// Requests of the corpus, damaged at random from fixed seeds.
@Suite("Damaged requests")
struct MutationTests {
    /// Bytes that mean something, so that damage is not only noise.
    private static let meaningful = Array("\r\n\t :,;=\"\\/?#%*0159aAfFxX[]@\0\u{7F}".utf8) + [0x80, 0xFF]

    /// The inputs of the corpus, those that hold a whole request five times: most cases break a rule already.
    private let inputs = CorpusCase.all.filter { (1..<400).contains($0.input.count) }.flatMap { item in
        [[UInt8]](repeating: item.input, count: item.events.last?.hasPrefix("end") == true ? 5 : 1)
    }

    @Test("give events or a violation, the same ones in one piece and in two", arguments: UInt64(1)...10)
    func properties(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let room = GuardedBytes(capacity: 2_000)
        let tight = WireLimits(
            requestLineBytes: 40,
            headBytes: 120,
            fieldCount: 3,
            chunkLineBytes: 12,
            trailerBytes: 24,
            chunkExtensionBytes: 16
        )
        var requests = 0
        var reasons: Set<ProtocolError.Reason> = []
        for round in 0..<10_000 {
            let input = damaged(inputs[random.below(inputs.count)], &random)
            let limits = round % 4 == 0 ? tight : WireLimits()
            do {
                let whole = try Feeding(limits: limits, room: room).observations(of: input)
                let cut = random.below(input.count + 1)
                let halves = try Feeding(limits: limits).observations(of: input, cuts: [cut])
                guard whole == halves else {
                    Issue.record("split at \(cut): \(EscapedText.quoted(input))")
                    return
                }
                for case .end in whole { requests += 1 }
                if case .error(let error) = whole.last { reasons.insert(error.reason) }
            } catch let broken as Feeding.Broken {
                Issue.record("\(broken.promise): \(EscapedText.quoted(input))")
                return
            }
        }
        // The damage is neither so light nor so heavy that one side of the decoder is never seen.
        #expect(requests > 1_000)
        #expect(reasons.count > 30)
    }

    private func damaged(_ original: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = original
        for _ in 0...random.below(3) {
            let place = random.below(bytes.count + 1)
            let byte = Self.meaningful[random.below(Self.meaningful.count)]
            switch random.below(6) {
            case 0: bytes.insert(byte, at: place)
            case 1 where place < bytes.count: bytes[place] = byte
            case 2 where place < bytes.count: bytes.remove(at: place)
            case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
            case 4: bytes.insert(contentsOf: bytes[place...].prefix(random.below(16)), at: place)
            default:
                let other = inputs[random.below(inputs.count)]
                bytes = Array(bytes[..<place]) + other[random.below(other.count)...].prefix(200)
            }
        }
        return Array(bytes.prefix(2_000))
    }
}

extension SeededRandom {
    fileprivate mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
