internal import Dispatch
internal import HTTPWire
internal import Locking
internal import Logging
internal import Synchronization

/// Serves a share of the connections, on one serial queue.
///
/// The reactor owns an epoll set, whose descriptor one Dispatch source on the queue watches. When that becomes readable,
/// the handler takes events without waiting until there are none or a number of rounds are done, so that what other
/// queues sent here gets its turn; the source then fires again. Whatever arrives is read into one scratch buffer and
/// parsed where it lies, and answers are collected in one buffer and leave in one write; a connection owns only what
/// has to outlast its turn.
///
/// Every stored property that varies is touched only on `queue`, except `completions`, which has a lock.
final class Reactor: @unchecked Sendable {
    /// How many times one turn takes events before others have the queue.
    private static let roundsPerTurn = 8

    /// The queue that everything happens on.
    let queue: DispatchQueue
    let handler: any RequestHandler
    let configuration: ServerConfiguration
    let logger: Logger
    let gate: ConnectionGate
    let certificates: CertificateStore?
    /// What the requests of all reactors hold.
    let receivedBytes: ReceivedBytes
    let coder: AnswerCoder
    let epoll: EpollSet
    /// What this reactor counts; nil if nobody asks for it.
    let metrics: ReactorMetrics?
    /// Who looks at the requests that were answered.
    let observers: [any ExchangeObserver]

    /// Where bytes are read to and parsed.
    ///
    /// Large enough for 256 KiB after the longest unfinished line or head.
    let scratch: UnsafeMutableBufferPointer<UInt8>
    /// What compressed content is expanded into, piece by piece.
    let expansion = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 << 10)
    /// The answers of the connection in hand that were not tried to be written yet; empty between connections.
    var encoder = ResponseEncoder()
    var date = DateLine()
    var identifiers = RequestIdentifiers()

    var connections = ConnectionTable()
    var deadlines: Deadlines
    /// The time at the beginning of the round.
    var now: UInt64 = 0
    /// Connections with input that no event will announce.
    var readyAgain: [UInt64] = []
    private var isTurnScheduled = false
    /// How many connections have something to read in this round; 0 between rounds.
    private(set) var eventsOfRound = 0
    /// What is done at the end of this round.
    var roundWork: [() -> Void] = []
    /// How many handshakes went on in this round.
    var handshakes = 0
    /// Exchanges without a connection.
    var spareExchanges: [Exchange] = []
    /// What other queues have for connections.
    let completions = Lock(Completions())

    /// What answers over TLS say of later requests; nil for nothing.
    let strictTransport: String?
    private var source: (any DispatchSourceRead)?
    var timer: (any DispatchSourceTimer)?
    /// When the timer fires; `.max` if it does not.
    var armedFor = UInt64.max

    /// Where new connections come from; nil on all reactors but the first.
    var acceptor: Acceptor?
    /// Whether every answer ends its connection, because a stop begins or is to come.
    var isRetiring = false
    var isDraining = false
    /// Called when draining and no connection is left.
    var drained: (@Sendable () -> Void)?

    init(
        index: Int,
        handler: any RequestHandler,
        configuration: ServerConfiguration,
        gate: ConnectionGate,
        certificates: CertificateStore?,
        receivedBytes: ReceivedBytes,
        coder: AnswerCoder,
        metrics: ReactorMetrics?,
        observers: [any ExchangeObserver],
        logger: Logger
    ) throws(SystemError) {
        queue = DispatchQueue(label: "feedforward.reactor.\(index)")
        self.handler = handler
        self.configuration = configuration
        self.gate = gate
        self.certificates = certificates
        self.receivedBytes = receivedBytes
        self.coder = coder
        self.metrics = metrics
        self.observers = observers
        self.logger = logger
        let strictSeconds = configuration.tls?.strictTransportSeconds ?? 0
        strictTransport = strictSeconds > 0 ? "max-age=\(strictSeconds)" : nil
        epoll = try EpollSet()
        let limits = configuration.wire
        scratch = .allocate(capacity: (256 << 10) + max(0, limits.headBytes) + max(0, limits.trailerBytes))
        // A Span lends initialised memory only.
        scratch.initialize(repeating: 0)
        deadlines = Deadlines { configuration.duration(of: $0).clampedNanoseconds }
    }

    deinit {
        scratch.deallocate()
        expansion.deallocate()
    }

    /// How long the kernel keeps what a client does not read after its connection was closed.
    private var writeMilliseconds: Int { Int(clamping: configuration.writeTimeout.clampedNanoseconds / 1_000_000) }

    /// What was read, for parsing.
    var received: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(scratch) }

    /// Begins to watch the epoll set.
    ///
    /// Called once.
    func start() {
        queue.async { [self] in
            // The source keeps the reactor, and the reactor the source, until `stopWatching`.
            let source = DispatchSource.makeReadSource(fileDescriptor: epoll.number, queue: queue)
            source.setEventHandler { [self] in turn() }
            // A descriptor that is closed earlier leaves the number behind in Dispatch, and who gets it is not heard.
            source.setCancelHandler { [self] in epoll.close() }
            source.activate()
            self.source = source
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.setEventHandler { [self] in expire() }
            timer.activate()
            self.timer = timer
        }
    }

    /// Ends what `start` began.
    func stopWatching() {
        source?.cancel()
        source = nil
        timer?.cancel()
        timer = nil
        spareExchanges = []
    }

    /// Takes and handles what is ready.
    private func turn() {
        dispatchPrecondition(condition: .onQueue(queue))
        for _ in 0..<Self.roundsPerTurn {
            beginRound()
            handshakes = 0
            let count = epoll.poll()
            let again = readyAgain
            guard count > 0 || !again.isEmpty else { break }
            readyAgain.removeAll(keepingCapacity: true)
            eventsOfRound = count + again.count
            for index in 0..<count { handle(epoll.event(at: index)) }
            for token in again {
                if let connection = connections[token] { proceed(connection) }
            }
            doRoundWork()
        }
        endRound()
    }

    /// Does what handlers have put off until all connections of the round were seen.
    private func doRoundWork() {
        eventsOfRound = 0
        guard !roundWork.isEmpty else { return }
        let work = roundWork
        roundWork.removeAll(keepingCapacity: true)
        awaitCompletions {
            for work in work { work() }
        }
    }

    private func handle(_ event: EpollSet.Event) {
        if let index = Self.listener(of: event.token) {
            acceptWaiting(at: index)
            return
        }
        // A connection that an earlier event of this round closed is not found.
        guard let connection = connections[event.token] else { return }
        if event.isGone {
            // Reset, or shut in both directions: nobody reads an answer any more.
            close(connection)
            return
        }
        guard connection.stage != .shakingHands else {
            shakeHands(connection)
            return
        }
        if event.isWritable { writable(connection) }
        if event.isReadable, connection.stage != .closed { readable(connection) }
    }

    /// Looks at the clocks.
    func beginRound() {
        now = Clock.now()
        date.update()
    }

    /// Sees to what no event will announce.
    func endRound() {
        arm()
        metrics?.publish(deadlines, connections: connections.count)
        guard !readyAgain.isEmpty, !isTurnScheduled else { return }
        isTurnScheduled = true
        queue.async { [self] in
            isTurnScheduled = false
            turn()
        }
    }

    /// Takes over a connected socket; one beyond the limit with a refusal, which is answered without a request.
    func adopt(_ descriptor: consuming FileDescriptor, peer: Peer, refusal: ServerFailure? = nil) {
        dispatchPrecondition(condition: .onQueue(queue))
        beginRound()
        guard let channel = channel(descriptor, peer) else {
            logger.error("a TLS session cannot be made")
            gate.leave(peer, isBeyondLimit: refusal != nil)
            return
        }
        let connection = connections.insert(channel, peer: peer, isBeyondLimit: refusal != nil)
        do throws(SystemError) {
            try epoll.add(connection.channel.number, token: connection.token, connection.registered)
        } catch {
            logger.error("a connection cannot be watched", metadata: ["error": "\(error)"])
            close(connection)
            return
        }
        if refusal == nil { metrics?.count(.accepted) }
        if let refusal {
            // Without TLS there is nothing to say to a client that waits for it.
            guard !peer.isSecure else {
                close(connection)
                return
            }
            fail(connection, refusal)
        } else if peer.isSecure {
            connection.stage = .shakingHands
            deadlines.set(.handshake, slot: connection.slot, now: now)
            endRound()
            return
        }
        flush(connection)
        settle(connection)
        endRound()
    }

    /// Ends a connection at once.
    func close(_ connection: Connection) {
        guard connection.stage != .closed else { return }
        connection.stage = .closed
        if let pending = connection.pending {
            pending.state.isCancelled.store(true, ordering: .releasing)
            record(pending.terms, nil, sentBytes: 0, .abandoned)
        }
        if let stream = connection.stream {
            record(stream.terms, stream.status, sentBytes: stream.sentBytes, .abandoned)
            cancel(stream, of: connection)
        }
        connection.output.removeAll()
        connection.channel.limitDelivery(milliseconds: writeMilliseconds)
        deadlines.clear(slot: connection.slot)
        // The descriptor closes with the last reference, which also takes it out of the epoll set.
        connections.remove(connection)
        gate.leave(connection.peer, isBeyondLimit: connection.isBeyondLimit)
        finishDraining()
    }

    /// Puts a connection with unparsed input on the ready-again list.
    func scheduleAgain(_ connection: Connection) {
        guard connection.takesInput, !connection.isReadyAgain else { return }
        connection.isReadyAgain = true
        readyAgain.append(connection.token)
    }
}
