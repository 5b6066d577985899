internal import Dispatch
internal import Glibc
internal import Locking
public import Logging

/// An HTTP/1.1 server over POSIX sockets.
public final class Server: Sendable {
    private let configuration: ServerConfiguration
    private let handler: any RequestHandler
    private let logger: Logger
    private let coder: AnswerCoder
    /// The reactors that run.
    private let reactors = Lock<[Reactor]>([])

    /// Makes a server that does not listen yet.
    public init(_ configuration: ServerConfiguration, handler: any RequestHandler, logger: Logger) {
        self.configuration = configuration
        self.handler = handler
        self.logger = logger
        coder = AnswerCoder(configuration)
    }

    /// Begins to listen and serve, on queues of its own, until `stop`.
    ///
    /// The process ignores SIGPIPE from then on, and may open as many files as the connections need where the system
    /// allows it.
    ///
    /// - Returns: The address in use, with the port that was taken.
    /// - Throws: What the system said, for example that the port is taken.
    /// - Precondition: The server does not run.
    public func start() throws(ServerStartError) -> ListeningAddress {
        precondition(reactors.withLock(\.isEmpty), "a server is started once")
        // `send` is told not to raise it, but what writes by other ways, a log or a library, is not.
        signal(SIGPIPE, SIG_IGN)
        raiseDescriptorLimit(to: configuration.maximumConnections)
        let listener = try Listener(host: configuration.host, port: configuration.port)
        do throws(SystemError) {
            let address = try listener.address()
            let gate = ConnectionGate(limit: configuration.maximumConnections)
            let receivedBytes = ReceivedBytes(limit: configuration.receivedBytes)
            let first = try makeReactor(0, gate, receivedBytes)
            var all = [first]
            let count = configuration.reactors ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
            for index in 1..<max(2, count + 1) where index < count {
                all.append(try makeReactor(index, gate, receivedBytes))
            }
            try first.accept(from: Acceptor(listener, reactors: all))
            for reactor in all { reactor.start() }
            reactors.withLock { [all] in $0 = all }
            return address
        } catch {
            throw ServerStartError(error, address: ListeningAddress(host: configuration.host, port: configuration.port))
        }
    }

    /// Stops gracefully: accepts until the backlog is empty, closes the listener, lets requests under way finish
    /// within the drain timeout, closes what is left.
    ///
    /// - Parameter completion: Called once, on a queue of the server's, when everything is closed; at once if nothing
    ///   runs.
    public func stop(completion: @escaping @Sendable () -> Void) {
        let stopping = reactors.withLock { reactors in
            defer { reactors = [] }
            return reactors
        }
        let group = DispatchGroup()
        for _ in stopping { group.enter() }
        stopping.first?.queue.async {
            // What the first one still accepts is dealt out before the others begin to drain.
            for (index, reactor) in stopping.enumerated() {
                if index == 0 {
                    reactor.drain { group.leave() }
                } else {
                    reactor.queue.async { reactor.drain { group.leave() } }
                }
            }
        }
        group.notify(queue: DispatchQueue(label: "feedforward.server.stop"), execute: completion)
    }

    private func makeReactor(
        _ index: Int,
        _ gate: ConnectionGate,
        _ receivedBytes: ReceivedBytes
    ) throws(SystemError) -> Reactor {
        try Reactor(
            index: index,
            handler: handler,
            configuration: configuration,
            gate: gate,
            receivedBytes: receivedBytes,
            coder: coder,
            observers: [],
            logger: logger
        )
    }

    /// Lets the process open as many files as connections may be open, and some for itself.
    private func raiseDescriptorLimit(to connections: Int) {
        let (sum, overflow) = connections.addingReportingOverflow(512)
        let needed = overflow ? rlim_t.max : rlim_t(clamping: sum)
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < needed else {
            return
        }
        limit.rlim_cur = min(needed, limit.rlim_max)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard limit.rlim_cur < needed else { return }
        logger.warning(
            "the system allows fewer open files than connections",
            metadata: ["files": "\(limit.rlim_cur)", "connections": "\(connections)"]
        )
    }
}
