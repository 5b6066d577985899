internal import ArgumentParser

/// The command line: `feedforward serve`, `evaluate`, `validate`, `plot`, `health`, `token`.
@main
struct FeedforwardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedforward",
        abstract: "Builds fully connected neural networks from JSON definitions and evaluates them.",
        discussion: """
            `serve` answers over HTTP; `evaluate` and `validate` do the same for files, without a server. `plot` draws \
            an activation.
            """,
        version: FeedforwardVersion.text,
        subcommands: [
            ServeCommand.self, EvaluateCommand.self, ValidateCommand.self, PlotCommand.self, HealthCommand.self,
            TokenCommand.self,
        ]
    )
}

/// The version of the program.
enum FeedforwardVersion {
    static let text = "1.0.0"
}
