internal import Dispatch
internal import Glibc

/// Calls back for every SIGHUP, which else would end the process.
///
/// Every stored property is set once and only read afterwards.
final class ReloadSignal: @unchecked Sendable {
    private let source: any DispatchSourceSignal

    /// Begins to listen for the signal.
    ///
    /// - Parameter body: Called after the signal; several signals that come at once may be one call.
    init(_ body: @escaping @Sendable () -> Void) {
        signal(SIGHUP, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGHUP, queue: DispatchQueue(label: "feedforward.reload"))
        source.setEventHandler(handler: body)
        source.resume()
    }
}
