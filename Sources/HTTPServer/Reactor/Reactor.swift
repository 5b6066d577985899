internal import Dispatch
internal import Glibc
internal import HTTPWire
internal import Logging
internal import Synchronization

/// Serves a share of the connections, on one serial queue.
///
/// The reactor owns an epoll set, whose descriptor one Dispatch source on the queue watches. When it becomes readable
/// the handler takes events without waiting until there are none, or a number of turns are done, so that what other
/// queues sent here gets its turn. Reading goes to one scratch buffer and requests are parsed where they lie; only what
/// is left over is copied to its connection.
///
/// Every stored property is touched only on `queue`, except for the constants.
final class Reactor: @unchecked Sendable {
    /// The token of the listener in the epoll set; no connection has it.
    static let listenerToken = UInt64.max
    /// How many times one handler call takes events before it lets others have the queue.
    private static let turnLimit = 8
    /// How many requests of one connection are answered before others get their turn.
    static let requestLimit = 32
    /// How many bytes of unsent answers stop the parsing of further requests.
    static let outputMark = 256 << 10
    private static let scratchSize = 256 << 10

    let queue: DispatchQueue
    let handler: any RequestHandler
    let configuration: ServerConfiguration
    let logger: Logger
    let gate: ConnectionGate

    let epoll: EpollSet
    private var source: (any DispatchSourceRead)?
    private var timer: (any DispatchSourceTimer)?
    private var armedFor: UInt64?
    private let scratch: UnsafeMutableRawBufferPointer

    var connections: [Connection?] = []
    private var generations: [UInt32] = []
    private var freeSlots: [Int] = []
    private var openCount = 0
    var deadlines: Deadlines
    var date = HTTPDate()
    var identifiers = RequestIdentifiers()
    /// Connections with input that no event will announce.
    var readyAgain: [UInt64] = []
    private var now: UInt64 = 0

    var isDraining = false
    var drained: (@Sendable () -> Void)?

    /// The part that accepts; nil on all reactors but the first.
    var acceptor: Acceptor?

    init(
        index: Int,
        handler: any RequestHandler,
        configuration: ServerConfiguration,
        gate: ConnectionGate,
        logger: Logger
    ) throws(SystemError) {
        queue = DispatchQueue(label: "feedforward.reactor.\(index)")
        self.handler = handler
        self.configuration = configuration
        self.gate = gate
        self.logger = logger
        epoll = try EpollSet()
        scratch = .allocate(byteCount: Self.scratchSize, alignment: 64)
        deadlines = Deadlines { kind in
            let duration: Duration =
                switch kind {
                case .head: configuration.headTimeout
                case .body: configuration.bodyTimeout
                case .idle: configuration.idleTimeout
                case .write: configuration.writeTimeout
                case .linger: .seconds(10)
                case .grace: .milliseconds(100)
                }
            return duration.clampedNanoseconds
        }
    }

    deinit { scratch.deallocate() }

    /// Begins to watch the epoll set.
    func start() {
        queue.async { [self] in
            let source = DispatchSource.makeReadSource(fileDescriptor: epoll.number, queue: queue)
            source.setEventHandler { [unowned self] in takeEvents() }
            // The descriptor must outlive the source that watches it.
            source.setCancelHandler { [self] in epoll.close() }
            source.resume()
            self.source = source
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.setEventHandler { [unowned self] in expire() }
            timer.schedule(deadline: .distantFuture)
            timer.resume()
            self.timer = timer
        }
    }

    /// Takes and handles what is ready.
    private func takeEvents() {
        dispatchPrecondition(condition: .onQueue(queue))
        for _ in 0..<Self.turnLimit {
            readClock()
            let count = epoll.poll()
            let again = readyAgain
            readyAgain.removeAll(keepingCapacity: true)
            guard count > 0 || !again.isEmpty else { break }
            for index in 0..<count {
                let event = epoll.event(at: index)
                if event.token == Self.listenerToken {
                    accept()
                } else if let connection = connection(event.token) {
                    handle(event, connection)
                }
            }
            for token in again {
                if let connection = connection(token) { proceed(connection) }
            }
        }
        if !readyAgain.isEmpty { queue.async { [self] in takeEvents() } }
        arm()
    }

    private func handle(_ event: EpollSet.Event, _ connection: Connection) {
        if event.isGone {
            // Shut in both directions, or reset: nobody will read an answer.
            close(connection)
            return
        }
        if event.isWritable { flush(connection) }
        guard self.connection(connection.token) != nil, event.isReadable else { return }
        read(connection)
    }

    /// Reads once and handles what came.
    private func read(_ connection: Connection) {
        switch connection.state {
        case .computing, .closing:
            watch(connection)
            return
        case .receiving where connection.hasOutput && connection.output.count - connection.written > Self.outputMark:
            watch(connection)
            return
        case .receiving, .lingering: break
        }
        switch connection.channel.read(into: scratch) {
        case .count(let count):
            if case .lingering = connection.state { return }
            if connection.input.isEmpty {
                let bytes = UnsafeBufferPointer(rebasing: scratch.bindMemory(to: UInt8.self)[..<count])
                let consumed = parse(connection, bytes)
                if consumed < count { connection.input = Array(bytes[consumed...]) }
            } else {
                connection.input.append(contentsOf: scratch[..<count])
                parseInput(connection)
            }
            settle(connection)
        case .end:
            connection.hasEnded = true
            if case .lingering = connection.state {
                close(connection)
            } else if connection.isIdle || connection.incoming != nil || isReceivingHead(connection) {
                // Nothing is owed: the rest of an unfinished request will not come.
                connection.state = .closing
                settle(connection)
            } else {
                settle(connection)
            }
        case .closed: close(connection)
        case .wouldRead, .wouldWrite: break
        }
    }

    private func isReceivingHead(_ connection: Connection) -> Bool {
        guard case .receiving = connection.state else { return false }
        return !connection.hasOutput
    }

    /// Goes on with a connection whose input waits in its own buffer.
    func proceed(_ connection: Connection) {
        guard case .receiving = connection.state else { return }
        parseInput(connection)
        settle(connection)
    }

    private func parseInput(_ connection: Connection) {
        let input = connection.input
        connection.input = []
        let consumed = input.withUnsafeBufferPointer { parse(connection, $0) }
        if consumed < input.count {
            connection.input = consumed == 0 ? input : Array(input[consumed...])
        }
    }

    /// Writes what is to be written, and waits for what comes next.
    func settle(_ connection: Connection) {
        guard self.connection(connection.token) != nil else { return }
        if connection.hasOutput { flush(connection) } else { afterOutput(connection) }
    }

    /// Watches a connection for what its state can use, with the deadline that belongs to it.
    func watch(_ connection: Connection) {
        guard self.connection(connection.token) != nil else { return }
        var interest: EpollSet.Interest = []
        switch connection.state {
        case .receiving:
            if connection.hasOutput {
                interest = .writing
            } else if !connection.hasEnded {
                interest = .reading
            }
        case .closing: interest = .writing
        case .lingering: interest = .reading
        case .computing: break
        }
        if interest != connection.interest {
            connection.interest = interest
            do {
                try epoll.change(connection.channel.number, token: connection.token, interest)
            } catch {
                logger.error("a connection cannot be watched", metadata: ["error": "\(error)"])
                close(connection)
            }
        }
    }

    /// The connection of a token, unless it is gone.
    func connection(_ token: UInt64) -> Connection? {
        let slot = Int(token & 0xffff_ffff)
        guard slot < connections.count, let connection = connections[slot], connection.token == token else {
            return nil
        }
        return connection
    }

    /// Takes over a connected socket.
    func adopt(_ channel: consuming Channel, refusing failure: ServerFailure? = nil) {
        dispatchPrecondition(condition: .onQueue(queue))
        readClock()
        let slot: Int
        if let free = freeSlots.popLast() {
            slot = free
        } else {
            slot = connections.count
            connections.append(nil)
            generations.append(0)
        }
        let connection = Connection(
            slot: slot,
            generation: generations[slot],
            channel: channel,
            limits: configuration.wire
        )
        connections[slot] = connection
        openCount += 1
        do {
            try epoll.add(connection.channel.number, token: connection.token, .reading)
        } catch {
            logger.error("a connection cannot be watched", metadata: ["error": "\(error)"])
            close(connection)
            return
        }
        if let failure {
            refuse(connection, failure)
            settle(connection)
        } else {
            setDeadline(isDraining ? .grace : .idle, connection)
        }
        arm()
    }

    /// Ends a connection at once.
    func close(_ connection: Connection) {
        guard connections[connection.slot] === connection else { return }
        connection.cancellation?.isSet.store(true, ordering: .releasing)
        deadlines.clear(slot: connection.slot)
        connections[connection.slot] = nil
        generations[connection.slot] &+= 1
        freeSlots.append(connection.slot)
        openCount -= 1
        gate.leave()
        // The descriptor closes with the last reference, which also takes it out of the epoll set.
        finishDraining()
    }

    /// Gives an answer that was put off; from any queue.
    func complete(_ token: UInt64, _ response: @escaping @Sendable (Reactor) -> Response) {
        queue.async { [self] in
            guard let connection = connection(token), connection.answer == .putOff else { return }
            readClock()
            connection.answer = .given
            connection.cancellation = nil
            connection.state = .receiving
            append(response(self), to: connection)
            if !connection.input.isEmpty, case .receiving = connection.state { parseInput(connection) }
            settle(connection)
            if !readyAgain.isEmpty { queue.async { [self] in takeEvents() } }
            arm()
        }
    }

    // MARK: Deadlines

    /// Begins a wait of a connection.
    func setDeadline(_ kind: Deadlines.Kind, _ connection: Connection) {
        deadlines.set(kind, slot: connection.slot, now: now)
    }

    private func readClock() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        now = UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    /// Makes the timer fire at the earliest deadline. It stays where it is if it fires before that anyway.
    private func arm() {
        guard let earliest = deadlines.earliest, let timer else { return }
        if let armedFor, armedFor <= earliest { return }
        armedFor = earliest
        let wait = earliest > now ? earliest - now : 0
        timer.schedule(
            deadline: .now() + .nanoseconds(Int(clamping: wait)),
            leeway: .milliseconds(wait > 1_000_000_000 ? 100 : 5)
        )
    }

    private func expire() {
        dispatchPrecondition(condition: .onQueue(queue))
        readClock()
        armedFor = nil
        while let (slot, kind) = deadlines.popExpired(now: now) {
            guard let connection = connections[slot] else { continue }
            switch kind {
            case .head, .body:
                refuse(connection, .requestTimeout)
                settle(connection)
            case .idle, .grace, .linger: close(connection)
            case .write:
                // What the kernel holds for a client that does not read is dropped with the connection.
                connection.channel.abandonOutput()
                close(connection)
            }
        }
        arm()
    }

    // MARK: Stopping

    /// Finishes what is under way; `completion` is called when no connection is left.
    func drain(completion: @escaping @Sendable () -> Void) {
        dispatchPrecondition(condition: .onQueue(queue))
        readClock()
        stopAccepting()
        isDraining = true
        drained = completion
        for connection in connections.compactMap(\.self) where connection.isIdle {
            // A request that the client has just sent still gets its answer.
            setDeadline(.grace, connection)
        }
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(clamping: configuration.drainTimeout.clampedNanoseconds)))
        {
            [self] in
            for connection in connections.compactMap(\.self) { close(connection) }
        }
        arm()
        finishDraining()
    }

    private func finishDraining() {
        guard isDraining, openCount == 0, let completion = drained else { return }
        drained = nil
        source?.cancel()
        source = nil
        timer?.cancel()
        timer = nil
        completion()
    }
}
