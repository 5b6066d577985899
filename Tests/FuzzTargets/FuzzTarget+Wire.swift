internal import HTTPWire

extension FuzzTarget {
    /// Any bytes give events or a protocol error, the same ones in one piece, in two and byte by byte.
    ///
    /// The first byte chooses the limits and the next one where the rest is cut in two.
    static func tryWire(_ data: Span<UInt8>) {
        guard data.count > 2 else { return }
        let input = data.extracting(2..<data.count)
        let limits = data[0] & 1 == 0 ? WireLimits() : .tight
        let cut = Int(data[1]) * input.count / 256
        let whole = Outcome(input, ends: [input.count], limits: limits)
        for ends in [[cut, input.count], Array(1...input.count)] {
            promise(
                whole == Outcome(input, ends: ends, limits: limits),
                "the same events however the input is cut"
            )
        }
    }
}
