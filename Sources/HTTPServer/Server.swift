internal import Dispatch
internal import Glibc
internal import Locking
public import Logging

/// An HTTP/1.1 server over POSIX sockets.
public final class Server: Sendable {
    private let configuration: ServerConfiguration
    private let handler: any RequestHandler
    private let logger: Logger
    private let reactors = Lock<[Reactor]>([])

    /// Makes a server that does not listen yet.
    public init(_ configuration: ServerConfiguration, handler: any RequestHandler, logger: Logger) {
        self.configuration = configuration
        self.handler = handler
        self.logger = logger
    }

    /// Begins to listen and serve, on queues of its own.
    ///
    /// - Returns: The address in use, with the port that was taken.
    /// - Throws: What the system said, for example that the port is taken.
    public func start() throws(ServerStartError) -> ListeningAddress {
        let asked = ListeningAddress(host: configuration.host, port: configuration.port)
        // OpenSSL and others write with plain write(2).
        signal(SIGPIPE, SIG_IGN)
        let listener = try Listener(host: configuration.host, port: configuration.port)
        do throws(SystemError) {
            let address = try listener.address()
            let gate = ConnectionGate(limit: configuration.maximumConnections)
            let count = max(1, configuration.reactors ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
            var started: [Reactor] = []
            for index in 0..<count {
                started.append(
                    try Reactor(
                        index: index,
                        handler: handler,
                        configuration: configuration,
                        gate: gate,
                        logger: logger
                    )
                )
            }
            for reactor in started { reactor.start() }
            let first = started[0]
            let acceptor = Acceptor(listener: listener, reactors: started)
            try first.queue.sync { first.startAccepting(acceptor) }.get()
            let all = started
            reactors.withLock { $0 = all }
            return address
        } catch {
            throw ServerStartError(error, address: asked)
        }
    }

    /// Stops gracefully: accepts until the backlog is empty, closes the listener, lets requests under way finish
    /// within the drain timeout, closes what is left.
    ///
    /// - Parameter completion: Called once, on a queue of the server's, when everything is closed.
    public func stop(completion: @escaping @Sendable () -> Void) {
        let stopping = reactors.withLock { reactors in
            defer { reactors = [] }
            return reactors
        }
        let group = DispatchGroup()
        for _ in stopping { group.enter() }
        if let first = stopping.first {
            // The first reactor deals out what has queued before any other one finds itself empty.
            first.queue.async {
                first.drain { group.leave() }
                for reactor in stopping.dropFirst() {
                    reactor.queue.async { reactor.drain { group.leave() } }
                }
            }
        }
        group.notify(queue: DispatchQueue(label: "feedforward.server.stop"), execute: completion)
    }
}
