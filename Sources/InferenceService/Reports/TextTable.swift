/// A table of text with aligned columns.
struct TextTable {
    /// On which side a column's cells are padded.
    enum Alignment {
        /// Words.
        case left
        /// Numbers.
        case right
    }

    private let alignments: [Alignment]
    private var rows: [[String]]

    /// Makes a table with a line of names.
    init(_ columns: [(name: String, alignment: Alignment)]) {
        alignments = columns.map(\.alignment)
        rows = [columns.map { Self.printable($0.name) }]
    }

    /// Adds a line.
    ///
    /// - Parameter cells: One for each column.
    mutating func add(_ cells: [String]) {
        precondition(cells.count == alignments.count, "one cell for each column")
        rows.append(cells.map(Self.printable))
    }

    /// The lines, each with its line feed.
    var text: String {
        let widths = alignments.indices.map { column in rows.reduce(0) { max($0, $1[column].count) } }
        var text = ""
        for row in rows {
            var line = ""
            for (column, cell) in row.enumerated() {
                if column > 0 { line += "  " }
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                line += alignments[column] == .left ? cell + padding : padding + cell
            }
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
        return text
    }

    /// Text of a client without what would move the cursor or colour the terminal.
    private static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
            )
        )
    }
}
