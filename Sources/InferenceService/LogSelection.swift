internal import Locking
public import Logging

/// What of the log is written, as clients of the logging extension choose it while the service runs.
///
/// It narrows and widens what a log handler was set up with: a handler asks it for every message.
public final class LogSelection: Sendable {
    private let settings = Lock(LogSettings())

    /// Makes a selection that changes nothing.
    public init() {}

    /// The settings now.
    var current: LogSettings { settings.withLock { $0 } }

    /// Takes new settings.
    func set(_ new: LogSettings) { settings.withLock { $0 = new } }

    /// The least severe level that is written where a handler was set up with `level`.
    ///
    /// - Parameter level: What the handler was set up with.
    /// - Returns: The level, or a less severe one where verbose messages are wanted: `debug` from 1 on, `trace` from 2.
    public func level(from level: Logger.Level) -> Logger.Level {
        switch current.verboseLevel {
        case 0: level
        case 1: min(level, .debug)
        default: min(level, .trace)
        }
    }

    /// Whether messages of a level are written; critical ones always are.
    public func allows(_ level: Logger.Level) -> Bool {
        let settings = current
        return switch level {
        case .trace, .debug, .critical: true
        case .info, .notice: settings.logsInfo
        case .warning: settings.logsWarnings
        case .error: settings.logsErrors
        }
    }
}
