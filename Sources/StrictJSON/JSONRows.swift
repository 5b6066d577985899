/// Float32 numbers in rows, as they stood in a document.
public struct JSONRows: Sendable, Hashable {
    /// What is wrong with a value.
    public enum Problem: Sendable, Hashable {
        /// Neither an array of numbers nor an array of arrays of numbers.
        case notRows(JSONDocument.Kind)
        /// An element of the outer array that is no array, among arrays.
        case notARow(row: Int, JSONDocument.Kind)
        /// An element of a row that is no number.
        case notANumber(row: Int, column: Int, JSONDocument.Kind)
        /// A number that overflows float32.
        case beyondFloat32(row: Int, column: Int)
        /// A row that is not as wide as the first one.
        case ragged(row: Int, actual: Int, expected: Int)
    }

    /// The numbers, row after row; not all of them if there were more than the limit.
    ///
    /// A number beyond float32 is infinite here; an element that is no number leaves no trace.
    public internal(set) var values: [Float] = []
    /// The number of rows; 1 for a flat array that is not empty.
    ///
    /// An element of the outer array that is no array counts, so that indices agree with the document.
    public internal(set) var rowCount = 0
    /// The number of elements in the first row; 0 without one.
    public internal(set) var columnCount = 0
    /// The number of numbers in the document, stored or not.
    public internal(set) var valueCount = 0
    /// Whether the array was flat, one row; an empty array is not.
    public internal(set) var isFlat = false
    /// What is wrong, in the order of the document; the first ones only if there are many.
    public internal(set) var problems: [Problem] = []
}

extension JSONDocument {
    /// Reads the value at a place as float32 numbers in rows.
    ///
    /// - Parameters:
    ///   - place: An array of numbers, which is one row, or an array of arrays of numbers. An array is one of rows if
    ///     an array comes before the first number in it.
    ///   - valueLimit: The most numbers to store; reading goes on and counts, but stores no more.
    ///   - problemLimit: The most problems to report.
    /// - Returns: The numbers and everything that is wrong with them.
    public func rows(at place: Place, valueLimit: Int = .max, problemLimit: Int = 100) -> JSONRows {
        let rows = withBytes(at: place) { bytes, value in
            var reader = RowReader(bytes: bytes, valueLimit: valueLimit, problemLimit: problemLimit)
            reader.read(value)
            return reader.rows
        }
        return rows ?? JSONRows(problems: [.notRows(.null)])
    }
}
