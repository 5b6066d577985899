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
            if goesOn(connection, after: kind) { continue }
            metrics?.count(kind)
            switch kind {
            case .head, .body:
                end(connection, .requestTimeout)
            case .request:
                endWork(of: connection)
            case .handshake, .idle, .grace, .linger, .briefLinger:
                close(connection)
            case .write, .delivery:
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

    /// Begins another wait where as much has moved as has to, or where the client still reads: then no deadline has
    /// passed.
    ///
    /// The kernel takes megabytes of an answer, so a client may read for long after the last byte was written. It has to
    /// be as fast in that as before.
    private func goesOn(_ connection: Connection, after kind: Deadlines.Kind) -> Bool {
        switch kind {
        case .body where isReceivedFastEnough(connection), .write where isFastEnough(reading: connection.movedBytes):
            wait(kind, connection)
            return true
        case .idle, .linger:
            connection.undelivered = connection.channel.undeliveredBytes
            if connection.undelivered > 0 { deadlines.set(.delivery, slot: connection.slot, now: now) }
            return connection.undelivered > 0
        case .delivery:
            let before = connection.undelivered
            connection.undelivered = connection.channel.undeliveredBytes
            guard connection.undelivered > 0 else {
                // It has read all, and only now begins to do nothing.
                beginLastWait(connection)
                return true
            }
            guard isFastEnough(reading: before - connection.undelivered) else { return false }
            deadlines.set(.delivery, slot: connection.slot, now: now)
            return true
        default: return false
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

    /// Whether a client that took so many bytes of an answer in the time that is over may go on.
    private func isFastEnough(reading count: Int) -> Bool {
        count >= Self.bytes(configuration.writeBytesPerSecond, in: configuration.writeTimeout)
    }

    private func beginLastWait(_ connection: Connection) {
        if connection.stage == .lingering {
            deadlines.set(.linger, slot: connection.slot, now: now)
        } else {
            settle(connection)
        }
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
        case .write, .delivery: writeTimeout
        // nginx gives such clients 5 seconds between two reads and 30 in all.
        case .linger: .seconds(10)
        case .briefLinger: .seconds(1)
        // Enough for a request that is on its way.
        case .grace: .milliseconds(250)
        }
    }
}
