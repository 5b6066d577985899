import Testing

@testable import InferenceService

struct AxisTests {
    private func labels(_ lower: Double, _ upper: Double, atMost limit: Int = 10, characterWidth: Double = 0)
        -> [String]
    {
        Axis(lower: lower, upper: upper, start: 0, end: 600)
            .ticks(atMost: limit, characterWidth: characterWidth).map(\.label)
    }

    @Test("Ticks are one, two or five times a power of ten apart, with the decimals that this takes")
    func steps() {
        #expect(labels(-5, 5) == ["−5", "−4", "−3", "−2", "−1", "0", "1", "2", "3", "4", "5"])
        #expect(labels(-8, 8) == ["−8", "−6", "−4", "−2", "0", "2", "4", "6", "8"])
        #expect(labels(-0.06, 1.07) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(labels(0, 100, atMost: 2) == ["0", "50", "100"])
        #expect(labels(0.001, 0.0021, atMost: 4) == ["0.0010", "0.0015", "0.0020"])
    }

    @Test("Numbers far from one are written with powers of ten, all digits kept")
    func powersOfTen() {
        #expect(labels(0, 3e38, atMost: 3) == ["0", "1e38", "2e38", "3e38"])
        #expect(labels(-4e-7, 4e-7, atMost: 4) == ["−4e−7", "−2e−7", "0", "2e−7", "4e−7"])
        #expect(labels(0, 1.5e9, atMost: 3) == ["0", "5e8", "1e9", "1.5e9"])
    }

    @Test("There are fewer ticks where labels would touch")
    func room() {
        let labels = labels(1_000_000, 1_000_001, characterWidth: 7)
        #expect(labels.count > 1)
        for label in labels { #expect(Double(label.count + 2) * 7 <= 600 / Double(labels.count - 1)) }
    }

    @Test("Numbers too near to each other have no ticks, and nothing traps")
    func degenerate() {
        _ = labels(1e300, (1e300).nextUp)
        _ = labels(-1.7e308, 1.7e308)
        #expect(labels(1, 1.0.nextUp).count <= 11)
    }

    @Test("Positions run from one end to the other and stay there")
    func positions() {
        let axis = Axis(lower: -1, upper: 3, start: 400, end: 0)
        #expect(axis.position(of: -1) == 400)
        #expect(axis.position(of: 0) == 300)
        #expect(axis.position(of: 3) == 0)
        #expect(axis.position(of: 7) == 0)
    }
}
