internal import Dispatch

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
            switch kind {
            case .head, .body:
                fail(connection, .requestTimeout)
                flush(connection)
                settle(connection)
            case .handshake, .idle, .grace, .linger:
                close(connection)
            case .write:
                connection.channel.abandonOutput()
                close(connection)
            }
        }
        endRound()
    }
}

extension ServerConfiguration {
    /// How long a wait of a kind lasts.
    func duration(of kind: Deadlines.Kind) -> Duration {
        switch kind {
        case .handshake: handshakeTimeout
        case .head: headTimeout
        case .body: bodyTimeout
        case .idle: idleTimeout
        case .write: writeTimeout
        // nginx gives such clients 5 seconds between two reads and 30 in all.
        case .linger: .seconds(10)
        // Enough for a request that is on its way.
        case .grace: .milliseconds(250)
        }
    }
}
