internal import Glibc
internal import HTTPServer
internal import InferenceService
internal import Logging

/// Reads the files that say who may ask for what, at the start and again.
struct AccessLoading: Sendable {
    /// Why a file cannot be used.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let settings: AccessSettings

    init(_ settings: AccessSettings) { self.settings = settings }

    /// Reads both files.
    ///
    /// - Throws: What is wrong with one of them, line by line.
    func register() throws(Failure) -> AccessRegister {
        do {
            return AccessRegister(
                tokens: try read(settings.tokens).map { try AccessFile.tokens($0, path: settings.tokens) },
                certificates: try read(settings.certificates).map {
                    try AccessFile.certificates($0, path: settings.certificates)
                },
                certificateScope: Scope(rawValue: settings.certificateScope.rawValue)
            )
        } catch {
            throw Failure(description: "\(error)")
        }
    }

    /// The rules of the settings, with what the files say.
    func rules() throws(Failure) -> AccessRules {
        var rules = AccessRules()
        rules.register = try register()
        rules.metricsAreOpen = settings.metrics == .open
        rules.allowedHosts = Set(AccessSettings.words(settings.allowedHosts))
        // Every page is not a page that is trusted.
        rules.trustedOrigins = Set(AccessSettings.words(settings.corsOrigins)).subtracting(["*"])
        return rules
    }

    /// Which pages may read answers.
    func crossOrigin() -> CrossOriginRules {
        var rules = CrossOriginRules()
        rules.origins = AccessSettings.words(settings.corsOrigins)
        rules.allowsAny = rules.origins.contains("*")
        return rules
    }

    /// Reads the files again; if one is broken, everything stays as it was.
    func reload(_ access: AccessControl, _ logger: Logger) {
        guard !settings.tokens.isEmpty || !settings.certificates.isEmpty else { return }
        do throws(Failure) {
            let register = try register()
            access.replace(register)
            warn(logger)
            logger.info(
                "access is read again",
                metadata: ["tokens": "\(register.tokenCount)", "certificates": "\(register.certificateCount)"]
            )
        } catch {
            for line in error.description.split(separator: "\n") {
                logger.error("access stays as it was", metadata: ["reason": "\(line)"])
            }
        }
    }

    /// Says what is unwise.
    func warn(_ logger: Logger) {
        var status = stat()
        guard !settings.tokens.isEmpty, stat(settings.tokens, &status) == 0, status.st_mode & 0o007 != 0 else { return }
        logger.warning(
            "the file of tokens is open to every user of the machine",
            metadata: ["path": "\(settings.tokens)"]
        )
    }

    /// The bytes of a file, up to a byte more than may be; nil without a path.
    private func read(_ path: String) throws(StandardStreams.Failure) -> [UInt8]? {
        path.isEmpty ? nil : try StandardStreams.read(path, limit: AccessFile.sizeLimit)
    }
}
