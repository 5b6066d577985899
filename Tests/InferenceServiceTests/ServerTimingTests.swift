import HTTPServer
import Testing

@testable import InferenceService

struct ServerTimingTests {
    @Test("Metrics stand in the order of events, in milliseconds, and storage only where it was used")
    func field() {
        var timing = ServerTiming(parse: .microseconds(7), queue: .zero, compute: .milliseconds(1234))
        timing.serialise = .nanoseconds(1_000_999)
        #expect(timing.field.value == "parse;dur=0.007, queue;dur=0.000, compute;dur=1234.000, serialise;dur=1.000")
        timing.store = .microseconds(60)
        #expect(
            timing.field.value
                == "parse;dur=0.007, queue;dur=0.000, compute;dur=1234.000, store;dur=0.060, serialise;dur=1.000"
        )
        // A clock that goes back gives no negative time.
        timing.parse = .seconds(-1)
        #expect(timing.field.value.hasPrefix("parse;dur=0.000,"))
    }

    @Test("What is measured is added, also if it fails")
    func adding() {
        struct Failure: Error {}
        var time = Duration.seconds(1)
        #expect(time.add { 7 } == 7)
        let before = time
        #expect(before >= .seconds(1))
        #expect(throws: Failure.self) {
            try time.add { () throws(Failure) in
                let end = ContinuousClock.now.advanced(by: .milliseconds(2))
                while ContinuousClock.now < end {}
                throw Failure()
            }
        }
        #expect(time - before >= .milliseconds(2))
    }
}
