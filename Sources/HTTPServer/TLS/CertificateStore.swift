internal import Locking
internal import Logging

/// The certificates that new connections get, read again when they change.
final class CertificateStore: Sendable {
    private let configuration: TLSConfiguration
    private let tickets = TicketKeys()
    private let logger: Logger
    private let context: Lock<TLSContext>

    /// Reads the files.
    init(_ configuration: TLSConfiguration, logger: Logger) throws(TLSConfigurationError) {
        self.configuration = configuration
        self.logger = logger
        context = Lock(try TLSContext(configuration, tickets: tickets))
        warnOfEnd()
    }

    /// What new connections begin with.
    var current: TLSContext { context.withLock { $0 } }

    /// Reads the files again; if they cannot be used, what was read before goes on.
    func reload() {
        do throws(TLSConfigurationError) {
            let new = try TLSContext(configuration, tickets: tickets)
            context.withLock { $0 = new }
            logger.info("certificates were read again")
            warnOfEnd()
        } catch {
            logger.error("certificates cannot be used; the old ones go on", metadata: ["reason": "\(error)"])
        }
    }

    /// The files that it reads.
    var files: [String] { configuration.files }

    private func warnOfEnd() {
        let days = current.daysLeft
        guard days < 14 else { return }
        logger.warning("a certificate ends soon", metadata: ["days": "\(days)"])
    }
}
