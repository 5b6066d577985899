/// Why compressed content cannot be had.
public enum InflationError: Error, Sendable, Hashable {
    /// The bytes are not of the coding, or a checksum or length in them is wrong.
    case corrupt
    /// The content ends before the coding does.
    case truncated
    /// Bytes follow the end of the coding.
    case trailingBytes
    /// The content expands to more bytes than the limit.
    case expandedTooLarge(limit: Int)
    /// The content expands to more than so many times its compressed size.
    case ratioTooLarge(limit: Int)
}

/// How far compressed content may expand; checked while it is inflated, so that nothing beyond is ever held.
public struct InflationLimits: Sendable, Hashable {
    /// The most bytes of expanded content; this is the limit that protects.
    public var expandedBytes: Int
    /// The most bytes of expanded content for each compressed one, 1 or more.
    ///
    /// Deflate reaches 1,032 at most. Requests in earnest stay under 20, but a million zeros as JSON text come near the
    /// most, so this holds only beyond `ratioAllowance`. It is there for content whose expanded size has no limit.
    public var ratio: Int
    /// How many bytes of expanded content are not held against the ratio.
    public var ratioAllowance: Int

    /// Makes limits.
    public init(expandedBytes: Int, ratio: Int = 200, ratioAllowance: Int = 8 << 20) {
        self.expandedBytes = expandedBytes
        self.ratio = ratio
        self.ratioAllowance = ratioAllowance
    }
}
