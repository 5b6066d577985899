/// How large the parts of a request that are not content may be.
public struct WireLimits: Sendable, Hashable {
    /// The most bytes of a request line; more is 414. nginx and Apache take 8 KiB.
    public var requestLineBytes: Int
    /// The most bytes of a head; more is 431. nginx takes 32 KiB, Go 1 MiB, Node 16 KiB.
    public var headBytes: Int
    /// The most field lines of a head; more is 431.
    public var fieldCount: Int
    /// The most bytes of one chunk's size line with its extensions; more is 400.
    public var chunkLineBytes: Int
    /// The most bytes of the trailer section; more is 431.
    public var trailerBytes: Int

    /// Makes limits; each default is named at its property.
    public init(
        requestLineBytes: Int = 8 << 10,
        headBytes: Int = 32 << 10,
        fieldCount: Int = 100,
        chunkLineBytes: Int = 256,
        trailerBytes: Int = 8 << 10
    ) {
        self.requestLineBytes = requestLineBytes
        self.headBytes = headBytes
        self.fieldCount = fieldCount
        self.chunkLineBytes = chunkLineBytes
        self.trailerBytes = trailerBytes
    }
}
