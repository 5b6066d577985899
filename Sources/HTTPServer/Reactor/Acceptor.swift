internal import Dispatch
internal import Logging
internal import Synchronization

/// Counts the open connections of all reactors against the limit.
final class ConnectionGate: Sendable {
    /// How many connections beyond the limit are told so at a time; further ones are closed without a word.
    private static let refusalLimit = 256

    private let open = Atomic(0)
    private let beyond = Atomic(0)
    /// The most open connections.
    let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Counts a new connection if it is within the limit.
    func enter() -> Bool { Self.enter(open, limit) }

    /// Counts a new connection beyond the limit if it can be told so.
    func enterBeyondLimit() -> Bool { Self.enter(beyond, Self.refusalLimit) }

    /// Counts a connection that ended.
    func leave(isBeyondLimit: Bool) {
        if isBeyondLimit {
            beyond.subtract(1, ordering: .relaxed)
        } else {
            open.subtract(1, ordering: .relaxed)
        }
    }

    // Only one reactor accepts, so the count cannot pass the limit between the two steps.
    private static func enter(_ count: borrowing Atomic<Int>, _ limit: Int) -> Bool {
        guard count.load(ordering: .relaxed) < limit else { return false }
        count.add(1, ordering: .relaxed)
        return true
    }
}

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
    /// Whether the last attempt to take a connection found the process out of descriptors.
    var isExhausted = false
    private var next = 0

    init(_ entrances: [Entrance], reactors: [Reactor]) {
        self.entrances = entrances
        self.reactors = reactors
    }

    /// The reactor whose turn it is.
    func nextReactor() -> Reactor {
        defer { next = (next + 1) % reactors.count }
        return reactors[next]
    }
}

extension Reactor {
    /// How many connections are taken before others get their turn.
    private static let connectionsPerTurn = 64

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
            case .connection(let descriptor, let peer):
                acceptor.isExhausted = false
                deal(descriptor, peer, acceptor)
            case .aborted: continue
            case .none: return false
            case .exhausted(let error):
                if !acceptor.isExhausted {
                    logger.warning("no more connections can be taken for now", metadata: ["error": "\(error)"])
                }
                acceptor.isExhausted = true
                pauseAccepting(acceptor)
                return false
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
        var refusal: ServerFailure?
        if !gate.enter() {
            guard gate.enterBeyondLimit() else { return }
            refusal = .tooManyConnections(limit: gate.limit)
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
