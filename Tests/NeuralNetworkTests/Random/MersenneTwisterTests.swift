import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("MersenneTwister")
struct MersenneTwisterTests {
    @Test("A generator draws PyTorch's words, uniforms and permutations", arguments: InstructionSet.available)
    func uniform(set: InstructionSet) throws {
        for golden in try GoldenVectors.uniform.cases() {
            #expect(try MersenneTwister.mismatch(in: golden, set) == nil)
        }
    }

    @Test("A generator draws PyTorch's normals", arguments: InstructionSet.available)
    func normal(set: InstructionSet) throws {
        for golden in try GoldenVectors.normal.cases() {
            #expect(try MersenneTwister.mismatch(in: golden, set) == nil)
        }
    }

    @Test("The ten-thousandth word of seed 5489 is the known one")
    func knownAnswer() {
        var generator = MersenneTwister(seed: 5489)
        for _ in 1..<10_000 { _ = generator.next() }
        #expect(generator.next() == 4_123_659_995)
    }

    @Test("A seed counts modulo 2^32", arguments: [0, 1, 42, 0xffff_ffff] as [UInt64])
    func lowBits(seed: UInt64) {
        var low = MersenneTwister(seed: seed)
        var high = MersenneTwister(seed: seed | 0x1234_5678 << 32)
        #expect(low.next() == high.next())
    }

    @Test("A copy of a generator draws on its own")
    func copies() {
        var first = MersenneTwister(seed: 3)
        _ = first.next()
        var second = first
        #expect((0..<700).map { _ in first.next() } == (0..<700).map { _ in second.next() })
    }

    @Test("Filling nothing draws nothing")
    func nothing() {
        var generator = MersenneTwister(seed: 9)
        var untouched = generator
        var empty: [Float] = []
        generator.fillUniform(&empty, from: 0, to: 1)
        generator.fillNormal(&empty, mean: 0, deviation: 1)
        #expect(generator.next() == untouched.next())
    }
}
