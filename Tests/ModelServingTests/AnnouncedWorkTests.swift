import Testing

@testable import ModelServing

/// What is on its way counts for a while.
struct AnnouncedWorkTests {
    private let start = ContinuousClock.now

    @Test("What was announced counts until it has come")
    func sum() {
        var work = AnnouncedWork()
        work.add(Price(nanoseconds: 3000), 30, at: start)
        work.add(Price(nanoseconds: 500), 5, at: start)
        #expect(work.amount(at: start).count == 2)
        #expect(work.amount(at: start).nanoseconds == 3500)
        #expect(work.amount(at: start).bytes == 35)
        work.remove(Price(nanoseconds: 3000), 30, announced: .zero, at: start)
        #expect(work.amount(at: start).count == 1)
        #expect(work.amount(at: start).nanoseconds == 500)
        #expect(work.amount(at: start).bytes == 5)
        // What comes without an announcement, or was forgotten, does not make up for others.
        work.remove(Price(nanoseconds: 9000), 90, announced: .zero, at: start)
        work.remove(Price(nanoseconds: 9000), 90, announced: .zero, at: start)
        #expect(work.amount(at: start).count == 0)
        #expect(work.amount(at: start).nanoseconds == 0)
        work.add(Price(nanoseconds: 70), 7, at: start)
        #expect(work.amount(at: start).bytes == 7)
    }

    @Test("What comes late takes out what is left of its own announcement, and leaves those of others")
    func lateArrival() {
        var work = AnnouncedWork()
        work.add(Price(nanoseconds: 8000), 800, at: start)
        let later = start + .milliseconds(200)
        work.add(Price(nanoseconds: 1000), 100, at: later)
        work.remove(Price(nanoseconds: 8000), 800, announced: .milliseconds(200), at: later)
        #expect(work.amount(at: later).nanoseconds == 1000)
        #expect(work.amount(at: later).bytes == 100)
        #expect(work.amount(at: later).count == 1)
        // A clock that went back makes nobody's share larger than it was.
        work.remove(Price(nanoseconds: 400), 40, announced: .milliseconds(-100), at: later)
        #expect(work.amount(at: later).nanoseconds == 600)
    }

    @Test("What does not come is forgotten by half each tenth of a second, and a clock that stands still is no time")
    func fading() {
        var work = AnnouncedWork()
        work.add(Price(nanoseconds: 4000), 400, at: start)
        #expect(work.amount(at: start).nanoseconds == 4000)
        #expect(work.amount(at: start + .milliseconds(100)).nanoseconds == 2000)
        #expect(work.amount(at: start + .milliseconds(100)).nanoseconds == 2000)
        #expect(work.amount(at: start + .milliseconds(300)).bytes == 50)
        #expect(work.amount(at: start + .milliseconds(300)).count == 0)
        #expect(work.amount(at: start).bytes == 50)
        #expect(work.amount(at: start + .seconds(3600)).nanoseconds == 0)
    }
}
