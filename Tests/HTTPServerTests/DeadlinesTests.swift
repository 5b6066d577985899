import Testing

@testable import HTTPServer

/// Deadlines without sockets.
struct DeadlinesTests {
    private func make() -> Deadlines {
        Deadlines { UInt64(($0.rawValue + 1) * 100) }
    }

    @Test("Waits of a kind expire in the order they began, and not before their time")
    func order() {
        var deadlines = make()
        for slot in [5, 2, 9] { deadlines.set(.head, slot: slot, now: UInt64(slot == 5 ? 0 : slot == 2 ? 10 : 20)) }
        #expect(deadlines.earliest == 100)
        #expect(deadlines.popExpired(now: 99) == nil)
        #expect(deadlines.popExpired(now: 115)?.slot == 5)
        #expect(deadlines.popExpired(now: 115)?.slot == 2)
        #expect(deadlines.popExpired(now: 115) == nil)
        #expect(deadlines.earliest == 120)
    }

    @Test("A new wait takes the place of the old one, and a cleared one never comes")
    func replaces() {
        var deadlines = make()
        for slot in 0..<3 { deadlines.set(.head, slot: slot, now: 0) }
        deadlines.set(.body, slot: 1, now: 50)
        deadlines.clear(slot: 0)
        deadlines.clear(slot: 7)
        #expect(deadlines.kind(of: 0) == nil)
        #expect(deadlines.kind(of: 1) == .body)
        #expect(deadlines.popExpired(now: 200)?.slot == 2)
        #expect(deadlines.popExpired(now: 249) == nil)
        let expired = deadlines.popExpired(now: 250)
        #expect(expired?.slot == 1)
        #expect(expired?.kind == .body)
        #expect(deadlines.earliest == nil)
    }

    @Test("Against a plain list, over a long random history")
    func model() {
        var deadlines = make()
        var model: [Int: (kind: Deadlines.Kind, time: UInt64)] = [:]
        var random: UInt64 = 1
        func next(_ bound: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(random >> 33) % bound
        }
        for step in 0..<20_000 {
            let now = UInt64(step)
            let slot = next(40)
            switch next(3) {
            case 0:
                deadlines.clear(slot: slot)
                model[slot] = nil
            default:
                let kind = Deadlines.Kind.allCases[next(Deadlines.Kind.allCases.count)]
                let time = deadlines.set(kind, slot: slot, now: now)
                model[slot] = (kind, time)
            }
            while let (slot, kind) = deadlines.popExpired(now: now) {
                #expect(model[slot]?.kind == kind)
                #expect(model[slot]?.time == now)
                model[slot] = nil
            }
            #expect(deadlines.earliest == model.values.map(\.time).min())
        }
    }

    @Test(
        "A duration beyond what fits is the largest",
        arguments: [(Duration.seconds(1), UInt64(1_000_000_000)), (Duration.zero, UInt64(0))]
    )
    func durations(duration: Duration, nanoseconds: UInt64) {
        #expect(duration.clampedNanoseconds == nanoseconds)
        #expect((duration + .seconds(Int64.max / 2)).clampedNanoseconds == .max)
        #expect((.zero - duration).clampedNanoseconds == 0)
    }
}
