internal import HTTPWire
internal import Synchronization

/// Takes the answer to one request; valid during the call that it is given to.
public struct ResponseWriter: ~Copyable {
    /// What the handler did.
    enum Outcome {
        case nothing
        case answered(Response)
        case postponed(PendingState)
    }

    /// What the answer's X-Request-Id will be: the client's own where it fits, else made anew.
    public var requestID: String { terms.context.requestID }
    /// What else is known of the request.
    public var context: RequestContext { terms.context }

    /// The route that was found when the request was admitted.
    var match: RouteMatch? { exchange.match }

    /// What the handler did so far.
    private(set) var outcome = Outcome.nothing

    private let terms: AnswerTerms
    private let reactor: Reactor
    private let token: UInt64
    private let exchange: Exchange
    // Invariant: both point into buffers that stay as they are until the handler returns. The writer cannot outlive
    // that call: it is lent to the handler, and cannot be copied.
    private let bytes: UnsafeBufferPointer<UInt8>
    private let body: UnsafeBufferPointer<UInt8>

    init(
        reactor: Reactor,
        token: UInt64,
        exchange: Exchange,
        terms: AnswerTerms,
        bytes: UnsafeBufferPointer<UInt8>,
        body: UnsafeBufferPointer<UInt8>
    ) {
        self.reactor = reactor
        self.token = token
        self.exchange = exchange
        self.terms = terms
        self.bytes = bytes
        self.body = body
    }

    /// Sends an answer.
    ///
    /// The first one counts.
    public mutating func send(_ response: Response) {
        guard case .nothing = outcome else { return }
        outcome = .answered(response)
    }

    /// Whether other connections had something to read at the same time, so that other requests are likely to follow at
    /// once.
    public var hasCompany: Bool { reactor.eventsOfRound > 1 }

    /// Does something on the reactor's queue once all connections were seen that had something to read.
    ///
    /// - Parameter work: What is done; as short as a handler.
    public func atEndOfRound(_ work: @escaping () -> Void) { reactor.roundWork.append(work) }

    /// The share of received bytes that goes along with head and content.
    ///
    /// What arrived whole, or with the last read, is counted only now; whether it may be is for the bounded queue to say
    /// that it goes to.
    private func share() -> ReceivedBytes.Share? {
        let share = exchange.share ?? ReceivedBytes.Share(of: reactor.receivedBytes)
        let isCounted = share.set(bytes.count + body.count)
        return isCounted || exchange.share != nil ? share : nil
    }

    /// Puts the answer off: it will be given once, from any queue.
    ///
    /// Head and content of the request go along.
    ///
    /// - Returns: What takes the answer; nothing comes of it if the request is answered already.
    public mutating func later() -> PendingResponse {
        let state = PendingState()
        if case .nothing = outcome {
            outcome = .postponed(state)
        } else {
            state.isAnswered.store(true, ordering: .relaxed)
        }
        return PendingResponse(
            head: exchange.decoder.head,
            bytes: exchange.scratchHead == nil ? exchange.head : Array(bytes),
            // Content that was collected is handed over, not copied.
            body: exchange.scratchBody == nil ? exchange.body : Array(body),
            parameters: exchange.match?.parameters ?? [],
            terms: terms,
            reactor: reactor,
            token: token,
            state: state,
            share: share()
        )
    }
}
