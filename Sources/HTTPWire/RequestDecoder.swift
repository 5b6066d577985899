/// Turns the bytes of a connection into requests (RFC 9112), without sockets and clocks.
///
/// The caller hands over the bytes that were received and not yet consumed; the decoder answers with the next event
/// and says how many of them it consumed. An incomplete head consumes nothing, and the search for its end goes on
/// where it stopped. After an error the decoder is of no more use, and repeats the error: the connection must be
/// closed after the answer.
public struct RequestDecoder: Sendable {
    // Theory of operation
    //
    // A request is a row of lines, then content that is delimited by a number or by chunks, whose sizes and trailers
    // are lines again. So there is one way to find a line (RequestDecoder+Lines) and a state that says what the line
    // that begins at `cursor` is. Nothing is looked at before its whole line has arrived, except that a control byte
    // is refused as soon as it is seen, so that what is no HTTP at all (a TLS hello, say) is refused at once.
    //
    // Whatever the state, `bytes[0]` is the first byte that is not consumed, `cursor` the first one that the current
    // state has to look at, and `scanned` how far the search for the end of the current line has come. The bytes
    // before `cursor` are understood and wait for an event that consumes them. An event that consumes bytes moves
    // `base`, the offset of `bytes[0]` from the first byte of the request, and begins anew at 0.
    //
    // The order of the checks depends on nothing but the bytes: first a control byte or the limit on the line, then
    // the line from left to right, then what only a whole head can show. Hence any division of a stream into reads
    // gives the same events and the same error at the same offset.
    //
    //   start ──> requestLine ──> fields ──┬─────────────────────────────> complete ──> start
    //                                      ├─> content(n) ─────────────────────┤
    //                                      └─> chunkLine ──> chunkData(n)      │
    //                                            │  ^            │             │
    //                                            │  └─ chunkEnd <┘             │
    //                                            └───> trailers ───────────────┘
    //
    // All access to bytes is through Span and is checked.

    /// What the bytes turned out to be.
    public enum Event: Sendable, Hashable {
        /// Nothing before more bytes arrive.
        case needMore
        /// A head is complete and stands in `head`; its ranges count from the first of the bytes given, of which it
        /// takes `byteCount`.
        case head(byteCount: Int)
        /// A piece of content at `range` of the bytes given, of which `consumed` are done with.
        case content(Range<Int>, consumed: Int)
        /// The request is complete; `consumed` more bytes are done with. The next event is of the next request.
        case end(consumed: Int)
    }

    /// What stands at `cursor`.
    enum State: Sendable {
        /// The first byte of a request.
        case start
        /// A request line, or one of the empty lines that are skipped before it.
        case requestLine
        /// A field line, or the empty line that ends the head.
        case fields
        /// This many bytes of content.
        case content(Int)
        /// The size of a chunk.
        case chunkLine
        /// This many bytes of a chunk.
        case chunkData(Int)
        /// The line end after the data of a chunk.
        case chunkEnd
        /// A trailer field, or the empty line that ends the content.
        case trailers
        /// The end of the request.
        case complete
        /// Nothing more: the connection is broken.
        case failed(ProtocolError)
    }

    /// The head that was read last; it stays until bytes of the next request are given.
    public internal(set) var head = RequestHead()

    let limits: WireLimits
    var state = State.start
    /// The offset of the first byte given from the first byte of the request.
    var base = 0
    /// The first byte that the state has to look at.
    var cursor = 0
    /// How far the search for the end of the line at `cursor` has come.
    var scanned = 0
    /// The number of empty lines before the request line.
    var emptyLines = 0
    /// What the fields read so far say about framing.
    var framing = FramingFields()
    /// The bytes of chunk extensions so far.
    var extensionBytes = 0
    /// The index that the trailer section must not exceed, and how many lines of it were read.
    var trailers = (bound: 0, count: 0)

    /// Makes a decoder at the beginning of a connection.
    public init(limits: WireLimits = WireLimits()) {
        self.limits = limits
    }

    /// The next event.
    ///
    /// - Parameter bytes: What was received and not yet consumed: the bytes of the last call without those that it
    ///   consumed, and what has arrived since.
    /// - Returns: The event. Every event but `needMore` is progress.
    /// - Throws: The first violation of the protocol.
    public mutating func next(_ bytes: Span<UInt8>) throws(ProtocolError) -> Event {
        precondition(bytes.count >= scanned, "bytes that were not consumed have to be given again")
        do throws(ProtocolError) {
            return try advance(bytes)
        } catch {
            state = .failed(error)
            throw error
        }
    }

    private mutating func advance(_ bytes: Span<UInt8>) throws(ProtocolError) -> Event {
        while true {
            switch state {
            case .start:
                guard bytes.count > 0 else { return .needMore }
                begin()
                state = .requestLine
            case .requestLine:
                guard try readRequestLine(bytes) else { return .needMore }
                state = .fields
            case .fields:
                guard try readFields(bytes) else { return .needMore }
                return finishHead()
            case .content(let remaining):
                return readContent(bytes, remaining: remaining)
            case .chunkLine:
                guard try readChunkLine(bytes) else { return .needMore }
            case .chunkData(let remaining):
                return readChunkData(bytes, remaining: remaining)
            case .chunkEnd:
                guard try readChunkEnd(bytes) else { return .needMore }
            case .trailers:
                guard try readTrailers(bytes) else { return .needMore }
                state = .complete
            case .complete:
                let consumed = cursor
                consume(consumed)
                state = .start
                return .end(consumed: consumed)
            case .failed(let error):
                throw error
            }
        }
    }

    /// Forgets the last request.
    private mutating func begin() {
        head.reset()
        framing = FramingFields()
        base = 0
        emptyLines = 0
        extensionBytes = 0
    }

    /// Goes on behind `count` bytes.
    mutating func consume(_ count: Int) {
        base += count
        cursor = 0
        scanned = 0
    }

    /// The error of a rule that is broken at an index of the bytes given.
    func violation(_ reason: ProtocolError.Reason, at index: Int) -> ProtocolError {
        ProtocolError(reason, at: base + index)
    }

    private mutating func readContent(_ bytes: Span<UInt8>, remaining: Int) -> Event {
        let count = min(remaining, bytes.count)
        guard count > 0 else { return .needMore }
        state = remaining == count ? .complete : .content(remaining - count)
        consume(count)
        return .content(0..<count, consumed: count)
    }
}
