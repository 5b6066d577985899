internal import Locking

/// Keeps content that does not change in its compressed forms, each made when it is first asked for.
public final class CompressedCopies: Sendable {
    /// What is made once may take longer: 6 saves a fifth of what 1 leaves, and 9 hardly more.
    private static let level = 6

    /// The forms that were made; nil for one that is not smaller than the content.
    private let forms = Lock<[ContentCoding: [UInt8]?]>([:])

    /// Keeps nothing yet.
    public init() {}

    /// The compressed form of the content, which is the same each time.
    func form(of content: [UInt8], _ coding: ContentCoding) -> [UInt8]? {
        if let form = forms.withLock({ $0[coding] }) { return form }
        // Two threads may both make it, which does no harm.
        let form = Deflater(coding, level: Self.level).compressed(content)
        forms.withLock { $0[coding] = .some(form) }
        return form
    }
}
