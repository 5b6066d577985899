/// Turns the bytes of a connection into requests (RFC 9112), without sockets and clocks.
///
/// The caller hands over the bytes that were received and not yet consumed; the decoder answers with the next event
/// and says how many of them it consumed. An incomplete head consumes nothing, and the search for its end goes on
/// where it stopped. After an error the decoder is of no more use: the connection must be closed after the answer.
public struct RequestDecoder: Sendable {
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

    /// The head that was read last.
    public private(set) var head = RequestHead()

    /// Makes a decoder at the beginning of a connection.
    public init(limits: WireLimits = WireLimits()) {
        fatalError("to be written")
    }

    /// The next event.
    ///
    /// - Parameter bytes: What was received and not yet consumed.
    /// - Throws: The first violation of the protocol.
    public mutating func next(_ bytes: Span<UInt8>) throws(ProtocolError) -> Event {
        fatalError("to be written")
    }
}
