/// Compressed content of a request on its way: what expands it, and what of it waits.
///
/// A small piece may expand to a large one, so a reactor expands only so much in one turn. The rest waits here, and
/// nothing more is read before it was expanded.
final class Inflation {
    /// What expands the content.
    let inflater: Inflater
    /// The coding.
    let coding: ContentCoding
    /// The most bytes of compressed content.
    let compressedLimit: Int
    /// Compressed content that waits, and where the rest of it begins; nil if all that came was expanded.
    var backlog: (bytes: [UInt8], start: Int)?

    /// Begins content.
    init(_ coding: ContentCoding, limits: InflationLimits) {
        self.coding = coding
        inflater = Inflater(coding, limits: limits)
        compressedLimit = Self.compressedLimit(limits.expandedBytes)
    }

    /// The most bytes of compressed content of which the expanded content may have `limit`.
    ///
    /// What cannot be compressed grows a little, by 5 bytes for each 16 KiB, and then there are header and checksum.
    static func compressedLimit(_ limit: Int) -> Int {
        let (sum, overflow) = limit.addingReportingOverflow(limit >> 10 + 1024)
        return overflow ? .max : sum
    }

    /// What a client is told.
    func failure(for error: InflationError) -> ServerFailure {
        switch error {
        case .corrupt, .truncated, .trailingBytes: .malformedCoding(coding, error)
        case .expandedTooLarge(let limit): .contentTooLarge(limit: limit)
        case .ratioTooLarge(let limit): .expansionTooLarge(ratio: limit)
        }
    }
}
