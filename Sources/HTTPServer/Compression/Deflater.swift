internal import CZlib

/// Compresses content, whole or piece by piece: gzip (RFC 1952) or the zlib format (RFC 1950).
///
/// Holds some 300 KB, so that it pays to use it again. Not safe to use from two threads at a time.
final class Deflater {
    /// What follows a piece.
    enum Boundary {
        /// Another piece; what zlib still holds comes with it.
        case none
        /// Nothing for a while: everything so far can be read (a sync flush, 5 bytes).
        case flush
        /// The end of the content.
        case end
    }

    /// How many bytes zlib writes at a time.
    private static let scratchCount = 32 << 10

    /// gzip or deflate.
    let coding: ContentCoding
    // Invariant: initialised by zlib from init to deinit, and never moved, because zlib's state points back at it. Its
    // `next_in` and `next_out` are set anew for each call and used only within it.
    private let stream: UnsafeMutablePointer<z_stream>
    /// What zlib writes into: `scratchCount` bytes, from init to deinit.
    private let scratch: UnsafeMutablePointer<UInt8>

    /// Begins content.
    ///
    /// - Parameters:
    ///   - coding: gzip or deflate.
    ///   - level: 1, fast, to 9, thorough.
    init(_ coding: ContentCoding, level: Int) {
        precondition(coding != .identity && 1...9 ~= level, "a coding that compresses, and a level of it")
        self.coding = coding
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        scratch = .allocate(capacity: Self.scratchCount)
        // It does not depend on any input: it fails where memory has run out, or the library is not the header's.
        let status = zlib_deflate_init(stream, Int32(level), coding.windowBits)
        precondition(status == Z_OK, "zlib begins to deflate")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        scratch.deallocate()
    }

    /// Begins other content, whatever became of the last.
    func reset() { deflateReset(stream) }

    /// Compresses content at once.
    ///
    /// - Parameters:
    ///   - content: All of it.
    ///   - anyway: Whether it is compressed even if that makes it larger.
    /// - Returns: The compressed content; nil if it would not be smaller.
    func compressed(_ content: [UInt8], anyway: Bool = false) -> [UInt8]? {
        reset()
        var output: [UInt8] = []
        let limit = anyway ? .max : content.count
        let isSmaller = content.withUnsafeBytes { add($0, .end, to: &output, limit: limit) }
        return isSmaller ? output : nil
    }

    /// Compresses a piece of content.
    ///
    /// - Parameters:
    ///   - input: The piece; it may be empty.
    ///   - boundary: What follows it.
    ///   - output: Where the compressed content is appended.
    func add(_ input: UnsafeRawBufferPointer, _ boundary: Boundary, to output: inout [UInt8]) {
        _ = add(input, boundary, to: &output, limit: .max)
    }

    /// - Returns: Whether the output stayed under the limit; it is given up as soon as it does not.
    private func add(
        _ input: UnsafeRawBufferPointer,
        _ boundary: Boundary,
        to output: inout [UInt8],
        limit: Int
    ) -> Bool {
        var rest = input
        repeat {
            // zlib counts in 32 bits.
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(Int(UInt32.max)))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
            // zlib only reads, within the calls below, the bytes that the caller lends.
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
            )
            stream.pointee.avail_in = UInt32(piece.count)
            let flush = rest.isEmpty ? boundary.flush : Z_NO_FLUSH
            repeat {
                stream.pointee.next_out = scratch
                stream.pointee.avail_out = UInt32(Self.scratchCount)
                let status = deflate(stream, flush)
                // A buffer error says that there was nothing to do.
                precondition(status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR, "zlib deflates")
                let count = Self.scratchCount - Int(stream.pointee.avail_out)
                guard output.count + count < limit else { return false }
                output.append(contentsOf: UnsafeBufferPointer(start: scratch, count: count))
            } while stream.pointee.avail_out == 0
        } while !rest.isEmpty
        stream.pointee.next_in = nil
        stream.pointee.next_out = nil
        return true
    }
}

extension Deflater.Boundary {
    fileprivate var flush: Int32 {
        switch self {
        case .none: Z_NO_FLUSH
        case .flush: Z_SYNC_FLUSH
        case .end: Z_FINISH
        }
    }
}
