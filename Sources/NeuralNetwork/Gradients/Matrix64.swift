/// Rows of float64 numbers, all of one width.
public struct Matrix64: Sendable, Hashable {
    /// The number of rows.
    public let rows: Int

    /// The number of elements of a row.
    public let columns: Int

    /// The elements, row-major; `rows * columns` of them.
    public var values: [Double]

    /// Makes a matrix from its elements in row-major order.
    ///
    /// - Precondition: `values.count == rows * columns`.
    public init(rows: Int, columns: Int, values: [Double]) {
        precondition(values.count == rows * columns, "as many values as rows times columns")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// Makes a matrix of float32 numbers, which float64 holds exactly.
    public init(_ matrix: Matrix) {
        self.init(rows: matrix.rows, columns: matrix.columns, values: matrix.values.map(Double.init))
    }

    /// One row.
    public subscript(row: Int) -> ArraySlice<Double> { values[row * columns..<(row + 1) * columns] }

    /// Makes each row into one of `columns` elements.
    func mapRows(to columns: Int, _ transform: (_ row: ArraySlice<Double>, _ index: Int) -> [Double]) -> Matrix64 {
        var values: [Double] = []
        values.reserveCapacity(rows * columns)
        for row in 0..<rows { values.append(contentsOf: transform(self[row], row)) }
        return Matrix64(rows: rows, columns: columns, values: values)
    }
}
