internal import Dispatch
internal import Glibc

/// What an operator does to a server that runs, and what a server that stops reports: SIGTERM and SIGINT among them.
///
/// Their default action is off from the beginning, so that the program works as process 1 and a signal that comes
/// early is not lost. Every stored property is set once and only read afterwards.
final class StopSignals: @unchecked Sendable {
    /// What happened.
    enum Event: Equatable {
        /// A signal came.
        case signal(Int32)
        /// The server cannot do what it is there for.
        case givenUp
        /// The server has ended.
        case stopped
    }

    private let arrived = DispatchSemaphore(value: 0)
    private let queue: DispatchQueue
    private let sources: [any DispatchSourceSignal]
    private let log: Log

    /// What happened and was not asked for yet; touched only on `queue`.
    private final class Log: @unchecked Sendable {
        var events: [Event] = []
        var lastSignal: DispatchTime?
    }

    /// How long after a signal another one counts as the same.
    ///
    /// Ctrl-C reaches a whole group of processes, and a parent among them may pass its own on.
    private static let echo = 0.5

    /// Begins to listen for the signals.
    init() {
        signal(SIGPIPE, SIG_IGN)
        // Where files may not grow beyond a limit, a write fails as on a full disk instead of ending the process.
        signal(SIGXFSZ, SIG_IGN)
        let log = Log()
        let arrived = arrived
        let queue = DispatchQueue(label: "feedforward.signals")
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                let now = DispatchTime.now()
                if let last = log.lastSignal, now < last + Self.echo { return }
                log.lastSignal = now
                log.events.append(.signal(number))
                arrived.signal()
            }
            source.resume()
            return source
        }
        self.log = log
        self.queue = queue
    }

    /// Reports an event; from any queue.
    func report(_ event: Event) {
        queue.async { [self] in
            log.events.append(event)
            arrived.signal()
        }
    }

    /// Waits for the next event.
    ///
    /// - Returns: The event; nil if none came before the deadline.
    func next(until deadline: DispatchTime = .distantFuture) -> Event? {
        guard arrived.wait(timeout: deadline) == .success else { return nil }
        return queue.sync { log.events.removeFirst() }
    }
}
