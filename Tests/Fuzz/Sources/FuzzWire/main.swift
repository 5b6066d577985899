internal import HTTPWire

// The fuzzer's entry point. A file of this name without statements leaves `main` to libFuzzer.

/// Any bytes give events or a protocol error, the same ones in one piece and in two.
///
/// The first byte chooses the limits and the next one where the rest is cut in two.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWire(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let data, count > 2 else { return 0 }
    // The fuzzer lends `count` bytes for the time of this call.
    let input = Span(_unsafeElements: UnsafeBufferPointer(start: data + 2, count: count - 2))
    let limits = data[0] & 1 == 0 ? WireLimits() : tightLimits
    let cut = Int(data[1]) * input.count / 256
    let whole = Outcome(input, cut: input.count, limits: limits)
    precondition(whole == Outcome(input, cut: cut, limits: limits), "the same events however the input is cut")
    return 0
}

private var tightLimits: WireLimits {
    WireLimits(
        requestLineBytes: 40,
        headBytes: 120,
        fieldCount: 3,
        chunkLineBytes: 12,
        trailerBytes: 24,
        chunkExtensionBytes: 16
    )
}
