internal import Dispatch

/// Reads certificates again when their files change.
///
/// It looks at them every few seconds: what replaces them, by a rename or by turning a link, is then seen alike.
final class CertificateWatch: Sendable {
    // Set once; touched by Dispatch only.
    private nonisolated(unsafe) let timer: any DispatchSourceTimer

    /// Begins to look.
    init(_ store: CertificateStore, every interval: Duration) {
        let timer = DispatchSource.makeTimerSource(
            queue: DispatchQueue(label: "feedforward.certificates", qos: .utility)
        )
        var stamps = store.firstStamps
        timer.setEventHandler {
            store.warnOfEnd()
            let now = store.stamps
            guard now != stamps else { return }
            stamps = now
            store.reload()
        }
        let nanoseconds = Int(clamping: interval.clampedNanoseconds)
        timer.schedule(deadline: .now() + .nanoseconds(nanoseconds), repeating: .nanoseconds(nanoseconds))
        timer.activate()
        self.timer = timer
    }

    deinit { timer.cancel() }
}
