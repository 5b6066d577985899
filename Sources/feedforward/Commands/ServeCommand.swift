internal import ArgumentParser
internal import Dispatch
internal import Glibc
internal import HTTPServer
internal import InferenceService
internal import Logging

/// `feedforward serve`: answers over HTTP until it is told to stop.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answers over HTTP until it is told to stop.",
        discussion: """
            When it is ready it prints one line, `listening on http://HOST:PORT`, to standard output. SIGTERM or SIGINT \
            stops it gracefully: readiness turns 503, requests under way finish, the exit code is 0.

            A flag counts before a variable of the environment, that before the file, that before the default. The \
            variable of `server.port` is FEEDFORWARD__SERVER__PORT.
            """
    )

    @OptionGroup var sources: SettingSources

    @Flag(name: .customLong("check-config"), help: "Check the settings and exit.")
    var checksConfiguration = false

    @Flag(name: .customLong("print-config"), help: "Print every setting, its value and where it comes from, and exit.")
    var printsConfiguration = false

    func run() throws {
        let reader: SettingsReader
        let settings: Settings
        do {
            reader = try sources.reader()
            settings = try reader.result()
        } catch {
            StandardStreams.writeError("\(error)\n")
            throw ExitCode(2)
        }
        if printsConfiguration { StandardStreams.writeOutput(reader.table(of: settings)) }
        if checksConfiguration, !printsConfiguration { StandardStreams.writeOutput("the configuration is valid\n") }
        guard !printsConfiguration, !checksConfiguration else { return }
        try serve(settings)
    }

    private func serve(_ settings: Settings) throws {
        let handler = StandardErrorLogHandler(level: settings.logLevel, format: settings.logFormat)
        let logger = Logger(label: "feedforward") { _ in handler }
        let stopSignals = StopSignals()
        let service = InferenceService(settings.service, logger: logger)
        let server = Server(settings.server, handler: service.handler, logger: logger)
        let address: ListeningAddress
        do {
            address = try server.start()
        } catch {
            StandardStreams.writeError(Self.explanation(of: error) + "\n")
            throw ExitCode(1)
        }
        StandardStreams.writeOutput("listening on http://\(address.host):\(address.port)\n")
        let signal = stopSignals.wait()
        logger.info("stopping", metadata: ["signal": "\(signal)"])
        service.beginStopping()
        let stopped = DispatchSemaphore(value: 0)
        server.stop { stopped.signal() }
        stopped.wait()
        logger.info("stopped")
    }

    private static func explanation(of error: ServerStartError) -> String {
        let reason = String(cString: strerror(error.code))
        guard error.isPortTaken else { return "cannot listen on \(error.address): \(error.operation): \(reason)" }
        return "cannot listen on \(error.address): another program has the port; choose another one, for example "
            + "--port 8081, or --port 0 for any free one"
    }
}

/// The flags by which a command finds its settings.
struct SettingSources: ParsableArguments {
    @Option(name: .customLong("config"), help: "A JSON file with settings.")
    var file: String?

    @Option(help: "The address to listen on (server.host).")
    var host: String?

    @Option(help: "The port to listen on; 0 takes a free one (server.port).")
    var port: String?

    /// Reads the file, the environment and the flags.
    func reader() throws(StandardStreams.Failure) -> SettingsReader {
        var reader = SettingsReader()
        if let file { reader.read(file: try StandardStreams.read(file), path: file) }
        reader.read(environment: Environment.variables)
        if let host { reader.read(flag: "--host", for: "server.host", value: host) }
        if let port { reader.read(flag: "--port", for: "server.port", value: port) }
        return reader
    }
}
