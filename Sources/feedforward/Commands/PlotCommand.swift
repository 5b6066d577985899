internal import ArgumentParser
internal import InferenceService

/// `feedforward plot`: draws an activation and its derivative.
struct PlotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot",
        abstract: "Draws an activation and its derivative as SVG.",
        discussion: """
            The drawing goes to standard output: feedforward plot tanh > tanh.svg. Parameters of the activation follow \
            its name: feedforward plot leaky_relu negative_slope=0.2. Exits 1 if there is no such activation, or none \
            with a single curve.
            """
    )

    @Argument(help: "The activation, by its name in a definition: tanh, leaky_relu, …")
    var activation: String

    @Argument(help: "Its parameters, each as name=value; the rest have their defaults.")
    var parameters: [String] = []

    @Option(parsing: .unconditional, help: "Where the horizontal axis begins (default: what suits the activation).")
    var from: Double?

    @Option(parsing: .unconditional, help: "Where it ends.")
    var to: Double?

    @Option(
        help: """
            At how many places the functions are sampled, \(OneShot.plotPoints.lowerBound) to \
            \(OneShot.plotPoints.upperBound).
            """
    )
    var points = OneShot.defaultPlotPoints

    func validate() throws {
        for text in parameters where (text.firstIndex(of: "=") ?? text.startIndex) == text.startIndex {
            throw ValidationError("\(text) is not a parameter; write it as name=value.")
        }
    }

    func run() throws {
        let result = OneShot.plot(
            activation: activation,
            parameters: parameters.map(Self.assignment),
            from: from,
            to: to,
            points: points
        )
        switch result {
        case .success(let drawing): StandardStreams.writeOutput(drawing)
        case .failure(let problem):
            StandardStreams.writeError("\(problem)\n")
            throw ExitCode(1)
        }
    }

    /// What stands before the first equals sign, and what behind it.
    private static func assignment(_ text: String) -> (name: String, text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
}
