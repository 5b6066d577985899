internal import Synchronization

/// Counts the bytes of requests that the connections of all reactors hold, against a limit.
///
/// One request at a time may hold more than is left: so the largest body that is allowed comes in under any limit, and
/// what all hold together is at most the limit and one such body.
final class ReceivedBytes: Sendable {
    /// The most bytes that all but one request hold together.
    let limit: Int

    private let held = Atomic(0)
    private let isOneBeyond = Atomic(false)

    /// Makes a count of nothing.
    init(limit: Int) { self.limit = limit }

    /// How many bytes are held, without those of the request that is beyond the limit.
    var count: Int { held.load(ordering: .relaxed) }

    fileprivate func take(_ count: Int) -> Bool {
        let (_, after) = held.add(count, ordering: .relaxed)
        guard after > limit else { return true }
        held.subtract(count, ordering: .relaxed)
        return false
    }

    fileprivate func giveBack(_ count: Int) { held.subtract(count, ordering: .relaxed) }

    fileprivate func goBeyond() -> Bool { !isOneBeyond.exchange(true, ordering: .relaxed) }

    fileprivate func comeBack() { isOneBeyond.store(false, ordering: .relaxed) }

    /// The bytes of one request, given back with the last reference.
    ///
    /// Touched by one queue at a time: first the connection's, then that of whoever the request was handed to, who only
    /// lets it go.
    final class Share: @unchecked Sendable {
        private let all: ReceivedBytes
        private var count = 0
        private var isBeyond = false

        /// Makes a share of no bytes.
        init(of all: ReceivedBytes) { self.all = all }

        deinit {
            if isBeyond { all.comeBack() } else { all.giveBack(count) }
        }

        /// Whether so many bytes may come, as far as can be said before they do.
        ///
        /// They are not set aside, or to announce them would be as good as to send them. What is more than is left gets
        /// the place of the one request beyond the limit, if that is free.
        func admits(_ announced: Int) -> Bool {
            if isBeyond { return true }
            let others = all.count - count
            return announced <= all.limit - others || takeBeyond()
        }

        /// Sets how many bytes are held.
        ///
        /// - Returns: Whether they may be; if not, the share stays as it was.
        func set(_ count: Int) -> Bool {
            guard !isBeyond, count != self.count else { return true }
            guard count > self.count else {
                all.giveBack(self.count - count)
                self.count = count
                return true
            }
            guard all.take(count - self.count) else { return takeBeyond() }
            self.count = count
            return true
        }

        private func takeBeyond() -> Bool {
            guard all.goBeyond() else { return false }
            all.giveBack(count)
            count = 0
            isBeyond = true
            return true
        }
    }
}
