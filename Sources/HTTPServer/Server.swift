internal import CLinux
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
    /// The certificates of a server that runs and has secure listeners.
    private let certificates = Lock<(store: CertificateStore, watch: CertificateWatch)?>(nil)

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
    /// - Returns: The places in use, with the ports that were taken.
    /// - Throws: What the system said, for example that the port is taken, or what is wrong with the certificates.
    /// - Precondition: The server does not run.
    public func start() throws(ServerStartError) -> [ListenerConfiguration] {
        precondition(reactors.withLock(\.isEmpty), "a server is started once")
        // `send` is told not to raise it, but what writes by other ways, a log or a library, is not.
        signal(SIGPIPE, SIG_IGN)
        let gate = makeGate(files: DescriptorLimit.raise())
        let certificates = try readCertificates()
        var entrances: [Acceptor.Entrance] = []
        for listener in configuration.listeners {
            entrances.append(Acceptor.Entrance(try Listener(listener, beside: configuration.listeners)))
        }
        do throws(SystemError) {
            var bound: [ListenerConfiguration] = []
            for entrance in entrances { bound.append(try entrance.listener.bound()) }
            let receivedBytes = ReceivedBytes(limit: configuration.receivedBytes)
            let first = try makeReactor(0, gate, certificates, receivedBytes)
            var all = [first]
            let count = configuration.reactors ?? Int(linux_processor_count())
            for index in 1..<max(2, count + 1) where index < count {
                all.append(try makeReactor(index, gate, certificates, receivedBytes))
            }
            try first.accept(from: Acceptor(entrances, reactors: all))
            for reactor in all { reactor.start() }
            reactors.withLock { [all] in $0 = all }
            if let certificates {
                let watch = CertificateWatch(certificates, every: configuration.certificateInterval)
                self.certificates.withLock { $0 = (certificates, watch) }
            }
            return bound
        } catch {
            throw .system(operation: "\(error.operation)", code: error.code, place: "its sockets")
        }
    }

    /// Reads the certificates again; if they cannot be used, that is logged, and the old ones go on.
    public func reloadCertificates() { certificates.withLock { $0?.store }?.reload() }

    private func readCertificates() throws(ServerStartError) -> CertificateStore? {
        guard configuration.listeners.contains(where: \.isSecure) else { return nil }
        do throws(TLSConfigurationError) {
            return try CertificateStore(configuration.tls ?? TLSConfiguration(identities: []), logger: logger)
        } catch {
            throw .certificates(error)
        }
    }

    /// Ends every connection with its next answer from now on, and goes on taking new ones.
    ///
    /// For the time before `stop` in which load balancers notice that this server is about to go.
    ///
    /// Returns when every reactor does so. Not for handlers, which are called on a reactor.
    public func retire() {
        for reactor in reactors.withLock(\.self) { reactor.queue.sync { reactor.retire() } }
    }

    /// Stops gracefully: accepts until the backlog is empty, closes the listeners, lets requests under way finish
    /// within the drain timeout, closes what is left.
    ///
    /// - Parameter completion: Called once, on a queue of the server's, when everything is closed; at once if nothing
    ///   runs.
    public func stop(completion: @escaping @Sendable () -> Void) {
        let stopping = reactors.withLock { reactors in
            defer { reactors = [] }
            return reactors
        }
        certificates.withLock { $0 = nil }
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
        _ certificates: CertificateStore?,
        _ receivedBytes: ReceivedBytes
    ) throws(SystemError) -> Reactor {
        let metrics = configuration.metrics?.makeReactorMetrics()
        var observers: [any ExchangeObserver] = []
        if let metrics { observers.append(metrics) }
        if let rules = configuration.accessLog { observers.append(AccessLog(rules, logger: logger)) }
        return try Reactor(
            index: index,
            handler: handler,
            configuration: configuration,
            gate: gate,
            certificates: certificates,
            receivedBytes: receivedBytes,
            coder: coder,
            metrics: metrics,
            observers: observers,
            logger: logger
        )
    }

    /// Counts connections up to what is configured, or to what the system's limit on open files leaves room for.
    private func makeGate(files: Int) -> ConnectionGate {
        let share = DescriptorLimit.connections(ofFiles: files)
        if share.connections < configuration.maximumConnections {
            logger.warning(
                "the system allows too few open files for as many connections",
                metadata: [
                    "files": "\(files)", "connections": "\(configuration.maximumConnections)",
                    "allowed": "\(share.connections)",
                ]
            )
        }
        return ConnectionGate(
            limit: min(share.connections, configuration.maximumConnections),
            addressLimit: configuration.maximumConnectionsPerAddress,
            refusalLimit: share.refusals
        )
    }
}
