internal import ArgumentParser
internal import Dispatch
internal import Glibc
internal import HTTPServer
internal import InferenceService
internal import Logging
internal import ModelServing

/// `feedforward serve`: answers over HTTP until it is told to stop.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answers over HTTP until it is told to stop.",
        discussion: """
            When it is ready it prints one line for each listener, `listening on http://HOST:PORT`, to standard output. \
            SIGTERM or SIGINT stops it gracefully: readiness turns 503, connections are taken for the lame-duck time \
            still, requests under way finish, the exit code is 0. A second signal ends the lame-duck time, a further \
            one the process. SIGHUP reads the certificates, the files of access and the \
            folder of models again.

            A flag counts before a variable of the environment, that before the file, that before the default. The \
            variable of `server.listen` is FEEDFORWARD__SERVER__LISTEN.
            """
    )

    @OptionGroup var sources: SettingSources

    @Option(help: ArgumentHelp("The folder where models are kept (models.directory).", valueName: "dir"))
    var models: String?

    @Flag(help: "Only read the folder of models, which others may write to (models.read_only).")
    var readOnly = false

    @Flag(name: .customLong("check-config"), help: "Check the settings and exit.")
    var checksConfiguration = false

    @Flag(name: .customLong("print-config"), help: "Print every setting, its value and where it comes from, and exit.")
    var printsConfiguration = false

    func run() throws {
        let reader: SettingsReader
        var settings: Settings
        do {
            reader = try readSources()
            settings = try reader.result()
        } catch {
            StandardStreams.writeError("\(error)\n")
            throw ExitCode(2)
        }
        guard !settings.modelsAreReadOnly || !settings.modelsDirectory.isEmpty else {
            StandardStreams.writeError(
                "models.read_only (--read-only) is for a folder: set models.directory (--models)\n"
            )
            throw ExitCode(2)
        }
        let access = AccessLoading(settings.access)
        do {
            settings.service.access = try access.rules()
            settings.server.crossOrigin = access.crossOrigin()
        } catch {
            StandardStreams.writeError("\(error)\n")
            throw ExitCode(2)
        }
        if printsConfiguration { StandardStreams.writeOutput(reader.table(of: settings)) }
        if checksConfiguration, !printsConfiguration { StandardStreams.writeOutput("the configuration is valid\n") }
        guard !printsConfiguration, !checksConfiguration else { return }
        try serve(settings, access)
    }

    private func readSources() throws(StandardStreams.Failure) -> SettingsReader {
        var reader = try sources.reader()
        if let models { reader.read(flag: "--models", for: "models.directory", value: models) }
        if readOnly { reader.read(flag: "--read-only", for: "models.read_only", value: "true") }
        return reader
    }

    private func serve(_ settings: Settings, _ access: AccessLoading) throws {
        AllocatedMemory.limitArenas()
        let selection = LogSelection()
        let handler = StandardErrorLogHandler(
            level: settings.logLevel,
            format: settings.logFormat,
            selection: selection
        )
        let logger = Logger(label: "feedforward") { _ in handler }
        defer { LogWriter.standardError.flush() }
        let stopSignals = StopSignals()
        let service = InferenceService(
            settings.service,
            storage: try Self.storage(settings),
            logSelection: selection,
            logger: logger
        )
        let models = ModelLoading(service, logger: logger)
        access.warn(logger)
        var configuration = settings.server
        configuration.tls = settings.tls.configuration
        configuration.metrics = service.metrics
        if settings.accessLogIsOn {
            configuration.accessLog = AccessLogRules(oneOf: settings.accessLogOneOf, routes: service.routes)
        }
        configuration.listeners = try Self.listeners(settings)
        let server = Server(configuration, handler: service.handler, logger: logger)
        let reloadSignal = ReloadSignal {
            server.reloadCertificates()
            access.reload(service.access, logger)
            models.reload()
        }
        let places: [ListenerConfiguration]
        do {
            places = try server.start()
        } catch {
            StandardStreams.writeError(Self.explanation(of: error) + "\n")
            throw ExitCode(1)
        }
        if let warning = exposureWarning(settings, at: places) { logger.warning("\(warning)") }
        // Liveness answers from here on, readiness when the models are loaded.
        models.load { isLoaded in
            guard isLoaded else { return stopSignals.report(.givenUp) }
            for place in places { StandardStreams.writeOutput("listening on \(place.clientURL)\n") }
        }
        let memoryReturn = AllocatedMemory.Return()
        let event = stopSignals.next() ?? .givenUp
        GracefulStop(
            server: server,
            service: service,
            signals: stopSignals,
            logger: logger,
            lameDuck: settings.lameDuckTime,
            drain: settings.server.drainTimeout
        ).run(after: event)
        withExtendedLifetime((reloadSignal, memoryReturn)) { logger.info("stopped") }
        if event == .givenUp { throw ExitCode(1) }
    }

    /// Where to listen, with the sockets that were handed over.
    private static func listeners(_ settings: Settings) throws -> [ListenerConfiguration] {
        let inherited = InheritedListeners(environment: Environment.variables)
        InheritedListeners.clearEnvironment()
        do {
            return try inherited.resolve(settings.server.listeners)
        } catch {
            StandardStreams.writeError("\(error)\n")
            throw ExitCode(1)
        }
    }

    /// Where models are kept; nil to keep them in memory only.
    private static func storage(_ settings: Settings) throws -> ModelFolder? {
        guard !settings.modelsDirectory.isEmpty else { return nil }
        do {
            return try ModelFolder(
                settings.modelsDirectory,
                isReadOnly: settings.modelsAreReadOnly,
                limits: settings.service.limits
            )
        } catch {
            StandardStreams.writeError("\(error)\n")
            throw ExitCode(1)
        }
    }

    private static func explanation(of error: ServerStartError) -> String {
        guard case .taken = error else { return error.reason }
        return error.reason
            + "; choose another place, for example --listen tcp://127.0.0.1:8081, or port 0 for any free "
            + "one"
    }
}

/// The flags by which a command finds its settings.
struct SettingSources: ParsableArguments {
    @Option(name: .customLong("config"), help: "A JSON file with settings.")
    var file: String?

    @Option(
        help: ArgumentHelp(
            "Where to listen, for example tcp://127.0.0.1:8080; may be repeated (server.listen).",
            valueName: "url"
        )
    )
    var listen: [String] = []

    /// Reads the file, the environment and the flags.
    func reader() throws(StandardStreams.Failure) -> SettingsReader {
        var reader = SettingsReader()
        if let file { reader.read(file: try StandardStreams.read(file), path: file) }
        reader.read(environment: Environment.variables)
        if !listen.isEmpty {
            reader.read(flag: "--listen", for: "server.listen", value: listen.joined(separator: ","))
        }
        return reader
    }
}
