internal import ArgumentParser
internal import InferenceService
internal import ModelServing

/// `feedforward validate`: checks and prices a definition without building anything.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks and prices a definition without building anything.",
        discussion: "Prints a table on a terminal and JSON elsewhere. Exits 1, with every mistake, if it is impossible."
    )

    @Argument(help: "The file with the definition; - for standard input.")
    var definition: String

    @OptionGroup var output: OutputOptions

    @OptionGroup var sources: FileSettings

    func run() throws {
        let limits = try sources.settings().service.limits
        let body = try readInput(definition)
        try output.print(OneShot.validate(body, limits: limits, format: output.format))
    }
}

/// Which form the answer has.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON, also on a terminal.")
    var json = false

    @Flag(help: "Print tables, also where standard output is no terminal.")
    var table = false

    /// The form that was asked for, or that fits where the answer goes.
    var format: OneShot.Format {
        if json { return .json }
        return table || StandardStreams.outputIsTerminal ? .text : .json
    }

    /// Prints an answer, or what is wrong and ends with exit code 1.
    func print(_ result: Result<[UInt8], Problem>) throws {
        switch result {
        case .success(let content):
            StandardStreams.writeOutput(content.last == UInt8(ascii: "\n") ? content : content + [UInt8(ascii: "\n")])
        case .failure(let problem):
            StandardStreams.writeError("\(problem)\n")
            throw ExitCode(1)
        }
    }
}

/// The settings of a command that listens nowhere: limits from a file and from the environment.
struct FileSettings: ParsableArguments {
    @Option(name: .customLong("config"), help: "A JSON file with settings, of which the limits count here.")
    var file: String?

    /// Reads the file and the environment.
    func settings() throws -> Settings {
        do {
            var reader = SettingsReader()
            if let file { reader.read(file: try StandardStreams.read(file), path: file) }
            reader.read(environment: Environment.variables)
            return try reader.result()
        } catch {
            StandardStreams.writeError("\(error)\n")
            throw ExitCode(2)
        }
    }
}

/// Reads a file that the command line names; a message and exit code 2 if that fails.
func readInput(_ path: String) throws -> [UInt8] {
    do {
        return try StandardStreams.read(path)
    } catch {
        StandardStreams.writeError("\(error)\n")
        throw ExitCode(2)
    }
}
