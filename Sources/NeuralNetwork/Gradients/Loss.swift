/// A number that says how far a network's outputs are from what they should be, to be made small.
public enum Loss: Sendable, Hashable {
    /// The sum of all outputs of all rows.
    case sum

    /// The cross-entropy of classes, in nats: the outputs of a row are taken as logits, whatever the last activation
    /// is, and the row costs `log(sum_j exp(output_j)) - output_label`; the loss is the mean over the rows.
    ///
    /// - `labels`: The class of each row, counted from 0.
    case crossEntropy(labels: [Int])

    /// The value of the loss at outputs `[rows, outputs]`.
    ///
    /// - Throws: If labels do not fit the outputs.
    public func value(of outputs: Matrix64) throws(LossProblem) -> Double {
        try check(outputs)
        switch self {
        case .sum: return outputs.values.reduce(0, +)
        case .crossEntropy(let labels):
            let total = labels.enumerated().reduce(0) { total, row in
                total - Activation64.logSoftmax(outputs[row.offset])[row.element]
            }
            return total / Double(outputs.rows)
        }
    }

    /// The gradient of the loss with respect to outputs `[rows, outputs]`, in the same shape.
    ///
    /// - Throws: If labels do not fit the outputs.
    public func gradient(at outputs: Matrix64) throws(LossProblem) -> Matrix64 {
        try check(outputs)
        switch self {
        case .sum:
            let ones = [Double](repeating: 1, count: outputs.values.count)
            return Matrix64(rows: outputs.rows, columns: outputs.columns, values: ones)
        case .crossEntropy(let labels):
            return outputs.mapRows(to: outputs.columns) { row, index in
                var gradient = Activation64.softmax(row)
                gradient[labels[index]] -= 1
                return gradient.map { $0 / Double(outputs.rows) }
            }
        }
    }

    private func check(_ outputs: Matrix64) throws(LossProblem) {
        guard case .crossEntropy(let labels) = self else { return }
        guard labels.count == outputs.rows else {
            throw LossProblem.labelCount(actual: labels.count, rows: outputs.rows)
        }
        guard !labels.isEmpty else { throw LossProblem.noRows }
        for (row, label) in labels.enumerated() where !(0..<outputs.columns).contains(label) {
            throw LossProblem.labelOutOfRange(row: row, actual: label, outputs: outputs.columns)
        }
    }
}

/// Why a loss has no value at some outputs.
public enum LossProblem: Error, Sendable, Hashable {
    /// Cross-entropy needs one label for each row.
    case labelCount(actual: Int, rows: Int)
    /// The mean over no rows is nothing.
    case noRows
    /// A label must be the index of an output.
    case labelOutOfRange(row: Int, actual: Int, outputs: Int)
}
