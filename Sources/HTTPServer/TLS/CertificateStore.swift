internal import Glibc
internal import Locking
internal import Logging

/// The certificates that new connections get, read again when they change.
final class CertificateStore: Sendable {
    private let configuration: TLSConfiguration
    private let tickets = TicketKeys()
    private let logger: Logger
    private let context: Lock<TLSContext>
    /// When the log was told last that a certificate ends soon, in seconds since 1970; 0 for never.
    private let toldOfEnd = Lock(0)
    /// What the files were before they were read first: a change since then is seen.
    let firstStamps: [FileStamp?]

    /// Reads the files.
    init(_ configuration: TLSConfiguration, logger: Logger) throws(TLSConfigurationError) {
        self.configuration = configuration
        self.logger = logger
        firstStamps = configuration.files.map(FileStamp.init)
        context = Lock(try TLSContext(configuration, tickets: tickets))
        warnOfKeys()
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
            toldOfEnd.withLock { $0 = 0 }
            warnOfKeys()
            warnOfEnd()
        } catch {
            logger.error("certificates cannot be used; the old ones go on", metadata: ["reason": "\(error)"])
        }
    }

    /// What the files that it reads are now.
    var stamps: [FileStamp?] { configuration.files.map(FileStamp.init) }

    /// Tells the log once a day of a certificate that ends within two weeks.
    ///
    /// - Parameter now: Seconds since 1970.
    func warnOfEnd(at now: Int = time(nil)) {
        let (file, end) = current.firstEnd
        guard end - now < 14 * 86_400 else { return }
        let isDue = toldOfEnd.withLock { told in
            guard now - told >= 86_400 else { return false }
            told = now
            return true
        }
        guard isDue else { return }
        let metadata: Logger.Metadata = ["file": "\(file)", "days": "\(max(0, end - now) / 86_400)"]
        if end > now {
            logger.warning("a certificate ends soon", metadata: metadata)
        } else {
            logger.error("a certificate has ended", metadata: metadata)
        }
    }

    private func warnOfKeys() {
        for identity in configuration.identities {
            var status = stat()
            guard stat(identity.keyFile, &status) == 0, status.st_mode & S_IROTH != 0 else { continue }
            logger.warning("anybody on this machine may read a private key", metadata: ["file": "\(identity.keyFile)"])
        }
    }
}
