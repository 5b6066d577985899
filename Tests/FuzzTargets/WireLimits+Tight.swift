internal import HTTPWire

extension WireLimits {
    /// Limits that a few bytes reach.
    static var tight: WireLimits {
        WireLimits(
            requestLineBytes: 40,
            headBytes: 120,
            fieldCount: 3,
            chunkLineBytes: 12,
            trailerBytes: 24,
            chunkExtensionBytes: 16
        )
    }
}
