extension RequestDecoder {
    /// Reads field lines up to the empty line that ends the head.
    ///
    /// - Returns: Whether the head was complete.
    mutating func readFields(_ bytes: Span<UInt8>) throws(ProtocolError) -> Bool {
        while true {
            guard let end = try lineEnd(bytes, bound: limits.headBytes, orThrow: .headTooLarge) else { return false }
            let line = cursor..<end
            guard !line.isEmpty else {
                try checkHead(emptyLine: end)
                passLine(endingAt: end)
                return true
            }
            guard head.fields.count < limits.fieldCount else { throw violation(.tooManyFields, at: line.lowerBound) }
            let field = try fieldLine(bytes, line, isFirst: head.fields.isEmpty)
            head.fields.append(field)
            try interpret(bytes, field)
            passLine(endingAt: end)
        }
    }

    /// Takes a field line apart (RFC 9112 section 5).
    ///
    /// The search for the line's end has already refused control bytes, so a value holds none but tabs; bytes from 0x80
    /// on are let through (`obs-text`, RFC 9110 section 5.5).
    ///
    /// - Parameters:
    ///   - bytes: The bytes given.
    ///   - line: The line without its end; not empty.
    ///   - isFirst: Whether no field line precedes it, so that white space in front continues nothing.
    /// - Returns: Where name and value stand.
    /// - Throws: What is wrong with the name.
    func fieldLine(_ bytes: Span<UInt8>, _ line: Range<Int>, isFirst: Bool) throws(ProtocolError) -> FieldLine {
        var colon = line.lowerBound
        while colon < line.upperBound, bytes[colon].isTokenByte { colon &+= 1 }
        guard colon < line.upperBound else { throw violation(.missingColon, at: colon) }
        guard bytes[colon] == Byte.colon, colon > line.lowerBound else {
            throw violation(nameViolation(bytes, line, at: colon, isFirst: isFirst), at: colon)
        }
        return FieldLine(name: line.lowerBound..<colon, value: bytes.trimmed(colon + 1..<line.upperBound))
    }

    /// What is wrong with a name that stops at an index.
    private func nameViolation(
        _ bytes: Span<UInt8>,
        _ line: Range<Int>,
        at index: Int,
        isFirst: Bool
    ) -> ProtocolError.Reason {
        guard bytes[index].isWhitespace else { return .malformedFieldName }
        if index == line.lowerBound { return isFirst ? .whitespaceBeforeFirstField : .obsoleteFolding }
        // White space and then a colon is how a name is hidden from one recipient and shown to another.
        var next = index
        while next < line.upperBound, bytes[next].isWhitespace { next += 1 }
        return next < line.upperBound && bytes[next] == Byte.colon ? .whitespaceBeforeColon : .malformedFieldName
    }
}
