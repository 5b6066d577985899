/// How large the parts of a request that are not content may be.
///
/// Line ends count.
public struct WireLimits: Sendable, Hashable {
    /// The most bytes of a request line; more is 414.
    ///
    /// nginx and Apache take 8 KiB.
    public var requestLineBytes: Int
    /// The most bytes of a head; more is 431.
    ///
    /// nginx takes 32 KiB, Go 1 MiB, Node 16 KiB.
    public var headBytes: Int
    /// The most field lines of a head, and of a trailer section; more is 431.
    ///
    /// Apache takes 100.
    public var fieldCount: Int
    /// The most bytes of one chunk's size line with its extensions; more is 400.
    public var chunkLineBytes: Int
    /// The most bytes of the trailer section, its empty line included; more is 431.
    public var trailerBytes: Int
    /// The most bytes of chunk extensions over the whole content; more is 400.
    ///
    /// Go allows 16 KiB. Without it a client could send a few hundred bytes that mean nothing with each byte of content.
    public var chunkExtensionBytes: Int

    /// Makes limits; each default is named at its property.
    public init(
        requestLineBytes: Int = 8 << 10,
        headBytes: Int = 32 << 10,
        fieldCount: Int = 100,
        chunkLineBytes: Int = 256,
        trailerBytes: Int = 8 << 10,
        chunkExtensionBytes: Int = 16 << 10
    ) {
        self.requestLineBytes = requestLineBytes
        self.headBytes = headBytes
        self.fieldCount = fieldCount
        self.chunkLineBytes = chunkLineBytes
        self.trailerBytes = trailerBytes
        self.chunkExtensionBytes = chunkExtensionBytes
    }
}
