internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// Rows that were read from lines and are computed together, and what is wrong with the lines between them.
struct RowBatch: Sendable {
    /// What became of a line.
    enum Line: Sendable {
        /// It is the next row of `rows`.
        case row
        /// It is no row: its number and what is wrong.
        case refused(number: Int, String)
    }

    /// The most numbers that a batch holds in one step of the forward pass, unless a single row is more.
    private static let heldValues = 1 << 18

    /// The lines, in their order.
    private(set) var lines: [Line] = []
    /// The rows.
    let rows: Matrix

    /// Takes as many lines as make a batch, or as there are.
    ///
    /// - Parameters:
    ///   - buffer: Where the lines are.
    ///   - plan: The network.
    init(_ buffer: inout LineBuffer, for plan: NetworkPlan) {
        let limit = max(1, Self.heldValues / plan.widestRow)
        var values: [Float] = []
        while lines.count < limit, let line = buffer.next() {
            switch line {
            case .tooLong:
                let text = "the line is longer than \(buffer.lineLimit) bytes"
                lines.append(.refused(number: buffer.lineNumber, text))
            case .content(let range):
                do throws(Problem) {
                    values += try Self.row(buffer.bytes.span.extracting(range), inputSize: plan.inputSize)
                    lines.append(.row)
                } catch {
                    lines.append(.refused(number: buffer.lineNumber, error.detail))
                }
            }
        }
        rows = Matrix(rows: values.count / plan.inputSize, columns: plan.inputSize, values: values)
    }

    /// Whether no line was left.
    var isEmpty: Bool { lines.isEmpty }

    /// The answer: a line for each, the outputs of a row or what is wrong.
    ///
    /// - Parameter outputs: The outputs of the rows.
    /// - Returns: Lines of JSON.
    func answer(_ outputs: Matrix) -> [UInt8] {
        var writer = JSONWriter()
        var row = 0
        for line in lines {
            switch line {
            case .row:
                writer.value(outputs[row])
                row += 1
            case .refused(let number, let text):
                writer.beginObject()
                writer.member("error", text)
                writer.member("line", number)
                writer.endObject()
            }
            writer.endLine()
        }
        return writer.bytes
    }

    /// Reads one line.
    private static func row(_ line: Span<UInt8>, inputSize: Int) throws(Problem) -> [Float] {
        let document = try JSONDocument.parsed(line)
        guard document.kind(at: document.root) == .array else {
            throw Problem(
                .invalidContent,
                "expected a row, a list of numbers, found \(document.kind(at: document.root).phrase)"
            )
        }
        let rows = document.rows(at: document.root, valueLimit: inputSize)
        let problems = RowProblems.all(of: rows, inputSize: inputSize, pointer: JSONPointer())
        guard problems.isEmpty else { throw Problem(.invalidContent, Problem.summary(problems)) }
        guard rows.isFlat else {
            throw Problem(.invalidContent, "expected a row, a flat list of \(inputSize) numbers on one line")
        }
        return rows.values
    }
}
