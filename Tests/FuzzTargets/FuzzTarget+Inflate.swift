internal import HTTPServer

extension FuzzTarget {
    /// Any bytes expand within the limits or are refused, the same way in one piece and in many.
    ///
    /// The first byte chooses the coding and the limits, the next one the size of the pieces and of the buffer.
    static func tryInflate(_ data: Span<UInt8>) {
        guard data.count > 2 else { return }
        let input = data.extracting(2..<data.count)
        let coding: ContentCoding = data[0] & 1 == 0 ? .gzip : .deflate
        let limits =
            data[0] & 2 == 0
            ? InflationLimits(expandedBytes: 20_000)
            : InflationLimits(expandedBytes: 2_000, ratio: 5, ratioAllowance: 500)
        let whole = Expansion(input, coding, limits, piece: input.count, room: 5_000)
        let pieces = Expansion(input, coding, limits, piece: Int(data[1] & 15) + 1, room: Int(data[1] >> 4) * 100 + 10)
        promise(whole.error == nil || pieces.error != nil, "refused however the input is cut")
        // A limit may be noticed before or after something else that is wrong, but content is the same.
        if whole.error == nil, pieces.error == nil {
            promise(whole.hash == pieces.hash && whole.count == pieces.count, "the same content")
        }
    }
}
