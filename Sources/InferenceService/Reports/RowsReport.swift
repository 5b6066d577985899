internal import NeuralNetwork

/// Rows of numbers as a table, as much of them as a person reads.
enum RowsReport {
    /// The most rows that are shown.
    static let rowLimit = 200
    /// The most columns that are shown.
    static let columnLimit = 32

    /// A table of a matrix, and a line that says what is not shown.
    ///
    /// - Parameters:
    ///   - matrix: The numbers.
    ///   - names: A name for each column; then the name of a row's largest number is shown as well. Nil for numbers.
    /// - Returns: The lines.
    static func text(_ matrix: Matrix, names: [String]? = nil) -> String {
        let columns = min(matrix.columns, columnLimit)
        let rows = min(matrix.rows, rowLimit)
        let showsLargest = names != nil && matrix.columns > 1
        var table = TextTable(
            [("row", .right)]
                + (0..<columns).map { (names?[$0] ?? "[\($0)]", .right) }
                + (showsLargest ? [("largest", .left)] : [])
        )
        for index in 0..<rows {
            let row = matrix[index]
            var cells = ["\(index)"] + row.prefix(columns).map { NumberText.of($0) }
            if showsLargest, let names { cells.append(largest(of: row, names)) }
            table.add(cells)
        }
        var hidden: [String] = []
        if rows < matrix.rows { hidden.append("\(matrix.rows - rows) more rows") }
        if columns < matrix.columns { hidden.append("\(matrix.columns - columns) more columns") }
        let rest = hidden.isEmpty ? "" : "(and \(hidden.joined(separator: ", ")); JSON has them all)\n"
        return table.text + rest
    }

    /// The name of the largest number, the first of equals; a dash if one is not a number.
    private static func largest(of row: ArraySlice<Float>, _ names: [String]) -> String {
        guard !row.contains(where: \.isNaN), let index = row.indices.max(by: { row[$0] < row[$1] }) else { return "-" }
        let first = row.indices.first { row[$0] == row[index] } ?? index
        return names[first - row.startIndex]
    }
}
