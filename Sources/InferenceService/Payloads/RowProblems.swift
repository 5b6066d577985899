internal import ModelFormats
internal import StrictJSON

/// What is wrong with rows of inputs, in sentences.
enum RowProblems {
    /// All problems of rows.
    ///
    /// - Parameters:
    ///   - rows: What was read.
    ///   - inputSize: How wide a row has to be; nil if the network is not known.
    ///   - pointer: Where the rows stand.
    /// - Returns: The problems, in the order of the document.
    static func all(of rows: JSONRows, inputSize: Int?, pointer: JSONPointer) -> [InputProblem] {
        var problems: [InputProblem] = []
        if let inputSize, rows.rowCount > 0, rows.columnCount != inputSize, hasWidth(rows) {
            let place = rows.isFlat ? pointer : pointer.appending(0)
            problems.append(InputProblem(place, wrongWidth(rows.columnCount, inputSize, isFlat: rows.isFlat)))
        }
        for problem in rows.problems {
            switch problem {
            case .notRows(let kind):
                problems.append(
                    InputProblem(pointer, "expected a list of rows, or one row of numbers, found \(kind.phrase)")
                )
            case .notARow(let row, let kind):
                problems.append(
                    InputProblem(pointer.appending(row), "expected a row, a list of numbers, found \(kind.phrase)")
                )
            case .notANumber(let row, let column, let kind):
                problems.append(
                    InputProblem(place(row, column, rows, pointer), "expected a number, found \(kind.phrase)")
                )
            case .beyondFloat32(let row, let column):
                problems.append(
                    InputProblem(place(row, column, rows, pointer), "the number is beyond the range of float32")
                )
            case .ragged(let row, let actual, let expected):
                if let inputSize {
                    // The first row may be the wrong one.
                    guard actual != inputSize else { continue }
                    problems.append(
                        InputProblem(pointer.appending(row), wrongWidth(actual, inputSize, isFlat: false))
                    )
                } else {
                    problems.append(
                        InputProblem(
                            pointer.appending(row),
                            "the row has \(numbers(actual)) and the first row \(expected); all rows have one width"
                        )
                    )
                }
            }
        }
        return problems
    }

    /// Whether the width of the first row means anything: not if what stands there is no row.
    private static func hasWidth(_ rows: JSONRows) -> Bool {
        !rows.problems.contains { problem in
            switch problem {
            case .notRows, .notARow(row: 0, _): true
            default: false
            }
        }
    }

    private static func place(_ row: Int, _ column: Int, _ rows: JSONRows, _ pointer: JSONPointer) -> JSONPointer {
        rows.isFlat ? pointer.appending(column) : pointer.appending(row).appending(column)
    }

    private static func wrongWidth(_ actual: Int, _ expected: Int, isFlat: Bool) -> String {
        let subject = isFlat ? "a flat list is one row, and this one" : "the row"
        return "\(subject) has \(numbers(actual)), but the network takes \(expected)"
    }

    private static func numbers(_ count: Int) -> String { count == 1 ? "1 number" : "\(count) numbers" }
}
