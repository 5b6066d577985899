internal import Dispatch
internal import Logging
internal import Synchronization

/// Counts the open connections of all reactors against the limit.
final class ConnectionGate: Sendable {
    private let count = Atomic(0)
    let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Counts a new connection.
    ///
    /// - Returns: Whether it is within the limit.
    func enter() -> Bool { count.add(1, ordering: .relaxed).newValue <= limit }

    /// Counts a connection that ended.
    func leave() { count.subtract(1, ordering: .relaxed) }

    /// Whether there are so many beyond the limit that they are not even told.
    var isOverrun: Bool { count.load(ordering: .relaxed) > limit + 256 }
}

/// Takes connections from a listener and deals them out to the reactors in turn.
///
/// Every stored property is touched only on the queue of the reactor that holds it.
final class Acceptor {
    let listener: Listener
    let reactors: [Reactor]
    private var next = 0

    init(listener: consuming Listener, reactors: [Reactor]) {
        self.listener = listener
        self.reactors = reactors
    }

    /// The reactor whose turn it is.
    func nextReactor() -> Reactor {
        defer { next = (next + 1) % reactors.count }
        return reactors[next]
    }
}

extension Reactor {
    /// Begins to accept.
    func startAccepting(_ acceptor: Acceptor) -> Result<Void, SystemError> {
        self.acceptor = acceptor
        do {
            return .success(try epoll.add(acceptor.listener.number, token: Self.listenerToken, .reading))
        } catch {
            return .failure(error)
        }
    }

    /// Takes all connections that wait.
    func accept() {
        guard let acceptor else { return }
        while true {
            switch acceptor.listener.accept() {
            case .connection(let channel): deal(channel, acceptor)
            case .aborted: continue
            case .none: return
            case .exhausted(let error):
                // A level-triggered listener would report this connection again and again.
                logger.warning("no descriptors for new connections", metadata: ["error": "\(error)"])
                pauseAccepting(acceptor)
                return
            }
        }
    }

    private func deal(_ channel: consuming Channel, _ acceptor: Acceptor) {
        let isAdmitted = gate.enter()
        if !isAdmitted, gate.isOverrun {
            gate.leave()
            return
        }
        let failure = isAdmitted ? nil : ServerFailure.tooManyConnections(limit: gate.limit)
        let reactor = acceptor.nextReactor()
        if reactor === self {
            adopt(channel, refusing: failure)
        } else {
            let number = channel.relinquished()
            reactor.queue.async { reactor.adopt(.socket(FileDescriptor(owning: number)), refusing: failure) }
        }
    }

    private func pauseAccepting(_ acceptor: Acceptor) {
        try? epoll.change(acceptor.listener.number, token: Self.listenerToken, [])
        queue.asyncAfter(deadline: .now() + .milliseconds(100)) { [self] in
            guard let acceptor = self.acceptor else { return }
            try? epoll.change(acceptor.listener.number, token: Self.listenerToken, .reading)
        }
    }

    /// Takes what has queued, then closes the listener.
    func stopAccepting() {
        guard acceptor != nil else { return }
        accept()
        acceptor = nil
    }
}

extension Channel {
    /// Gives up the descriptor, so that it can cross to another queue.
    consuming func relinquished() -> Int32 {
        switch consume self {
        case .socket(let descriptor): descriptor.relinquished()
        }
    }
}
