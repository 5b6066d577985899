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

    /// Numbers of which many are alike in their upper bits, or equal, or infinite, or none.
    private static let manyNumbers: [(name: String, make: @Sendable (inout SeededRandom) -> Float)] = [
        ("any bits", { Float(bitPattern: .random(in: 0...UInt32.max, using: &$0)) }),
        ("about 1", { .random(in: 0.999...1.001, using: &$0) }),
        ("few values", { [-1, -0.0, 0, 0.5, 1][Int.random(in: 0...4, using: &$0)] }),
        ("one value", { _ in 0.1 }),
        ("about 0", { .random(in: -1...1, using: &$0) }),
        ("hardly any", { Bool.random(using: &$0) ? .nan : .infinity }),
        ("subnormal", { Float(bitPattern: .random(in: 0...0x7f_ffff, using: &$0)) }),
    ]

    @Test("Selecting finds what sorting finds", arguments: 0..<7)
    func selection(kind: Int) {
        let (name, make) = Self.manyNumbers[kind]
        var random = SeededRandom(seed: 5)
        let values = (0..<20_000).map { _ in make(&random) }
        let sorted = values.filter(\.isFinite).sorted()
        let quantiles = [0, 0.001, 0.25, 1.0 / 3, 0.5, 0.75, 0.999, 1]
        for bins in [
            StatisticsOptions.Bins.uniform(count: 20, range: nil), .uniform(count: 7, range: -0.5...0.1),
            .edges([-1, -0.0, 0.1, 1]), .edges([-1e300, 0, 1e300]),
        ] {
            let statistics = TensorStatistics(
                of: values,
                options: StatisticsOptions(bins: bins, quantiles: quantiles)
            )
            let expected = quantiles.map { q -> Double? in
                guard !sorted.isEmpty else { return nil }
                let position = Double(sorted.count - 1) * q
                let lower = Int(position)
                let upper = min(lower + 1, sorted.count - 1)
                let (a, b) = (Double(sorted[lower]), Double(sorted[upper]))
                return a + (b - a) * (position - Double(lower))
            }
            #expect(statistics.quantiles == expected, "\(name)")
            guard let histogram = statistics.histogram else {
                #expect(sorted.isEmpty)
                continue
            }
            let edges = histogram.edges
            #expect(histogram.below == sorted.count { Double($0) < edges[0] })
            #expect(histogram.above == sorted.count { Double($0) > edges[edges.count - 1] })
            for bin in histogram.counts.indices {
                let isLast = bin == histogram.counts.count - 1
                let count = sorted.count { value in
                    let value = Double(value)
                    return value >= edges[bin] && (value < edges[bin + 1] || isLast && value == edges[bin + 1])
                }
                #expect(histogram.counts[bin] == count, "\(name), bin \(bin)")
            }
        }
    }

    @Test("Moments have the same bits on every instruction set, and exact sums", arguments: 0..<7)
    func moments(kind: Int) {
        let (name, make) = Self.manyNumbers[kind]
        var random = SeededRandom(seed: 6)
        for count in [1, 7, 8, 9, 31, 64, 1000] {
            let values = (0..<count).map { _ in make(&random) }
            let expected = FiniteMoments(values, instructionSet: .portable)
            for set in InstructionSet.available {
                #expect(FiniteMoments(values, instructionSet: set) == expected, "\(set), \(name)")
            }
            let finite = values.filter(\.isFinite)
            #expect(expected.count == finite.count && expected.zeros == finite.count { $0 == 0 })
            #expect(expected.minimum == finite.min().map(Double.init), "\(name)")
            #expect(expected.maximum == finite.max().map(Double.init), "\(name)")
            guard !finite.isEmpty else { continue }
            #expect(expected.mean == wideSum(finite) / Double(finite.count), "\(name)")
            #expect(expected.absoluteSum == wideSum(finite.map(abs)), "\(name)")
        }
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
