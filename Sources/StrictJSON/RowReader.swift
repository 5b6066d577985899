/// Reads an array of numbers, or of arrays of numbers, in one pass.
struct RowReader {
    let bytes: JSONBytes
    let valueLimit: Int
    let problemLimit: Int
    private(set) var rows = JSONRows()

    init(bytes: JSONBytes, valueLimit: Int, problemLimit: Int) {
        self.bytes = bytes
        self.valueLimit = valueLimit
        self.problemLimit = problemLimit
    }

    /// Reads the value that begins at `value`.
    mutating func read(_ value: BytePointer) {
        let kind = bytes.kind(value)
        guard kind == .array else { return report(.notRows(kind)) }
        switch leadingKind(of: value) {
        case nil: break
        case .array: readRows(value)
        default:
            rows.isFlat = true
            rows.rowCount = 1
            rows.columnCount = readRow(value, index: 0).width
        }
    }

    /// What decides whether an array is one of rows: the kind of its first number or array, else of its first element.
    private func leadingKind(of array: BytePointer) -> JSONDocument.Kind? {
        var elements = bytes.children(array, of: .array)
        var first: JSONDocument.Kind?
        while let element = elements.nextElement() {
            let kind = bytes.kind(element)
            if kind == .array || kind == .number { return kind }
            first = first ?? kind
        }
        return first
    }

    private mutating func readRows(_ open: BytePointer) {
        var expected: Int?
        var pointer = bytes.skipWhiteSpace(open + 1)
        while pointer < bytes.end {
            let row = rows.rowCount
            rows.rowCount += 1
            if pointer.pointee == Byte.openBracket {
                let (width, end) = readRow(pointer, index: row)
                pointer = end
                if let expected, width != expected {
                    report(.ragged(row: row, actual: width, expected: expected))
                }
                expected = expected ?? width
            } else {
                report(.notARow(row: row, bytes.kind(pointer)))
                pointer = bytes.skipValue(pointer)
            }
            pointer = bytes.skipWhiteSpace(pointer)
            guard pointer < bytes.end, pointer.pointee == Byte.comma else { break }
            pointer = bytes.skipWhiteSpace(pointer + 1)
        }
        rows.columnCount = expected ?? 0
    }

    /// Reads one row.
    ///
    /// - Returns: The number of its elements, and the byte after it.
    private mutating func readRow(_ open: BytePointer, index row: Int) -> (width: Int, end: BytePointer) {
        var pointer = bytes.skipWhiteSpace(open + 1)
        if pointer < bytes.end, pointer.pointee == Byte.closeBracket { return (0, pointer + 1) }
        var column = 0
        while pointer < bytes.end {
            let byte = pointer.pointee
            if byte.isDigit || byte == Byte.minus {
                let number = bytes.float32(pointer)
                pointer = number.end
                if rows.valueCount < valueLimit { rows.values.append(number.value) }
                rows.valueCount += 1
                if !number.value.isFinite { report(.beyondFloat32(row: row, column: column)) }
            } else {
                report(.notANumber(row: row, column: column, bytes.kind(pointer)))
                pointer = bytes.skipValue(pointer)
            }
            column += 1
            pointer = bytes.skipWhiteSpace(pointer)
            guard pointer < bytes.end, pointer.pointee == Byte.comma else { break }
            pointer = bytes.skipWhiteSpace(pointer + 1)
        }
        return (column, min(pointer + 1, bytes.end))
    }

    @inline(never)
    private mutating func report(_ problem: JSONRows.Problem) {
        if rows.problems.count < problemLimit { rows.problems.append(problem) }
    }
}
