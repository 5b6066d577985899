internal import CZlib

/// Expands compressed content piece by piece: gzip (RFC 1952) or the zlib format (RFC 1950).
///
/// Holds some 45 KB whatever the content expands to. Not safe to use from two threads at a time.
public final class Inflater {
    /// What one step did.
    public struct Step: Sendable, Hashable {
        /// How many bytes of input were taken.
        public let consumed: Int
        /// How many bytes of output were written.
        public let produced: Int
        /// Whether the next step needs more input than this one was given.
        ///
        /// If not, output was full, and the next step goes on with the rest of the input, which may be empty.
        public let needsInput: Bool
    }

    /// Where in the content the last step ended.
    private enum Place {
        case start
        case member
        /// Behind the last byte of a checksum.
        case end
    }

    private let coding: ContentCoding
    private let limits: InflationLimits
    private var place = Place.start
    private var isFirstMember = true
    private var error: InflationError?
    /// How many bytes of compressed content were taken.
    public private(set) var compressedCount = 0
    /// How many bytes of expanded content were given.
    public private(set) var expandedCount = 0
    // Invariant: initialised by zlib from init to deinit, and never moved, because zlib's state points back at it. Its
    // `next_in` and `next_out` are set anew in each step and used only within it.
    private let stream: UnsafeMutablePointer<z_stream>

    /// Begins content.
    ///
    /// - Parameters:
    ///   - coding: gzip or deflate.
    ///   - limits: How far it may expand.
    public init(_ coding: ContentCoding, limits: InflationLimits) {
        precondition(coding != .identity, "a coding that compresses")
        self.coding = coding
        self.limits = limits
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // It does not depend on any input: it fails where memory has run out, or the library is not the header's.
        let status = zlib_inflate_init(stream, coding.windowBits)
        precondition(status == Z_OK, "zlib begins to inflate")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Expands what fits into a buffer.
    ///
    /// - Parameters:
    ///   - input: The compressed content that was not taken before; pieces may have any size.
    ///   - output: Where the expanded content goes, from its beginning; not empty.
    /// - Returns: How far it came.
    /// - Throws: What is wrong with the content; the same again from then on.
    public func step(
        _ input: Span<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) throws(InflationError) -> Step {
        if let error { throw error }
        do throws(InflationError) {
            return try advance(input, into: output)
        } catch {
            self.error = error
            throw error
        }
    }

    /// Ends the content, which has to be whole.
    ///
    /// - Throws: The error of an earlier step, or `truncated`. Content without any byte is truncated, too.
    public func finish() throws(InflationError) {
        if let error { throw error }
        guard place == .end else { throw .truncated }
    }

    private func advance(
        _ input: Span<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) throws(InflationError) -> Step {
        precondition(!output.isEmpty, "room for output")
        var consumed = 0
        var produced = 0
        var isStuck = false
        // A stuck step took no input and gave no output: zlib waits for more.
        while produced < output.count, !isStuck {
            if place == .end {
                guard consumed < input.count else { break }
                try beginMember()
            }
            let room = UnsafeMutableBufferPointer(rebasing: output[produced...])
            let (taken, given) = try inflateOnce(input.extracting(consumed...), into: room)
            consumed += taken
            produced += given
            isStuck = taken == 0 && given == 0
            compressedCount += taken
            expandedCount += given
            if expandedCount > limits.expandedBytes { throw .expandedTooLarge(limit: limits.expandedBytes) }
            if expandedCount > limits.ratioAllowance, expandedCount / limits.ratio > compressedCount {
                throw .ratioTooLarge(limit: limits.ratio)
            }
        }
        return Step(consumed: consumed, produced: produced, needsInput: produced < output.count)
    }

    /// Begins the member behind one that ended (RFC 1952 section 2.2).
    private func beginMember() throws(InflationError) {
        guard coding == .gzip else { throw .trailingBytes }
        isFirstMember = false
        place = .start
        inflateReset(stream)
    }

    /// Calls zlib once.
    private func inflateOnce(
        _ input: Span<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) throws(InflationError) -> (taken: Int, given: Int) {
        // zlib counts in 32 bits.
        let inputCount = min(input.count, Int(UInt32.max))
        let outputCount = min(output.count, Int(UInt32.max))
        let status = input.withUnsafeBufferPointer { bytes in
            // zlib reads `inputCount` bytes of `bytes` and writes `outputCount` of `output`, both within this call.
            stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
            stream.pointee.avail_in = UInt32(inputCount)
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(outputCount)
            defer {
                stream.pointee.next_in = nil
                stream.pointee.next_out = nil
            }
            return inflate(stream, Z_NO_FLUSH)
        }
        let taken = inputCount - Int(stream.pointee.avail_in)
        let given = outputCount - Int(stream.pointee.avail_out)
        switch status {
        case Z_OK, Z_BUF_ERROR:
            if taken > 0 { place = .member }
        case Z_STREAM_END:
            place = .end
        case Z_MEM_ERROR:
            preconditionFailure("zlib has memory for its window, of a fixed size, as arrays have for theirs")
        default:
            // What does not even begin as a member was not meant as one.
            throw isFirstMember || stream.pointee.total_in > 2 ? .corrupt : .trailingBytes
        }
        return (taken, given)
    }
}

extension ContentCoding {
    /// What zlib calls the format: a window of 2^15 bytes, and 16 more for gzip.
    var windowBits: Int32 { self == .gzip ? MAX_WBITS + 16 : MAX_WBITS }
}
