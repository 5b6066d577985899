/// What a connection has to send and the peer did not take yet.
///
/// Pieces are kept as they came: the content of a large answer is shared with whoever made it, never copied.
struct OutputQueue {
    private var pieces: [[UInt8]] = []
    /// How many bytes of the first piece are sent.
    private var sent = 0

    /// How many bytes are left.
    private(set) var byteCount = 0

    /// Up to how many bytes pieces are joined, so that many small ones cost no more than their bytes.
    private static let joinedBytes = 32 << 10

    /// Whether nothing is left.
    var isEmpty: Bool { pieces.isEmpty }

    /// Appends a piece.
    mutating func append(_ piece: [UInt8], from offset: Int = 0) {
        precondition(offset >= 0 && offset <= piece.count)
        guard offset < piece.count else { return }
        byteCount += piece.count - offset
        if pieces.isEmpty {
            sent = offset
            pieces.append(piece)
        } else {
            // Only the first piece has an offset; a later one was never tried, so it has none.
            precondition(offset == 0)
            let last = pieces.count - 1
            if pieces[last].count + piece.count <= Self.joinedBytes {
                pieces[last] += piece
            } else {
                pieces.append(piece)
            }
        }
    }

    /// Drops everything.
    mutating func removeAll() {
        pieces = []
        sent = 0
        byteCount = 0
    }

    /// Takes everything out, piece by piece, of a queue of which nothing was sent.
    consuming func drained() -> [[UInt8]] {
        precondition(sent == 0)
        return pieces
    }

    /// Lends what is left of the first piece, and takes away as much of it as `write` says it sent.
    ///
    /// - Parameter write: Gets the bytes and whether another piece follows; returns how many it sent, nil to stop.
    /// - Returns: Whether the whole piece is gone.
    mutating func sendFirst(_ write: (UnsafeRawBufferPointer, _ isMoreComing: Bool) -> Int?) -> Bool {
        guard let piece = pieces.first else { return false }
        let count = piece.withUnsafeBytes { bytes in
            write(UnsafeRawBufferPointer(rebasing: bytes[sent...]), pieces.count > 1)
        }
        guard let count else { return false }
        sent += count
        byteCount -= count
        guard sent == piece.count else { return false }
        pieces.removeFirst()
        if pieces.isEmpty { pieces = [] }
        sent = 0
        return true
    }
}
