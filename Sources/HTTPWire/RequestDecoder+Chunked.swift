extension RequestDecoder {
    /// Reads the line before a chunk's data: its size and extensions (RFC 9112 section 7.1).
    ///
    /// - Returns: Whether it was complete.
    mutating func readChunkLine(_ bytes: Span<UInt8>) throws(ProtocolError) -> Bool {
        let bound = lineBound(limits.chunkLineBytes)
        guard let end = try lineEnd(bytes, bound: bound, orThrow: .chunkLineTooLong) else { return false }
        let line = cursor..<end
        let (size, sizeEnd) = try chunkSize(bytes, line)
        try readExtensions(bytes, sizeEnd..<end)
        passLine(endingAt: end)
        if size > 0 {
            state = .chunkData(size)
        } else {
            trailers = (bound: lineBound(limits.trailerBytes), count: 0)
            state = .trailers
        }
        return true
    }

    /// Reads hexadecimal digits: no sign, no prefix, no white space.
    private func chunkSize(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(ProtocolError) -> (size: Int, end: Int) {
        var index = line.lowerBound
        var size = 0
        while index < line.upperBound, let digit = bytes[index].hexadecimalValue {
            guard size <= Int.max >> 4 else { throw violation(.chunkSizeTooLarge, at: line.lowerBound) }
            size = size << 4 | Int(digit)
            index += 1
        }
        guard index > line.lowerBound else { throw violation(.malformedChunkSize, at: index) }
        return (size, index)
    }

    /// Checks extensions, which mean nothing here (RFC 9112 section 7.1.1), and counts them.
    private mutating func readExtensions(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(ProtocolError) {
        guard !range.isEmpty else { return }
        let parameters = Parameters.end(in: bytes, range, requiresValue: false)
        if let index = parameters.violation { throw violation(.malformedChunkExtension, at: index) }
        guard parameters.end == range.upperBound else {
            let isSize = parameters.end == range.lowerBound
            throw violation(isSize ? .malformedChunkSize : .malformedChunkExtension, at: parameters.end)
        }
        // Neither can overflow: the sum is at most the limit and the length of one line more.
        extensionBytes += range.count
        guard extensionBytes <= limits.chunkExtensionBytes else {
            throw violation(.chunkExtensionsTooLarge, at: range.lowerBound)
        }
    }

    /// Hands out what has arrived of a chunk's data.
    ///
    /// The line before them is consumed along with the first of them.
    mutating func readChunkData(_ bytes: Span<UInt8>, remaining: Int) -> Event {
        let count = min(remaining, bytes.count - cursor)
        guard count > 0 else { return .needMore }
        let range = cursor..<cursor + count
        state = remaining == count ? .chunkEnd : .chunkData(remaining - count)
        consume(range.upperBound)
        return .content(range, consumed: range.upperBound)
    }

    /// Reads the CRLF after a chunk's data, byte for byte as they arrive: a size that is wrong shows here first.
    ///
    /// - Returns: Whether it was complete.
    mutating func readChunkEnd(_ bytes: Span<UInt8>) throws(ProtocolError) -> Bool {
        guard cursor < bytes.count else { return false }
        guard bytes[cursor] == Byte.carriageReturn else { throw violation(.missingChunkEnd, at: cursor) }
        guard cursor + 1 < bytes.count else { return false }
        guard bytes[cursor + 1] == Byte.lineFeed else { throw violation(.missingChunkEnd, at: cursor + 1) }
        passLine(endingAt: cursor)
        state = .chunkLine
        return true
    }
}
