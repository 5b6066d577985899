import TestSupport
import Testing

@testable import NeuralNetwork

/// Statistics of tensors against exact sums in Python.
struct TensorStatisticsTests {
    @Test("Statistics are the golden ones to 1e-12", arguments: try GoldenVectors.statistics.cases())
    func golden(_ golden: GoldenCase) throws {
        #expect(try TensorStatistics.mismatch(in: golden) == nil)
    }

    @Test("A sum is exact whatever cancels")
    func exactSums() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let count = Int.random(in: 1...40, using: &random)
            var values = (0..<count).map { _ in
                let exponent = Int.random(in: -140...120, using: &random)
                return Float(
                    sign: Bool.random(using: &random) ? .plus : .minus,
                    exponent: exponent,
                    significand: .random(in: 1..<2, using: &random)
                )
            }
            // Half of them cancel; what remains may be far smaller than what went.
            values += values.prefix(count / 2).map { -$0 }
            values.shuffle(using: &random)
            var sum = ExactSum()
            for value in values { sum.add(value) }
            #expect(sum.value == wideSum(values))
        }
    }

    @Test("Extremes of float32 sum exactly")
    func extremes() {
        var sum = ExactSum()
        for _ in 0..<3 { sum.add(.greatestFiniteMagnitude) }
        #expect(sum.value == 3 * Double(Float.greatestFiniteMagnitude))
        for _ in 0..<3 { sum.add(-.greatestFiniteMagnitude) }
        #expect(sum.value == 0)
        sum.add(-.leastNonzeroMagnitude)
        #expect(sum.value == -Double(Float.leastNonzeroMagnitude))
    }

    @Test("Values that are not finite are counted and left out")
    func nonFinite() {
        let statistics = TensorStatistics(of: [.nan, 1, .infinity, 3, -.infinity])
        #expect(statistics.count == 5)
        #expect(statistics.nonFinite == 3)
        #expect(statistics.mean == 2)
        #expect(statistics.std == 1)
        #expect(statistics.rms == 5.0.squareRoot())
        #expect(statistics.histogram?.counts.reduce(0, +) == 2)
        let none = TensorStatistics(of: [.nan])
        #expect(none.mean == nil && none.std == nil && none.minimum == nil && none.histogram == nil)
        #expect(none.quantiles == [nil, nil, nil, nil, nil])
    }

    @Test("Bins are half-open, the last one closed; one bin if all values are equal")
    func histogram() {
        let options = StatisticsOptions(bins: .uniform(count: 4, range: 0...1), quantiles: [])
        let histogram = TensorStatistics(of: [-0.1, 0, 0.25, 0.4999, 0.5, 0.75, 1, 1.1], options: options).histogram
        #expect(histogram?.edges == [0, 0.25, 0.5, 0.75, 1])
        #expect(histogram?.counts == [1, 2, 1, 2])
        #expect(histogram?.below == 1)
        #expect(histogram?.above == 1)
        let equal = TensorStatistics(of: [2, 2, 2]).histogram
        #expect(equal?.edges == [2, 2])
        #expect(equal?.counts == [3])
    }

    @Test("Every value lies in the bin whose edges say so")
    func binsAgreeWithEdges() throws {
        var random = SeededRandom(seed: 3)
        let values = (0..<5_000).map { _ in Float.random(in: -1...1, using: &random) } + [0.1, 0.2, 0.3, -0.1, 1, -1]
        for bins in [1, 3, 7, 20, 999] {
            let options = StatisticsOptions(bins: .uniform(count: bins, range: -0.9...0.7), quantiles: [])
            let histogram = try #require(TensorStatistics(of: values, options: options).histogram)
            for bin in 0..<bins {
                let isLast = bin == bins - 1
                let expected = values.count {
                    let value = Double($0)
                    return value >= histogram.edges[bin]
                        && (value < histogram.edges[bin + 1] || isLast && value == histogram.edges[bin + 1])
                }
                #expect(histogram.counts[bin] == expected)
            }
        }
    }

    @Test("Sorting by radix orders as comparison does")
    func sorting() {
        var random = SeededRandom(seed: 5)
        let values = (0..<20_000).map { _ in Float(bitPattern: .random(in: 0...UInt32.max, using: &random)) }
        let expected = values.filter(\.isFinite).sorted()
        #expect(SortedValues(finiteOf: values).values == expected)
    }

    /// A sum in big integers: units of 2^-149, two's complement in 512 bits.
    private func wideSum(_ values: [Float]) -> Double {
        var limbs = [UInt32](repeating: 0, count: 16)
        for value in values {
            var term = [UInt32](repeating: 0, count: 16)
            let significand = UInt64(value.significandBitPattern | (value.exponentBitPattern == 0 ? 0 : 1 << 23))
            let shift = max(Int(value.exponentBitPattern), 1) - 1
            let wide = significand << UInt64(shift % 32)
            term[shift / 32] = UInt32(truncatingIfNeeded: wide)
            term[shift / 32 + 1] = UInt32(truncatingIfNeeded: wide >> 32)
            if value.sign == .minus { negate(&term) }
            var carry: UInt64 = 0
            for index in 0..<16 {
                let total = UInt64(limbs[index]) + UInt64(term[index]) + carry
                limbs[index] = UInt32(truncatingIfNeeded: total)
                carry = total >> 32
            }
        }
        let isNegative = limbs[15] >> 31 == 1
        if isNegative { negate(&limbs) }
        guard let top = (0..<512).last(where: { limbs[$0 / 32] >> UInt32($0 % 32) & 1 == 1 }) else { return 0 }
        func bit(_ index: Int) -> Bool { index >= 0 && limbs[index / 32] >> UInt32(index % 32) & 1 == 1 }
        var significand: UInt64 = 0
        for offset in 0..<53 { significand = significand << 1 | (bit(top - offset) ? 1 : 0) }
        let half = bit(top - 53)
        let rest = (0..<max(top - 53, 0)).contains(where: bit)
        if half, rest || significand & 1 == 1 { significand += 1 }
        let magnitude = Double(sign: .plus, exponent: top - 52 - 149, significand: Double(significand))
        return isNegative ? -magnitude : magnitude
    }

    private func negate(_ limbs: inout [UInt32]) {
        var carry: UInt64 = 1
        for index in limbs.indices {
            let total = UInt64(~limbs[index]) + carry
            limbs[index] = UInt32(truncatingIfNeeded: total)
            carry = total >> 32
        }
    }
}
