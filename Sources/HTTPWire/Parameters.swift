/// The grammar of parameters: `;name=value;name="value"`, with white space allowed around both signs.
///
/// Chunk extensions (RFC 9112 section 7.1.1) and transfer parameters (section 7) are both of this form; only the latter
/// need a value.
enum Parameters {
    /// Where parameters end.
    struct End {
        /// The index behind the last parameter, white space after it excluded.
        var end: Int
        /// The first byte that breaks the grammar, if one does.
        var violation: Int?
    }

    /// Reads parameters from the first byte of a range on, as far as they go.
    static func end(in bytes: Span<UInt8>, _ range: Range<Int>, requiresValue: Bool) -> End {
        var end = range.lowerBound
        while true {
            var index = skipWhitespace(bytes, end, range.upperBound)
            guard index < range.upperBound, bytes[index] == Byte.semicolon else { return End(end: end) }
            let name = skipWhitespace(bytes, index + 1, range.upperBound)
            end = skipToken(bytes, name, range.upperBound)
            guard end > name else { return End(end: end, violation: end) }
            index = skipWhitespace(bytes, end, range.upperBound)
            guard index < range.upperBound, bytes[index] == Byte.equals else {
                if requiresValue { return End(end: end, violation: index) }
                continue
            }
            let value = skipWhitespace(bytes, index + 1, range.upperBound)
            if value < range.upperBound, bytes[value] == Byte.quote {
                let quoted = skipQuoted(bytes, value, range.upperBound)
                if quoted.violation != nil { return quoted }
                end = quoted.end
            } else {
                end = skipToken(bytes, value, range.upperBound)
                guard end > value else { return End(end: end, violation: end) }
            }
        }
    }

    private static func skipWhitespace(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, bytes[index].isWhitespace { index += 1 }
        return index
    }

    private static func skipToken(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, bytes[index].isTokenByte { index += 1 }
        return index
    }

    /// Reads a quoted string (RFC 9110 section 5.6.4) from its opening quote on.
    ///
    /// The line holds no control byte but
    /// tabs, so every byte may stand in it, and every byte may follow a backslash.
    private static func skipQuoted(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> End {
        var index = start + 1
        while index < end, bytes[index] != Byte.quote {
            index += bytes[index] == Byte.backslash ? 2 : 1
        }
        return index < end ? End(end: index + 1) : End(end: end, violation: end)
    }
}
