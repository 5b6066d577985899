extension RequestDecoder {
    /// Finds the end of the line that begins at `cursor` (RFC 9112 section 2.2).
    ///
    /// Only CRLF ends a line. A recipient may take a bare line feed for a line end, but another one on the way that
    /// does not sees other requests in the same bytes. A control byte ends the search with an error, so a line that is
    /// found holds none but tabs.
    ///
    /// - Parameters:
    ///   - bytes: The bytes given.
    ///   - bound: The index that the line with its CRLF must not exceed.
    ///   - reason: The error for a line that does.
    /// - Returns: The index of the carriage return; nil if it has not arrived.
    /// - Throws: A byte that cannot stand in a line, or `reason`.
    mutating func lineEnd(
        _ bytes: Span<UInt8>,
        bound: Int,
        orThrow reason: ProtocolError.Reason
    ) throws(ProtocolError) -> Int? {
        let searchEnd = min(bytes.count, bound)
        let found = bytes.firstForbiddenControl(from: scanned, to: searchEnd)
        scanned = found
        guard found < searchEnd else {
            if bytes.count >= bound { throw violation(reason, at: bound) }
            return nil
        }
        switch bytes[found] {
        case Byte.carriageReturn:
            if found + 1 >= bound { throw violation(reason, at: bound) }
            guard found + 1 < bytes.count else { return nil }
            guard bytes[found + 1] == Byte.lineFeed else { throw violation(.bareCarriageReturn, at: found) }
            return found
        case Byte.lineFeed:
            throw violation(.bareLineFeed, at: found)
        default:
            throw violation(.controlByte, at: found)
        }
    }

    /// Goes on with the line behind the one that ends at a carriage return.
    mutating func passLine(endingAt end: Int) {
        cursor = end + 2
        scanned = cursor
    }

    /// The index that a line from `cursor` on with at most `limit` bytes does not exceed.
    func lineBound(_ limit: Int) -> Int {
        let (sum, overflows) = cursor.addingReportingOverflow(limit)
        return overflows ? Int.max : sum
    }
}
