/// The three products of a fully connected layer and its gradients.
///
/// All are made of one step, adding a multiple of one row to another, so that the inner loop runs along memory and
/// every element is one sum in a fixed order. Rows are taken some at a time, so that what they share stays in the
/// cache.
extension Matrix64 {
    /// How many rows share one pass over a weight.
    private static let rowsAtOnce = 8

    /// The pre-activations of a layer, `bias + weight * input` for each row: an element starts as its bias and
    /// receives its products in the order of the inputs.
    ///
    /// - Parameters:
    ///   - weight: `[units, columns]`.
    ///   - bias: `[units]`; empty for none.
    /// - Returns: `[rows, units]`.
    func affine(weight: Matrix64, bias: [Double]) -> Matrix64 {
        let units = weight.rows
        precondition(bias.isEmpty || bias.count == units, "a bias for each unit, or none")
        let start = bias.isEmpty ? [Double](repeating: 0, count: units) : bias
        var result = Matrix64(rows: rows, columns: units, values: (0..<rows).flatMap { _ in start })
        // The inner loop runs over units, so that it needs what they make of one input side by side.
        result.accumulate(self, times: weight.transposed)
        return result
    }

    /// The product with a matrix `[columns, n]`: each row becomes the sum of the other's rows, each times an element.
    ///
    /// - Returns: `[rows, n]`.
    func times(_ other: Matrix64) -> Matrix64 {
        var result = Matrix64(zeros: rows, other.columns)
        result.accumulate(self, times: other)
        return result
    }

    /// The product of this matrix's transpose with a matrix that has as many rows: a sum over the rows, in their
    /// order.
    ///
    /// - Returns: `[columns, other.columns]`.
    func transposedTimes(_ other: Matrix64) -> Matrix64 {
        precondition(rows == other.rows, "as many rows on both sides")
        let width = other.columns
        var result = [Double](repeating: 0, count: columns * width)
        var target = result.mutableSpan
        let source = other.values.span
        for column in 0..<columns {
            for row in 0..<rows {
                let addend = source.extracting(row * width..<(row + 1) * width)
                addMultiple(values[row * columns + column], of: addend, to: &target, at: column * width)
            }
        }
        return Matrix64(rows: columns, columns: width, values: result)
    }

    /// The sum of each column over the rows, in their order.
    var columnSums: [Double] {
        var sums = [Double](repeating: 0, count: columns)
        var target = sums.mutableSpan
        let source = values.span
        for row in 0..<rows {
            addMultiple(1, of: source.extracting(row * columns..<(row + 1) * columns), to: &target, at: 0)
        }
        return sums
    }

    private init(zeros rows: Int, _ columns: Int) {
        self.init(rows: rows, columns: columns, values: [Double](repeating: 0, count: rows * columns))
    }

    private var transposed: Matrix64 {
        var result = [Double](repeating: 0, count: values.count)
        for row in 0..<rows {
            for column in 0..<columns { result[column * rows + row] = values[row * columns + column] }
        }
        return Matrix64(rows: columns, columns: rows, values: result)
    }

    /// Adds `left * right`: to each element its products in the order of the columns of `left`.
    private mutating func accumulate(_ left: Matrix64, times right: Matrix64) {
        precondition(rows == left.rows && left.columns == right.rows && columns == right.columns, "shapes that fit")
        let width = columns
        var target = values.mutableSpan
        let factors = right.values.span
        for first in stride(from: 0, to: left.rows, by: Self.rowsAtOnce) {
            let block = first..<Swift.min(first + Self.rowsAtOnce, left.rows)
            for index in 0..<right.rows {
                let addend = factors.extracting(index * width..<(index + 1) * width)
                for row in block {
                    addMultiple(left.values[row * left.columns + index], of: addend, to: &target, at: row * width)
                }
            }
        }
    }
}

/// Adds `factor * addend` to the elements of `sum` from `start` on.
@inline(__always)
private func addMultiple(_ factor: Double, of addend: Span<Double>, to sum: inout MutableSpan<Double>, at start: Int) {
    // Checked once, so that the compiler need not check each element and can compute several at a time.
    precondition(start >= 0 && start <= sum.count - addend.count, "a row inside the matrix")
    for index in 0..<addend.count { sum[start + index] += factor * addend[index] }
}
