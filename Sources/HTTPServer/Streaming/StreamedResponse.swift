public import HTTPWire
internal import Locking

/// The answer to a request whose content is streamed: begun once, then written piece by piece, then finished; or given
/// whole.
///
/// For any queue, but one at a time. Let go before it is finished, it answers 500 if nothing was begun, and else ends
/// the connection so that the client sees the answer to be incomplete.
public final class StreamedResponse: Sendable {
    /// How many bytes the client has not taken when `write` asks for a pause.
    public static let highMark = 256 << 10
    /// How many bytes the client has not taken when `BodyConsumer.outputHasRoom` is called.
    public static let lowMark = 64 << 10

    /// What the answer's X-Request-Id will be.
    public var requestID: String { terms.context.requestID }
    /// What else is known of the request.
    public var context: RequestContext { terms.context }

    private let terms: AnswerTerms
    private let reactor: Reactor
    private let token: UInt64
    private let state: StreamState
    private let compression = Lock(Compression.undecided)

    /// What becomes of the content that is written.
    private enum Compression {
        /// Nothing was begun.
        case undecided
        /// It is sent as it is, or not at all.
        case none
        case deflating(Deflater)
    }

    init(terms: AnswerTerms, reactor: Reactor, token: UInt64, state: StreamState) {
        self.terms = terms
        self.reactor = reactor
        self.token = token
        self.state = state
    }

    deinit { fail() }

    /// Whether nobody waits for the answer any more, so that work not yet begun can be dropped.
    public var isCancelled: Bool { state.isCancelled }

    /// How many written bytes the client has not taken.
    var unsentBytes: Int { state.unsentBytes }

    /// Gives a whole answer instead of a stream.
    ///
    /// Content that is still to come is dropped. Nothing comes of it if an answer was begun.
    public func send(_ response: Response) {
        var response = response
        if !isCancelled { reactor.coder.encode(&response, for: terms.accepted) }
        wake(if: state.send(response))
    }

    /// Begins an answer whose content follows piece by piece.
    ///
    /// Only the first beginning counts. The content is chunked, or in HTTP/1.0 ends with the connection.
    ///
    /// - Parameters:
    ///   - status: The status, 200 to 999.
    ///   - contentType: The media type of the content.
    ///   - fields: Further fields.
    public func begin(_ status: Status, contentType: String? = nil, fields: [Response.Field] = []) {
        var head = AnswerHead(status: status, contentType: contentType, fields: fields)
        let isFirst = compression.withLock { compression in
            guard case .undecided = compression else { return false }
            head.coded = reactor.coder.coding(ofStream: head, for: terms.accepted)
            let isWritten = !terms.isHead && !status.forbidsContent
            let deflater = isWritten ? reactor.coder.deflater(for: head.coded.coding) : nil
            compression = deflater.map(Compression.deflating) ?? .none
            return true
        }
        if isFirst { wake(if: state.begin(head)) }
    }

    /// Writes a piece of content of the answer that was begun.
    ///
    /// If the client takes it compressed, that is done here, so that each piece can be read when it arrives.
    ///
    /// What is written is always taken, but whoever goes on in spite of `false` has it kept in memory.
    ///
    /// - Parameter bytes: The piece.
    /// - Returns: Whether the client reads fast enough for more to be written now. If not, the consumer hears of it by
    ///   `outputHasRoom`, or by `cancel`.
    @discardableResult
    public func write(_ bytes: [UInt8]) -> Bool {
        let (hasRoom, wakes) = state.write(compressed(bytes, .flush))
        wake(if: wakes)
        return hasRoom
    }

    /// Completes the answer that was begun.
    ///
    /// Content that is still to come is dropped.
    public func finish() {
        let rest = compressed([], .end)
        if !rest.isEmpty { wake(if: state.write(rest).wakes) }
        wake(if: state.finish())
    }

    /// Ends the answer where it is, so that the client sees it to be incomplete; answers 500 if nothing was begun.
    public func fail() { wake(if: state.fail()) }

    /// Ends the pause that the consumer asked for.
    ///
    /// It may come before the call that asks for the pause returns. Without a pause it does nothing.
    public func resume() { wake(if: state.resume()) }

    /// A piece as it is sent.
    private func compressed(_ bytes: [UInt8], _ boundary: Deflater.Boundary) -> [UInt8] {
        compression.withLock { compression in
            guard case .deflating(let deflater) = compression else { return bytes }
            guard boundary == .end || !bytes.isEmpty else { return [] }
            var output: [UInt8] = []
            bytes.withUnsafeBytes { deflater.add($0, boundary, to: &output) }
            guard boundary == .end else { return output }
            reactor.coder.giveBack(deflater)
            compression = .none
            return output
        }
    }

    private func wake(if isNeeded: Bool) {
        if isNeeded { reactor.wake(token) }
    }
}
