internal import Dispatch
internal import Glibc
internal import Logging

/// Where connections come from and which reactors they go to.
///
/// Touched only on the first reactor's queue.
final class Acceptor {
    /// A listener, for a list.
    final class Entrance {
        let listener: Listener

        init(_ listener: consuming Listener) { self.listener = listener }
    }

    let entrances: [Entrance]
    let reactors: [Reactor]
    /// Before when no further warning is due that connections cannot be taken.
    var silentUntil: UInt64 = 0
    /// A descriptor to give up for a moment, so that a connection can be turned away when there is no other left.
    private var reserve: FileDescriptor?
    private var next = 0

    init(_ entrances: [Entrance], reactors: [Reactor]) {
        self.entrances = entrances
        self.reactors = reactors
        reserve = Self.makeReserve()
    }

    /// The reactor whose turn it is.
    func nextReactor() -> Reactor {
        defer { next = (next + 1) % reactors.count }
        return reactors[next]
    }

    /// Takes one connection by the descriptor in reserve, tells the client that there is no room, and closes it.
    ///
    /// - Parameters:
    ///   - entrance: Where the connection waits.
    ///   - metrics: What counts it.
    /// - Returns: Whether the reserve is there for another.
    func turnAway(at entrance: Entrance, _ metrics: ReactorMetrics?) -> Bool {
        if reserve == nil { reserve = Self.makeReserve() }
        guard reserve != nil else { return false }
        // The number is free from here on.
        reserve = nil
        switch entrance.listener.accept() {
        case .connection(let descriptor, let peer):
            metrics?.count(.descriptors)
            if !peer.isSecure { Self.refuse(descriptor.number) }
        default: break
        }
        reserve = Self.makeReserve()
        return reserve != nil
    }

    private static func makeReserve() -> FileDescriptor? {
        switch retryingInterrupts({ open("/dev/null", O_RDONLY | O_CLOEXEC) }) {
        case .success(let number): FileDescriptor(owning: number)
        case .failure: nil
        }
    }

    /// Answers whatever a client may ask; a client that has not asked yet reads it all the same.
    private static func refuse(_ number: Int32) {
        refusal.withUnsafeBytes { bytes in
            _ = send(number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
        _ = shutdown(number, Int32(SHUT_WR))
        // What is unread at the close would reset the connection, and the answer with it.
        withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 1) { buffer in
            _ = recv(number, buffer.baseAddress, buffer.count, 0)
        }
    }

    private static let refusal = Array(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n".utf8
    )
}

extension Reactor {
    /// How many connections are taken before others get their turn.
    private static let connectionsPerTurn = 64
    /// How long after a warning that connections cannot be taken the next one may come, in nanoseconds.
    private static let silence: UInt64 = 10_000_000_000

    /// Watches the listeners.
    ///
    /// Called before `start`.
    func accept(from acceptor: Acceptor) throws(SystemError) {
        self.acceptor = acceptor
        for (index, entrance) in acceptor.entrances.enumerated() {
            try epoll.add(entrance.listener.number, token: Self.token(ofListener: index), .reading)
        }
    }

    /// The token of a listener in the epoll set; no connection has it, since no table has so many slots.
    private static func token(ofListener index: Int) -> UInt64 { .max - UInt64(index) }

    /// The number of the listener that a token belongs to; nil for that of a connection.
    static func listener(of token: UInt64) -> Int? {
        let index = UInt64.max - token
        return index < 1 << 16 ? Int(index) : nil
    }

    /// Takes connections that wait.
    ///
    /// - Returns: Whether there may be more.
    @discardableResult
    func acceptWaiting(at index: Int) -> Bool {
        guard let acceptor, index < acceptor.entrances.count else { return false }
        let entrance = acceptor.entrances[index]
        for _ in 0..<Self.connectionsPerTurn {
            switch entrance.listener.accept() {
            case .connection(let descriptor, let peer): deal(descriptor, peer, acceptor)
            case .aborted: continue
            case .none: return false
            case .exhausted(let error):
                warn(error, acceptor)
                let isOutOfDescriptors = error.code == EMFILE || error.code == ENFILE
                guard isOutOfDescriptors, acceptor.turnAway(at: entrance, metrics) else {
                    pauseAccepting(acceptor)
                    return false
                }
            }
        }
        return true
    }

    /// Takes what has queued, then closes the listeners.
    func stopAccepting() {
        for index in 0..<(acceptor?.entrances.count ?? 0) {
            while acceptWaiting(at: index) {}
        }
        acceptor = nil
    }

    private func deal(_ descriptor: consuming FileDescriptor, _ peer: Peer, _ acceptor: Acceptor) {
        let refusal: ServerFailure?
        switch gate.enter(peer) {
        case .admitted: refusal = nil
        case .refused(let failure):
            metrics?.count(ConnectionRefusal(failure))
            refusal = failure
        case .dropped(let failure):
            metrics?.count(ConnectionRefusal(failure))
            return
        }
        let reactor = acceptor.nextReactor()
        if reactor === self {
            adopt(descriptor, peer: peer, refusal: refusal)
        } else {
            let number = descriptor.relinquished()
            reactor.queue.async { [refusal] in
                reactor.adopt(FileDescriptor(owning: number), peer: peer, refusal: refusal)
            }
        }
    }

    /// Says that connections cannot be taken, but not for each of them.
    private func warn(_ error: SystemError, _ acceptor: Acceptor) {
        if now >= acceptor.silentUntil {
            logger.warning("no more connections can be taken for now", metadata: ["error": "\(error)"])
        }
        acceptor.silentUntil = now &+ Self.silence
    }

    /// Looks away from the listeners, which would report the connection that cannot be taken again and again.
    private func pauseAccepting(_ acceptor: Acceptor) {
        watchListeners(acceptor, [])
        queue.asyncAfter(deadline: .now() + .milliseconds(100)) { [self] in
            if let acceptor = self.acceptor { watchListeners(acceptor, .reading) }
        }
    }

    private func watchListeners(_ acceptor: Acceptor, _ interest: EpollSet.Interest) {
        do throws(SystemError) {
            for (index, entrance) in acceptor.entrances.enumerated() {
                try epoll.change(entrance.listener.number, token: Self.token(ofListener: index), interest)
            }
        } catch {
            logger.error("a listener cannot be watched", metadata: ["error": "\(error)"])
        }
    }
}
