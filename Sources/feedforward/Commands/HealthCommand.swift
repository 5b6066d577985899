internal import ArgumentParser
internal import HTTPServer

/// `feedforward health`: asks a running server whether it is alive, for a container's health check.
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Asks a running server whether it is alive; exits 0 if it is.",
        discussion:
            """
            Finds the server by the settings that `serve` reads. 0.0.0.0 and :: are asked at the loopback address. The \
            first listener without TLS is asked; if all speak TLS, the first one, whose certificate is not checked. If it \
            takes clients with certificates only, to say so is a sign of life.
            """
    )

    @OptionGroup var sources: SettingSources

    func run() throws {
        let settings: Settings
        do {
            settings = try sources.reader().result()
        } catch {
            StandardStreams.writeError("\(error)\n")
            throw ExitCode(2)
        }
        // A listener without TLS costs least, and asks for no certificate.
        let listeners = settings.server.listeners.filter { if case .inherited = $0.place { false } else { true } }
        guard let listener = listeners.first(where: { !$0.isSecure }) ?? listeners.first else {
            StandardStreams.writeError("an inherited socket has no address here: say --listen tcp://HOST:PORT\n")
            throw ExitCode(2)
        }
        let outcome = HealthProbe(listener, seconds: 2).ask()
        switch outcome {
        case .alive: StandardStreams.writeOutput("alive\n")
        case .failed(let reason):
            StandardStreams.writeError("\(listener.url): \(reason)\n")
            throw ExitCode(1)
        }
    }
}
