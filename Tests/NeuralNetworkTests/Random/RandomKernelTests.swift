import CKernels
import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("The kernels of the generator")
struct RandomKernelTests {
    /// Sizes around a vector, a group of normals, two groups and the generator's state.
    static let sizes = [16, 17, 31, 32, 33, 47, 48, 608, 623, 624, 625, 639, 640, 641, 1247, 1248, 1249, 1264, 5000]

    @Test(
        "However draws are cut, every path gives the stream of the plain generator",
        arguments: InstructionSet.available,
        [1, 20_250_101] as [UInt32]
    )
    func anySplit(set: InstructionSet, seed: UInt32) {
        var generator = MersenneTwister(seed: UInt64(seed), instructionSet: set)
        var reference = ReferenceTwister(seed: seed)
        var random = SeededRandom(seed: UInt64(seed))
        for step in 0..<150 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                for _ in 0..<Int.random(in: 0..<40, using: &random) {
                    #expect(generator.next() == reference.next(), "step \(step)")
                }
            case 1:
                let count = size(from: 0, using: &random)
                let (lower, upper) = (Float.random(in: -3..<0, using: &random), Float.random(in: 0..<3, using: &random))
                let expected = (0..<count).map { _ in reference.uniform(from: lower, to: upper) }
                let drawn = generator.uniforms(count: count, from: Double(lower), to: Double(upper))
                #expect(bits(drawn) == bits(expected), "step \(step): \(count) uniforms")
            case 2:
                let count = size(from: 16, using: &random)
                let (mean, deviation) = (
                    Float.random(in: -1..<1, using: &random), Float.random(in: 0..<2, using: &random)
                )
                let expected = reference.normals(count: count, mean: mean, deviation: deviation)
                let drawn = generator.normals(count: count, mean: Double(mean), deviation: Double(deviation))
                #expect(bits(drawn) == bits(expected), "step \(step): \(count) normals")
            default:
                // To an end of the state and a little more or less.
                for _ in 0..<624 - Int.random(in: 0..<20, using: &random) {
                    #expect(generator.next() == reference.next(), "step \(step)")
                }
            }
        }
        #expect(generator.next() == reference.next())
    }

    @Test("A kernel writes the elements it is asked for and no others", arguments: InstructionSet.available)
    func bounds(set: InstructionSet) {
        let margin = 64
        for count in Self.sizes {
            for used in [0, 1, 15, 300, 623, 624] {
                for isNormal in [false, true] {
                    var memory = [Float](repeating: -7, count: count + 2 * margin)
                    let words = (0..<UInt32(FF_MERSENNE_ROOM) + 64).map { $0 &* 2_654_435_761 }
                    var state = words
                    let end = memory.withUnsafeMutableBufferPointer { memory -> Int in
                        guard let start = memory.baseAddress?.advanced(by: margin) else { return 0 }
                        return isNormal
                            ? set.random.normal(&state, used, 0, 1, start, count)
                            : set.random.uniform(&state, used, 0, 1, start, count)
                    }
                    #expect(memory.prefix(margin).allSatisfy { $0 == -7 }, "\(count) before")
                    #expect(memory.suffix(margin).allSatisfy { $0 == -7 }, "\(count) behind")
                    #expect(!memory.dropFirst(margin).prefix(count).contains(-7), "\(count) within")
                    #expect(state.suffix(64) == words.suffix(64), "behind the state")
                    let draws = used + count + (isNormal && count % 16 != 0 ? 16 : 0)
                    #expect(end == (draws - 1) % 624 + 1, "\(count) from \(used)")
                }
            }
        }
    }

    @Test("A new array holds what filling an old one gives", arguments: [0, 1, 7, 15, 16, 17, 625, 1 << 20 + 3])
    func newArrays(count: Int) {
        var generator = MersenneTwister(seed: 6)
        var other = generator
        var values = [Float](repeating: .nan, count: count)
        other.fillUniform(&values, from: -2, to: 1)
        #expect(generator.uniforms(count: count, from: -2, to: 1) == values)
        other.fillNormal(&values, mean: 1, deviation: 3)
        #expect(generator.normals(count: count, mean: 1, deviation: 3) == values)
        #expect(generator.next() == other.next())
    }

    private func size(from least: Int, using random: inout SeededRandom) -> Int {
        guard Bool.random(using: &random), let size = Self.sizes.randomElement(using: &random) else {
            return Int.random(in: least..<least + 80, using: &random)
        }
        return size
    }

    private func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }
}
