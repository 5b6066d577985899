internal import Dispatch
internal import Glibc
internal import HTTPServer
internal import InferenceService
internal import Logging
internal import ModelServing

/// The end of a server that runs, step by step.
///
/// Readiness turns 503 and every answer ends its connection, at once. For the lame-duck time connections are still taken,
/// so that load balancers notice before anybody is refused. Then the listeners close, and what is under way finishes.
struct GracefulStop {
    let server: Server
    let service: InferenceService
    let signals: StopSignals
    let logger: Logger
    /// How long the listeners stay open.
    let lameDuck: Duration
    /// How long requests under way have after that.
    let drain: Duration

    /// Stops the server.
    ///
    /// A signal that comes in the lame-duck time ends that; one that comes later ends the process at once, with 128 and
    /// the signal's number as its exit code.
    ///
    /// - Parameter first: What began it.
    func run(after first: StopSignals.Event) {
        logger.info("stopping", metadata: ["signal": "\(Self.name(of: first))"])
        service.beginStopping()
        server.retire()
        if case .signal = first, lameDuck > .zero {
            logger.info("still taking connections", metadata: ["seconds": "\(lameDuck / .seconds(1))"])
            if case .signal? = signals.next(until: .now() + lameDuck / .seconds(1)) { logger.info("told to go on") }
        }
        // A change of models that takes longer is given up, which leaves the folder as it was: nobody waits for its
        // answer any more, and whoever stops the process would not either.
        let deadline = DispatchTime.now() + (drain / .seconds(1)) + 1
        server.stop { service.registry.finish { signals.report(.stopped) } }
        while true {
            switch signals.next(until: deadline) {
            case .stopped: return
            case .givenUp: continue
            case .signal(let number):
                logger.warning("ending at once, whatever is under way")
                LogWriter.standardError.flush()
                _exit(128 + number)
            case nil:
                logger.warning("changes of models are given up, which took longer than a stop may")
                LogWriter.standardError.flush()
                // Workers are still at it: what libraries would tear down at an ordinary exit is in use.
                _exit(first == .givenUp ? 1 : 0)
            }
        }
    }

    private static func name(of event: StopSignals.Event) -> String {
        switch event {
        case .signal(SIGINT): "SIGINT"
        case .signal: "SIGTERM"
        case .givenUp, .stopped: "none"
        }
    }
}
