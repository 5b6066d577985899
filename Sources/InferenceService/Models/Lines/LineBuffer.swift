/// Cuts content that arrives in pieces into lines.
///
/// Only a line feed ends a line; the last line counts without one. No more than one line and one piece is held.
struct LineBuffer: Sendable {
    /// A line with content.
    enum Line: Equatable {
        /// Where it stands in `bytes`, without its line feed.
        case content(Range<Int>)
        /// It is longer than a line may be, and was dropped.
        case tooLong
    }

    /// The most bytes of a line.
    let lineLimit: Int
    /// The number of the line that `next` gave last, counted from 1.
    private(set) var lineNumber = 0
    /// What a line's range counts in.
    private(set) var bytes: [UInt8] = []
    /// Where the next line begins.
    private var start = 0
    /// Before where no line feed stands in the next line.
    private var searched = 0
    /// Whether what is there belongs to a line that was too long.
    private var isSkipping = false
    /// Whether all content has arrived.
    private(set) var isComplete = false

    /// Makes an empty buffer.
    init(lineLimit: Int) { self.lineLimit = lineLimit }

    /// Takes a piece of content.
    mutating func append(_ piece: Span<UInt8>, isLast: Bool) {
        bytes.removeSubrange(..<start)
        searched -= start
        start = 0
        // No room is reserved: exactly as much as is needed would have every piece of a long line copy all before it.
        piece.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        isComplete = isLast
    }

    /// Takes out the next line that is not blank; blank ones are counted.
    ///
    /// - Returns: The line; nil if none is complete.
    mutating func next() -> Line? {
        while let (line, wasSkipping) = nextLine() {
            if wasSkipping { continue }
            lineNumber += 1
            if line.count > lineLimit { return .tooLong }
            if !bytes[line].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return .content(line) }
        }
        guard !isSkipping, bytes.count - start > lineLimit else { return nil }
        isSkipping = true
        drop()
        lineNumber += 1
        return .tooLong
    }

    /// Takes out what ends at the next line feed or, without one, at the end of the content.
    private mutating func nextLine() -> (line: Range<Int>, wasSkipping: Bool)? {
        let wasSkipping = isSkipping
        if let end = bytes[searched...].firstIndex(of: 0x0A) {
            let line = start..<end
            start = end + 1
            searched = start
            isSkipping = false
            return (line, wasSkipping)
        }
        searched = bytes.count
        if isComplete, start < bytes.count {
            let line = start..<bytes.count
            start = bytes.count
            isSkipping = false
            return (line, wasSkipping)
        }
        if wasSkipping { drop() }
        return nil
    }

    private mutating func drop() {
        start = bytes.count
        searched = start
    }
}
