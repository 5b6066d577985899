internal import HTTPServer

// The fuzzer's entry point. A file of this name without statements leaves `main` to libFuzzer.

/// Any bytes expand within the limits or are refused, the same way in one piece and in many.
///
/// The first byte chooses the coding and the limits, the next one the size of the pieces and of the buffer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzInflate(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let data, count > 2 else { return 0 }
    // The fuzzer lends `count` bytes for the time of this call.
    let input = Span(_unsafeElements: UnsafeBufferPointer(start: data + 2, count: count - 2))
    let coding: ContentCoding = data[0] & 1 == 0 ? .gzip : .deflate
    let limits =
        data[0] & 2 == 0
        ? InflationLimits(expandedBytes: 20_000)
        : InflationLimits(expandedBytes: 2_000, ratio: 5, ratioAllowance: 500)
    let whole = Expansion(input, coding, limits, piece: input.count, room: 5_000)
    let pieces = Expansion(input, coding, limits, piece: Int(data[1] & 15) + 1, room: Int(data[1] >> 4) * 100 + 10)
    precondition(whole.error == nil || pieces.error != nil, "refused however the input is cut")
    // A limit may be noticed before or after something else that is wrong, but content is the same.
    if whole.error == nil, pieces.error == nil {
        precondition(whole.hash == pieces.hash && whole.count == pieces.count, "the same content")
    }
    return 0
}
