internal import StrictJSON

/// Rows of numbers from comma-separated text (RFC 4180): one row a line, LF or CRLF, with or without a line of names.
enum CSVRows {
    /// A field that is not a number.
    struct Failure: Error, Equatable, CustomStringConvertible {
        /// The line, counted from 1.
        let line: Int
        /// The column, counted from 1.
        let column: Int
        /// The text of the field.
        let text: String

        var description: String {
            "line \(line), column \(column): \"\(text)\" is not a number; --columns N takes the first N columns only"
        }
    }

    /// Turns text into a JSON array of rows; numbers keep their digits.
    ///
    /// A first line with a field that is no number is taken as names. Empty lines are skipped.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - columns: How many columns count, from the first one; nil for all.
    /// - Throws: The first field that is not a number.
    static func json(_ bytes: [UInt8], columns: Int?) throws(Failure) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        var isFirst = true
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let text = String(decoding: line, as: UTF8.self).trimmingSpaces
            guard !text.isEmpty else { continue }
            var fields = text.split(separator: ",", omittingEmptySubsequences: false).map { field in
                let text = String(field).trimmingSpaces
                return text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
                    ? String(text.dropFirst().dropLast()) : text
            }
            if let columns { fields = Array(fields.prefix(max(columns, 0))) }
            defer { isFirst = false }
            if isFirst, fields.contains(where: { Double($0) == nil }) { continue }
            writer.beginArray()
            for (column, field) in fields.enumerated() {
                guard let number = jsonNumber(field) else {
                    throw Failure(line: index + 1, column: column + 1, text: field)
                }
                writer.raw(Array(number.utf8))
            }
            writer.endArray()
        }
        writer.endArray()
        return writer.bytes
    }

    /// A number as JSON spells it: `+1`, `.5`, `5.` and `007` are usual in CSV and none of JSON's.
    private static func jsonNumber(_ field: String) -> String? {
        guard let value = Double(field), value.isFinite, !field.lowercased().contains("x") else { return nil }
        let bytes = Array(field.utf8)
        if let document = try? JSONDocument(bytes.span), document.number(at: document.root) != nil { return field }
        return "\(value)"
    }
}

extension StringProtocol {
    /// The text without white space around it.
    var trimmingSpaces: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
