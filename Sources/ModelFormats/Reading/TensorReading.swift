internal import NeuralNetwork
internal import StrictJSON

/// Reads the elements of a tensor, nested like its shape.
///
/// - Returns: Nil if a problem was noted.
func readTensor(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    pointer: JSONPointer,
    role: TensorRole,
    limits: NetworkLimits,
    problems: inout [InputProblem]
) -> InlineTensor? {
    let rows = document.rows(
        at: place,
        valueLimit: limits.maximumParameters,
        problemLimit: InputProblems.listingLimit
    )
    guard rows.problems.isEmpty else {
        for problem in rows.problems { noteRowProblem(problem, isFlat: rows.isFlat, pointer, &problems) }
        return nil
    }
    guard rows.valueCount == rows.values.count else {
        problems.note(
            pointer,
            "\(rows.valueCount) values are more than the \(limits.maximumParameters) parameters a network may have"
        )
        return nil
    }
    guard rows.valueCount > 0 else {
        problems.note(pointer, "expected numbers, found none")
        return nil
    }
    switch role {
    case .weight where rows.isFlat:
        problems.note(pointer, "expected an array of rows, one for each unit, found a flat array")
        return nil
    case .bias where !rows.isFlat:
        problems.note(pointer, "expected a flat array of numbers, one for each unit, found an array of arrays")
        return nil
    default:
        break
    }
    return InlineTensor(
        shape: rows.isFlat ? [rows.valueCount] : [rows.rowCount, rows.columnCount],
        values: rows.values
    )
}

/// Notes what is wrong with an element of an array of numbers.
func noteRowProblem(
    _ problem: JSONRows.Problem,
    isFlat: Bool,
    _ pointer: JSONPointer,
    _ problems: inout [InputProblem]
) {
    func place(_ row: Int, _ column: Int) -> JSONPointer {
        isFlat ? pointer.appending(column) : pointer.appending(row).appending(column)
    }
    switch problem {
    case .notRows(let kind):
        problems.note(pointer, "expected an array of numbers, found \(spoken(kind))")
    case .notARow(let row, let kind):
        problems.note(pointer.appending(row), "expected an array of numbers, found \(spoken(kind))")
    case .notANumber(let row, let column, let kind):
        problems.note(place(row, column), "expected a number, found \(spoken(kind))")
    case .beyondFloat32(let row, let column):
        problems.note(place(row, column), numberBeyondFloat32("this number"))
    case .ragged(let row, let actual, let expected):
        problems.note(
            pointer.appending(row),
            "expected \(expected) numbers as in the first row, found \(actual)"
        )
    }
}
