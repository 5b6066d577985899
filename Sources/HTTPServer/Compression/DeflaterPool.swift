internal import Locking

/// Deflaters that wait for reuse: to make one takes 50 microseconds, longer than it takes to compress a kilobyte.
final class DeflaterPool: Sendable {
    /// How many of one coding wait at most.
    private static let spareCount = 8

    private let level: Int
    private let spares = Lock<[Deflater]>([])

    /// Makes an empty pool.
    ///
    /// - Parameter level: 1, fast, to 9, thorough.
    init(level: Int) { self.level = level }

    /// A deflater at the beginning of content.
    func take(_ coding: ContentCoding) -> Deflater {
        let spare = spares.withLock { spares in
            spares.lastIndex { $0.coding == coding }.map { spares.remove(at: $0) }
        }
        guard let spare else { return Deflater(coding, level: level) }
        spare.reset()
        return spare
    }

    /// Takes back a deflater that is not used any more.
    func giveBack(_ deflater: Deflater) {
        spares.withLock { spares in
            if spares.lazy.filter({ $0.coding == deflater.coding }).count < Self.spareCount { spares.append(deflater) }
        }
    }

    /// Compresses content at once.
    ///
    /// - Parameters:
    ///   - content: All of it.
    ///   - coding: gzip or deflate.
    ///   - anyway: Whether it is compressed even if that makes it larger.
    /// - Returns: The compressed content; nil if it would not be smaller.
    func compressed(_ content: [UInt8], _ coding: ContentCoding, anyway: Bool = false) -> [UInt8]? {
        let deflater = take(coding)
        defer { giveBack(deflater) }
        return deflater.compressed(content, anyway: anyway)
    }
}
