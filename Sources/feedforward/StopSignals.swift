internal import Dispatch
internal import Glibc

/// Waits for the signals that end a server gracefully: SIGTERM and SIGINT.
///
/// Their default action is off from the beginning, so that the program works as process 1 and a signal that comes
/// early is not lost. Every stored property is set once and only read afterwards.
final class StopSignals: @unchecked Sendable {
    private let arrived = DispatchSemaphore(value: 0)
    private let queue: DispatchQueue
    private let sources: [any DispatchSourceSignal]
    private let received: ReceivedSignal

    /// The signal that came first; touched only on `queue`.
    private final class ReceivedSignal: @unchecked Sendable {
        var number: Int32?
    }

    /// Begins to listen for the signals.
    init() {
        signal(SIGPIPE, SIG_IGN)
        let received = ReceivedSignal()
        let arrived = arrived
        let queue = DispatchQueue(label: "feedforward.signals")
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                guard received.number == nil else { return }
                received.number = number
                arrived.signal()
            }
            source.resume()
            return source
        }
        self.received = received
        self.queue = queue
    }

    /// Ends the wait without a signal: the server cannot do what it is there for.
    func giveUp() { arrived.signal() }

    /// Waits for the first signal.
    ///
    /// - Returns: Its name; nil if the wait was given up.
    func wait() -> String? {
        arrived.wait()
        return queue.sync { received.number }.map { $0 == SIGINT ? "SIGINT" : "SIGTERM" }
    }
}
