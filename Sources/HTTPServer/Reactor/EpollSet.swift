internal import CLinux
internal import Glibc

/// A level-triggered epoll set.
///
/// A class, because the descriptor must outlive the Dispatch source that watches it: the source's cancel handler closes
/// it, and what was never watched is closed with the last reference.
final class EpollSet {
    /// The conditions that a descriptor is watched for.
    ///
    /// EPOLLERR and EPOLLHUP are always reported.
    struct Interest: OptionSet {
        let rawValue: UInt32
        static let reading = Interest(rawValue: EPOLLIN.rawValue)
        static let writing = Interest(rawValue: EPOLLOUT.rawValue)
    }

    /// One report of the set.
    struct Event {
        /// The number that the descriptor was added with.
        let token: UInt64
        private let conditions: UInt32

        fileprivate init(_ event: epoll_event) {
            token = event.data.u64
            conditions = event.events
        }

        /// A read would not block.
        var isReadable: Bool { conditions & EPOLLIN.rawValue != 0 }
        /// A write would not block.
        var isWritable: Bool { conditions & EPOLLOUT.rawValue != 0 }
        /// The connection is broken, or shut in both directions.
        var isGone: Bool { conditions & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 }
    }

    /// The most events of one `wait`.
    private static let capacity = 256

    private(set) var number: Int32
    private let events: UnsafeMutablePointer<epoll_event>

    /// Makes an empty set.
    init() throws(SystemError) {
        number = try succeeding("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) }
        events = .allocate(capacity: Self.capacity)
        events.initialize(repeating: epoll_event(), count: Self.capacity)
    }

    deinit {
        close()
        events.deallocate()
    }

    /// Closes the descriptor, once.
    func close() {
        guard number >= 0 else { return }
        _ = Glibc.close(number)
        number = -1
    }

    /// Begins to watch a descriptor.
    func add(_ descriptor: Int32, token: UInt64, _ interest: Interest) throws(SystemError) {
        try control(EPOLL_CTL_ADD, descriptor, token, interest)
    }

    /// Changes what a descriptor is watched for.
    func change(_ descriptor: Int32, token: UInt64, _ interest: Interest) throws(SystemError) {
        try control(EPOLL_CTL_MOD, descriptor, token, interest)
    }

    /// Collects what is ready, without waiting.
    ///
    /// - Returns: The number of events, which `event(at:)` gives until the next call.
    func poll() -> Int {
        switch retryingInterrupts({ epoll_wait(number, events, Int32(Self.capacity), 0) }) {
        case .success(let count): Int(count)
        case .failure: 0
        }
    }

    /// An event of the last `poll`.
    func event(at index: Int) -> Event {
        precondition(index >= 0 && index < Self.capacity)
        return Event(events[index])
    }

    private func control(
        _ operation: Int32,
        _ descriptor: Int32,
        _ token: UInt64,
        _ interest: Interest
    ) throws(SystemError) {
        var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: token))
        _ = try succeeding("epoll_ctl") { epoll_ctl(number, operation, descriptor, &event) }
    }
}
