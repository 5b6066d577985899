internal import Dispatch
internal import Glibc

/// Reads certificates again when their files change.
///
/// It looks at them every few seconds: what replaces them, by a rename or by turning a link, is then seen alike.
final class CertificateWatch: Sendable {
    /// What of a file changes with its content.
    private struct Stamp: Equatable {
        let device: dev_t
        let inode: ino_t
        let size: off_t
        let seconds: time_t
        let nanoseconds: Int

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (device, inode, size) = (status.st_dev, status.st_ino, status.st_size)
            (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        }
    }

    // Set once; touched by Dispatch only.
    private nonisolated(unsafe) let timer: any DispatchSourceTimer

    /// Begins to look.
    init(_ store: CertificateStore, every interval: Duration) {
        let timer = DispatchSource.makeTimerSource(
            queue: DispatchQueue(label: "feedforward.certificates", qos: .utility)
        )
        var stamps = store.files.map(Stamp.init)
        timer.setEventHandler {
            store.warnOfEnd()
            let now = store.files.map(Stamp.init)
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
