internal import Foundation
internal import NeuralNetwork

/// The figures as a table for people and as JSON for programs.
struct Report {
    private var subjects: [SubjectReport] = []

    static func heading(rounds: Int) -> String {
        let set = InstructionSet.best.rawValue
        return """
            \(rounds) rounds, contestants in turn, processor time of one thread, kernels for \(set).
            ratio: the median of a peer over ours.
            """
    }

    static let columns = row(["case", "contestant", "median", "minimum", "GB/s", "ratio", "same bits"])

    /// A line for each contestant of a case.
    static func lines(of result: Result) -> String {
        result.figures.indices.map { index in
            let figures = result.figures[index]
            return row([
                index == 0 ? result.name : "",
                figures.contestant,
                time(figures.median),
                time(figures.minimum),
                result.throughput(of: figures).map { String(format: "%.2f", $0) } ?? "",
                index == 0 ? "per \(result.item)" : String(format: "%.2f", result.ratio(of: figures)),
                index == 0 ? "" : result.agree.map { $0 ? "yes" : "NO" } ?? "",
            ])
        }.joined(separator: "\n")
    }

    mutating func add(_ result: Result, to subject: Subject) {
        if subjects.last?.name != subject.name {
            subjects.append(SubjectReport(name: subject.name, about: subject.about, cases: []))
        }
        subjects[subjects.count - 1].cases.append(CaseReport(result))
    }

    func json(rounds: Int) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let instructionSet = InstructionSet.best.rawValue
        return try encoder.encode(Document(rounds: rounds, instructionSet: instructionSet, subjects: subjects))
    }

    private static func time(_ nanoseconds: Double) -> String {
        nanoseconds < 1 ? String(format: "%.1f ps", 1000 * nanoseconds) : String(format: "%.2f ns", nanoseconds)
    }

    private static func row(_ cells: [String]) -> String {
        let widths = [18, 13, 10, 10, 7, 10, 9]
        return zip(cells, widths).enumerated().map { index, cell in
            let (text, width) = cell
            let space = String(repeating: " ", count: max(width - text.count, 0))
            return index < 2 ? text + space : space + text
        }.joined(separator: " ")
    }
}

private struct Document: Encodable {
    let rounds: Int
    let instructionSet: String
    let subjects: [SubjectReport]
}

private struct SubjectReport: Encodable {
    let name: String
    let about: String
    var cases: [CaseReport]
}

private struct CaseReport: Encodable {
    let name: String
    let item: String
    let items: Int
    let sameBits: Bool?
    let contestants: [ContestantReport]

    init(_ result: Result) {
        name = result.name
        item = result.item
        items = result.items
        sameBits = result.agree
        contestants = result.figures.map { figures in
            ContestantReport(
                name: figures.contestant,
                medianNanosecondsPerItem: figures.median,
                minimumNanosecondsPerItem: figures.minimum,
                gigabytesPerSecond: result.throughput(of: figures),
                ratio: result.ratio(of: figures)
            )
        }
    }
}

private struct ContestantReport: Encodable {
    let name: String
    let medianNanosecondsPerItem: Double
    let minimumNanosecondsPerItem: Double
    let gigabytesPerSecond: Double?
    let ratio: Double
}

extension Result {
    /// Gigabytes a second at the median.
    fileprivate func throughput(of figures: Figures) -> Double? {
        bytesPerItem.map { Double($0) / figures.median }
    }

    /// How many times as long as we the contestant takes, by the medians.
    fileprivate func ratio(of figures: Figures) -> Double { figures.median / self.figures[0].median }
}
