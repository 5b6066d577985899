import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("A truncated normal")
struct TruncatedNormalTests {
    @Test("Every value is within the bounds, in both ways of drawing", arguments: [(-2.0, 2.0), (-0.1, 0.1), (1.5, 9)])
    func bounds(lower: Double, upper: Double) {
        let normal = TruncatedNormal(mean: 0, deviation: 1, lower: lower, upper: upper)
        var generator = MersenneTwister(seed: 3)
        for count in [1, 15, 16, 17, 1000] {
            let values = normal.draw(count, from: &generator)
            #expect(values.count == count)
            #expect(values.allSatisfy { $0 >= Float(lower) && $0 <= Float(upper) })
        }
    }

    @Test(
        "The acceptance is the share of numbers that are kept",
        arguments: [(-2.0, 2.0), (-0.5, 0.2), (1, 4), (3, 40)]
    )
    func acceptance(lower: Double, upper: Double) {
        let normal = TruncatedNormal(mean: 0, deviation: 1, lower: lower, upper: upper)
        var random = SeededRandom(seed: 8)
        var generator = MersenneTwister(seed: 8)
        let count = 200_000
        let kept: Int
        if normal.drawsNormals {
            let values = generator.normals(count: count, mean: 0, deviation: 1)
            kept = values.count { Double($0) >= lower && Double($0) <= upper }
        } else {
            kept = (0..<count).count { _ in
                let x = Double.random(in: lower...upper, using: &random)
                let peak = max(lower, min(0, upper))
                return Double.random(in: 0...1, using: &random) <= reference(exp: 0.5 * (peak * peak - x * x))
            }
        }
        let share = normal.acceptance
        let error = (share * (1 - share) / Double(count)).squareRoot()
        #expect(abs(Double(kept) / Double(count) - share) <= 5 * error)
    }

    @Test("Bounds that hold one point draw it, and bounds that hold nearly nothing are known to")
    func extremes() {
        var generator = MersenneTwister(seed: 1)
        let point = TruncatedNormal(mean: 0, deviation: 1, lower: 3, upper: 3)
        #expect(point.draw(20, from: &generator) == [Float](repeating: 3, count: 20))
        #expect(point.moments == (3, 0))
        #expect(point.expectedRounds(1000) == 1)
        let remote = TruncatedNormal(mean: 0, deviation: 1e-6, lower: 1, upper: 2)
        #expect(remote.acceptance == 0x1p-24)
        #expect(remote.expectedRounds(1000) > 1e8)
    }

    /// The digests are those of PyTorch 2.13 after `torch.manual_seed(seed)` and `trunc_normal_(w, a=1, b=200)`.
    @Test(
        "Beside a uniform of 0 every candidate is kept, however far out",
        .disabled(if: isSanitized, "it draws tens of millions of numbers"),
        arguments: [
            (1, "291681f90ec6eb6387b35179a5d02f22365cb213294908f434730ab602a67516", 196.85),
            (2, "b7336c15df74ad94beb2750c9649d50599ebe678bdd234412160389f6e1a1b58", 4.80),
            (3, "9fe1680cffae06e98d71a3e73580061b2f28a252cce254dfb0aeeba2c363f106", 152.78),
        ] as [(UInt64, String, Float)]
    )
    func zeroUniform(seed: UInt64, digest: String, largest: Float) {
        let normal = TruncatedNormal(mean: 0, deviation: 1, lower: 1, upper: 200)
        var generator = MersenneTwister(seed: seed)
        let values = normal.draw(512 * 256, from: &generator)
        #expect(abs((values.max() ?? 0) - largest) < 0.01)
        #expect(referenceSHA256(values.withUnsafeBytes { Array($0) }) == digest)
    }

    @Test("Where no float32 between the bounds is ever drawn, the elements end on a bound")
    func unreachableBounds() {
        // Both bounds round to the float32 below 1, and the mean to 1, from which the deviation leads nowhere.
        let bound = Double(Float(1).nextDown)
        let normal = TruncatedNormal(mean: 1 - 2.9e-8, deviation: 4e-9, lower: bound, upper: 1 - 3e-8)
        #expect(normal.drawsNormals)
        var generator = MersenneTwister(seed: 1)
        #expect(normal.draw(40, from: &generator).allSatisfy { $0 == Float(bound) })
    }

    @Test("The expected rounds are about those that it takes", arguments: [(-2.0, 2.0), (-0.7, 0.2), (2, 3), (0, 9)])
    func rounds(lower: Double, upper: Double) {
        let normal = TruncatedNormal(mean: 0, deviation: 1, lower: lower, upper: upper)
        var total = 0.0
        for seed in 0..<20 as Range<UInt64> {
            var generator = MersenneTwister(seed: seed)
            var words = generator
            _ = normal.draw(256, from: &generator)
            let next = generator.next()
            // Each round takes 256 words, or 512.
            let round = normal.drawsNormals ? 256 : 512
            var rounds = 0
            var word: UInt32 = 0
            repeat {
                for _ in 0..<round { _ = words.next() }
                rounds += 1
                var copy = words
                word = copy.next()
            } while word != next && rounds < 1000
            total += Double(rounds) / 20
        }
        let expected = normal.expectedRounds(256)
        #expect(expected > total / 3 && expected < total * 3, "\(total) rounds, \(expected) expected")
    }

    /// e^x for x <= 0 by its series, which does not depend on the engine's own functions.
    private func reference(exp x: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for n in 1..<200 {
            term *= -x / Double(n)
            sum += term
        }
        return 1 / sum
    }
}
