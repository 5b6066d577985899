internal import Dispatch
internal import HTTPWire
internal import Synchronization
internal import Telemetry

extension Reactor {
    /// The least time between two looks at the deadlines.
    private static let granularity: UInt64 = 5_000_000

    /// Makes the timer fire at the earliest deadline.
    ///
    /// It stays where it is if it fires before that anyway: busy connections put their deadlines off all the time, and
    /// the timer finds out when it fires.
    func arm() {
        guard let timer, let earliest = deadlines.earliest, earliest < armedFor else { return }
        let wait = max(Self.granularity, earliest > now ? earliest - now : 0)
        armedFor = now &+ wait
        timer.schedule(deadline: .now() + .nanoseconds(Int(clamping: wait)), leeway: .milliseconds(5))
    }

    /// Ends the waits that lasted too long.
    func expire() {
        dispatchPrecondition(condition: .onQueue(queue))
        beginRound()
        armedFor = .max
        while let (slot, kind) = deadlines.popExpired(now: now) {
            guard let connection = connections.connection(at: slot) else { continue }
            if hasMovedEnough(connection, in: kind) {
                wait(kind, connection)
                continue
            }
            metrics?.count(kind)
            switch kind {
            case .head, .body:
                end(connection, .requestTimeout)
            case .request:
                endWork(of: connection)
            case .handshake, .idle, .grace, .linger, .briefLinger:
                close(connection)
            case .write:
                connection.channel.abandonOutput()
                close(connection)
            }
        }
        endRound()
    }

    private func end(_ connection: Connection, _ failure: ServerFailure) {
        fail(connection, failure)
        flush(connection)
        settle(connection)
    }

    /// Whether a wait begins anew, since as much has moved in it as has to: then no deadline has passed.
    private func hasMovedEnough(_ connection: Connection, in kind: Deadlines.Kind) -> Bool {
        switch kind {
        case .body: isReceivedFastEnough(connection)
        case .write: isReadFastEnough(connection)
        default: false
        }
    }

    /// Whether a client has sent as much content as it had to in the time that is over.
    ///
    /// A stream that moves begins the time anew, so its client has sent nothing. Compressed content is not read on while
    /// it is expanded, which is not the client's fault.
    private func isReceivedFastEnough(_ connection: Connection) -> Bool {
        if connection.stream?.intake == .receiving { return false }
        if connection.exchange?.inflation?.backlog != nil { return true }
        return connection.movedBytes >= Self.bytes(configuration.bodyBytesPerSecond, in: configuration.bodyGrace)
    }

    private func isReadFastEnough(_ connection: Connection) -> Bool {
        connection.movedBytes >= Self.bytes(configuration.writeBytesPerSecond, in: configuration.writeTimeout)
    }

    /// How many bytes a rate makes in a time, at least one.
    private static func bytes(_ rate: Int, in time: Duration) -> Int {
        max(1, Int(min(Double(rate) * (time / .seconds(1)), 0x1p62)))
    }

    /// Answers a request whose work has taken too long, and cancels the work.
    private func endWork(of connection: Connection) {
        if let pending = connection.pending {
            pending.state.isCancelled.store(true, ordering: .releasing)
            connection.pending = nil
            answer(connection, pending.terms, response(to: .deadlinePassed, pending.terms))
        } else if let stream = connection.stream {
            giveUp(stream, of: connection, .deadlinePassed)
        }
        flush(connection)
        if connection.hasWaitingInput { scheduleAgain(connection) }
        settle(connection)
    }
}

extension ServerConfiguration {
    /// How long a wait of a kind lasts.
    func duration(of kind: Deadlines.Kind) -> Duration {
        switch kind {
        case .handshake: handshakeTimeout
        case .head: headTimeout
        case .body: bodyGrace
        // None is one that nobody lives to see.
        case .request: requestTimeout > .zero ? requestTimeout : .seconds(Int64.max)
        case .idle: idleTimeout
        case .write: writeTimeout
        // nginx gives such clients 5 seconds between two reads and 30 in all.
        case .linger: .seconds(10)
        case .briefLinger: .seconds(1)
        // Enough for a request that is on its way.
        case .grace: .milliseconds(250)
        }
    }
}
