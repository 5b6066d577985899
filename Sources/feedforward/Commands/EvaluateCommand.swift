internal import ArgumentParser
internal import InferenceService
internal import ModelFormats
internal import ModelServing
internal import StrictJSON

/// `feedforward evaluate`: builds a network and feeds it rows, without a server.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Builds a network and answers its outputs and statistics, without a server.",
        discussion: """
            The same as POST /v1/evaluate. Prints tables on a terminal and JSON elsewhere. Exits 1, with every mistake, \
            if definition or rows are impossible.

            Rows come as JSON (a list of rows, or one flat row) or as CSV: one row a line, comma-separated, with or \
            without a line of names.

            With --pytorch it prints a Python script instead, which makes the same network with PyTorch, asserts the \
            SHA-256 of every parameter tensor and compares the outputs.
            """
    )

    @Argument(help: "The file with the definition; - for standard input.")
    var definition: String

    @Option(help: "The file with the rows, CSV or JSON; - for standard input. Left out: only the build.")
    var inputs: String?

    @Option(
        help: "How many columns of a CSV file are inputs, from the first one; the rest is ignored. All unless given."
    )
    var columns: Int?

    @Option(
        help: """
            What to answer, separated by commas: outputs, parameters, activations, layer_outputs, values, digests \
            (default: outputs,parameters).
            """
    )
    var include: String?

    @Option(help: "The number of bins of each histogram, 1 to 1000 (default: 20).")
    var bins: Int?

    @Option(help: "The quantiles, separated by commas, each from 0 to 1.")
    var quantiles: String?

    @Flag(help: "Sample the slopes of rrelu, as in training.")
    var training = false

    @Flag(name: .customLong("pytorch"), help: "Print a PyTorch script that proves the answer.")
    var printsScript = false

    @OptionGroup var output: OutputOptions

    @OptionGroup var sources: FileSettings

    func validate() throws {
        guard definition != "-" || inputs != "-" else {
            throw ValidationError("Definition and rows cannot both come from standard input.")
        }
        guard !printsScript || !(output.json || output.table) else {
            throw ValidationError("--pytorch cannot stand beside --json or --table.")
        }
    }

    func run() throws {
        let limits = try sources.settings().service.limits
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("network")
        writer.raw(try json(readInput(definition), of: definition))
        if let inputs {
            writer.key("inputs")
            writer.raw(try rows(inputs))
        }
        if let include {
            writer.key("include")
            writeWords(include, to: &writer)
        }
        if bins != nil || quantiles != nil {
            writer.key("statistics")
            writer.beginObject()
            if let bins {
                writer.key("bins")
                writer.value(bins)
            }
            if let quantiles {
                writer.key("quantiles")
                try writeNumbers(quantiles, to: &writer)
            }
            writer.endObject()
        }
        if training {
            writer.key("training")
            writer.value(true)
        }
        writer.endObject()
        let format = printsScript ? .python : output.format
        try output.print(OneShot.evaluate(writer.bytes, limits: limits, format: format))
    }

    /// The bytes of a file, which have to be one JSON value.
    private func json(_ bytes: [UInt8], of path: String) throws -> [UInt8] {
        do {
            _ = try JSONDocument(bytes.span)
        } catch {
            StandardStreams.writeError("\(path): \(error.summary)\n")
            throw ExitCode(1)
        }
        return bytes
    }

    /// The rows of a file as JSON.
    private func rows(_ path: String) throws -> [UInt8] {
        let bytes = try readInput(path)
        if bytes.first(where: { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }) == UInt8(ascii: "[") {
            return try json(bytes, of: path)
        }
        do {
            return try CSVRows.json(bytes, columns: columns)
        } catch {
            StandardStreams.writeError("\(path): \(error)\n")
            throw ExitCode(1)
        }
    }

    private func writeWords(_ list: String, to writer: inout JSONWriter) {
        writer.beginArray()
        for word in list.split(separator: ",") { writer.value(String(word.trimmingSpaces)) }
        writer.endArray()
    }

    private func writeNumbers(_ list: String, to writer: inout JSONWriter) throws {
        writer.beginArray()
        for word in list.split(separator: ",") {
            guard let number = Double(word.trimmingSpaces) else {
                throw ValidationError("\(word) is not a number.")
            }
            writer.value(number)
        }
        writer.endArray()
    }
}
