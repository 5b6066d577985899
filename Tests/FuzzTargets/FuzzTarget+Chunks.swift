internal import HTTPWire

extension FuzzTarget {
    /// Any bytes are a chunked body, the start of one or a protocol error, the same however they arrive.
    ///
    /// The first byte chooses the limits and the next one the size of the pieces.
    static func tryChunks(_ data: Span<UInt8>) {
        guard data.count > 2 else { return }
        let input = data.extracting(2..<data.count)
        let limits = data[0] & 1 == 0 ? WireLimits() : .tight
        let piece = Int(data[1]) + 1
        let whole = ChunkedBody(input, piece: input.count, limits: limits)
        for size in [1, piece] {
            promise(whole == ChunkedBody(input, piece: size, limits: limits), "the same body in pieces")
        }
        guard let end = whole.end else { return }

        let alone = ChunkedBody(input.extracting(0..<end), piece: end, limits: limits)
        promise(whole == alone, "nothing depends on what follows the body")
        let truncated = ChunkedBody(input.extracting(0..<end - 1), piece: end, limits: limits)
        promise(truncated.end == nil && truncated.error == nil, "no end before the last byte")
        check(whole.content, piece)
    }

    /// Writes content in chunks of `size` bytes, and reads what was written.
    private static func check(_ content: [UInt8], _ size: Int) {
        var encoder = ResponseEncoder()
        for start in stride(from: 0, to: content.count, by: size) {
            encoder.chunk(content.span.extracting(start..<min(content.count, start + size)))
        }
        encoder.lastChunk()
        let copy = ChunkedBody(encoder.bytes.span, piece: size, limits: WireLimits())
        promise(copy.error == nil && copy.end == encoder.bytes.count, "what was written is read to its end")
        promise(copy.content == content, "the same content")
    }
}
