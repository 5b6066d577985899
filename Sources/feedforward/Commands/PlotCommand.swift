internal import ArgumentParser
internal import InferenceService

/// `feedforward plot`: draws an activation and its derivative, or what an initialisation scheme draws.
struct PlotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot",
        abstract: "Draws an activation and its derivative, or what an initialisation scheme draws, as SVG.",
        discussion: """
            The drawing goes to standard output: feedforward plot tanh > tanh.svg. Parameters follow the name: \
            feedforward plot leaky_relu negative_slope=0.2. For a scheme it is the histogram of a layer's weights, \
            against the density that they come from: feedforward plot he_normal --fan-in 784 --fan-out 256. Exits 1 \
            if nothing has that name, or what has it cannot be drawn so.
            """
    )

    @Argument(help: "The activation or scheme, by its name in a definition: tanh, leaky_relu, kaiming_normal, …")
    var name: String

    @Argument(help: "Its parameters, each as name=value; the rest have their defaults.")
    var parameters: [String] = []

    @Option(parsing: .unconditional, help: "Where the horizontal axis begins (default: what suits the curve).")
    var from: Double?

    @Option(parsing: .unconditional, help: "Where it ends.")
    var to: Double?

    @Option(
        help: """
            At how many places an activation is sampled, \(OneShot.plotPoints.lowerBound) to \
            \(OneShot.plotPoints.upperBound).
            """
    )
    var points = OneShot.defaultPlotPoints

    @Option(help: "The inputs of the layer whose weights a scheme draws.")
    var fanIn = 784

    @Option(help: "The units of that layer.")
    var fanOut = 256

    @Option(parsing: .unconditional, help: "The seed that they are drawn with, -2^63 to 2^64 - 1.")
    var seed = SeedArgument(value: 0)

    func validate() throws {
        for text in parameters where (text.firstIndex(of: "=") ?? text.startIndex) == text.startIndex {
            throw ValidationError("\(text) is not a parameter; write it as name=value.")
        }
    }

    func run() throws {
        let result = OneShot.plot(
            name,
            parameters: parameters.map(Self.assignment),
            layer: OneShot.PlottedLayer(fanIn: fanIn, fanOut: fanOut, seed: seed.value),
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

/// A seed as a definition takes it: modulo 2^64.
struct SeedArgument: ExpressibleByArgument {
    let value: UInt64

    init(value: UInt64) { self.value = value }

    /// Nil for what is no whole number from -2^63 to 2^64 - 1.
    init?(argument: String) {
        guard let value = UInt64(argument) ?? Int64(argument).map(UInt64.init(bitPattern:)) else { return nil }
        self.value = value
    }

    var defaultValueDescription: String { "\(value)" }
}
