/// Rows of float32 numbers, all of one width.
public struct Matrix: Sendable, Hashable {
    /// The number of rows.
    public let rows: Int

    /// The number of elements of a row.
    public let columns: Int

    /// The elements, row-major; `rows * columns` of them.
    public var values: [Float]

    /// Makes a matrix from its elements in row-major order.
    ///
    /// - Precondition: `values.count == rows * columns`.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == rows * columns, "as many values as rows times columns")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// One row.
    public subscript(row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }
}
