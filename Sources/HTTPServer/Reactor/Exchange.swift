internal import HTTPWire

/// A request that is being received: the decoder and what has to be kept until the content is complete.
///
/// A connection has one only while it is inside a request; the reactor reuses them. A request that arrives whole stays
/// in the scratch buffer, as `scratchHead` and `scratchBody`; only what has to wait for more is copied.
final class Exchange {
    /// What is being received.
    enum Phase {
        /// A head.
        case head
        /// Content, collected for the handler.
        case body
        /// Content, for a consumer as it arrives.
        case streaming
        /// Content of a request that was answered already, or has its answer in `refusal`.
        case dropping
    }

    /// The decoder.
    var decoder: RequestDecoder
    /// What is being received.
    var phase = Phase.head
    /// What the answer needs to know.
    var terms: AnswerTerms?
    /// The route that was found when the request was admitted.
    var match: RouteMatch?
    /// The answer that waits for the end of content that nobody wants.
    var refusal: Response?
    /// The most bytes of content.
    var limit = 0
    /// The bytes of content so far, those of the expanded content if it is compressed.
    var received = 0
    /// What expands the content; nil if it is not compressed.
    var inflation: Inflation?
    /// Where the head stands in the scratch buffer; nil once it is in `head`.
    var scratchHead: Range<Int>?
    /// Where the content stands in the scratch buffer; nil if there is none yet or it is in `body`.
    var scratchBody: Range<Int>?
    /// The bytes of the head.
    var head: [UInt8] = []
    /// The content so far.
    var body: [UInt8] = []
    /// What of all received bytes this request has; nil while it has none.
    var share: ReceivedBytes.Share?

    /// The most a reused exchange keeps of its body buffer.
    private static let keptCapacity = 1 << 20

    /// Makes an exchange at the beginning of a request.
    init(limits: WireLimits) {
        decoder = RequestDecoder(limits: limits)
    }

    /// Prepares for the next request.
    func reset() {
        phase = .head
        terms = nil
        match = nil
        refusal = nil
        received = 0
        inflation = nil
        share = nil
        scratchHead = nil
        scratchBody = nil
        head.removeAll(keepingCapacity: true)
        body.removeAll(keepingCapacity: body.capacity <= Self.keptCapacity)
    }

    /// The bytes that it holds.
    ///
    /// What expands content has a window of its own, and a consumer keeps about as much as two pieces.
    var heldBytes: Int {
        switch phase {
        case .dropping: 0
        case .streaming: 128 << 10
        case .head, .body:
            head.count + body.count + (inflation.map { (48 << 10) + ($0.backlog?.bytes.count ?? 0) } ?? 0)
        }
    }

    /// Lets go of what was kept, where the request is not going to be handled.
    func letGo() {
        body = []
        inflation = nil
        share = nil
    }

    /// Takes a piece of content that stands in the scratch buffer.
    func take(_ range: Range<Int>, of scratch: UnsafeBufferPointer<UInt8>) {
        received += range.count
        if received == range.count, scratchHead != nil {
            scratchBody = range
        } else {
            keepBody(of: scratch)
            append(scratch, range)
        }
    }

    /// Takes a piece of content that was expanded.
    func take(expanded piece: UnsafeBufferPointer<UInt8>) {
        received += piece.count
        body.append(contentsOf: piece)
    }

    /// Moves a piece of content up to the one before it, so that what one read brought is one piece for a consumer,
    /// however many chunks it came in.
    func gather(_ range: Range<Int>, in scratch: UnsafeMutableBufferPointer<UInt8>) {
        received += range.count
        guard let before = scratchBody else {
            scratchBody = range
            return
        }
        let end = before.upperBound + range.count
        if before.upperBound < range.lowerBound {
            // Towards the beginning of the buffer, in which the decoder looks only at what follows `range`.
            for offset in 0..<range.count { scratch[before.upperBound + offset] = scratch[range.lowerBound + offset] }
        }
        scratchBody = before.lowerBound..<end
    }

    /// Copies what stands in the scratch buffer, which is about to be used for other bytes.
    func keep(of scratch: UnsafeBufferPointer<UInt8>) {
        if let range = scratchHead {
            head.append(contentsOf: scratch[range])
            scratchHead = nil
        }
        keepBody(of: scratch)
    }

    private func keepBody(of scratch: UnsafeBufferPointer<UInt8>) {
        guard let range = scratchBody else { return }
        scratchBody = nil
        append(scratch, range)
    }

    private func append(_ scratch: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        let needed = body.count + range.count
        if body.capacity < needed, case .length(let length) = decoder.head.framing {
            // Room ahead for what has really arrived, not for what is merely announced.
            let (fourfold, overflow) = needed.multipliedReportingOverflow(by: 4)
            body.reserveCapacity(max(needed, min(length, max(64 << 10, overflow ? needed : fourfold))))
        }
        body.append(contentsOf: scratch[range])
    }

    /// Lends head and content, wherever they stand.
    func withRequest<Value>(
        in scratch: UnsafeBufferPointer<UInt8>,
        _ body: (_ head: UnsafeBufferPointer<UInt8>, _ content: UnsafeBufferPointer<UInt8>) -> Value
    ) -> Value {
        head.withUnsafeBufferPointer { keptHead in
            self.body.withUnsafeBufferPointer { keptBody in
                body(
                    scratchHead.map { UnsafeBufferPointer(rebasing: scratch[$0]) } ?? keptHead,
                    scratchBody.map { UnsafeBufferPointer(rebasing: scratch[$0]) } ?? keptBody
                )
            }
        }
    }
}
