public import HTTPWire
internal import Synchronization

/// An answer that is given later, once, from any queue.
///
/// Let go without an answer, it answers 500.
public final class PendingResponse: Sendable {
    /// The head of the request; its ranges count in `bytes`.
    public let head: RequestHead
    /// The bytes of the head.
    public let bytes: [UInt8]
    /// The content of the request, transfer coding and content coding removed.
    public let body: [UInt8]
    /// The values of the route's parameters in order, percent-decoded once.
    public let parameters: [String]
    /// What the answer's X-Request-Id will be.
    public var requestID: String { terms.context.requestID }
    /// What else is known of the request.
    public var context: RequestContext { terms.context }
    /// How long ago the head was complete.
    public var age: Duration {
        guard let start = terms.start else { return .zero }
        let now = Clock.now()
        return .nanoseconds(now > start ? now - start : 0)
    }

    private let terms: AnswerTerms
    private let reactor: Reactor
    private let token: UInt64
    private let state: PendingState
    /// Counts head and body as received bytes, as long as they are here.
    private let share: ReceivedBytes.Share?

    init(
        head: RequestHead,
        bytes: [UInt8],
        body: [UInt8],
        parameters: [String],
        terms: AnswerTerms,
        reactor: Reactor,
        token: UInt64,
        state: PendingState,
        share: ReceivedBytes.Share?
    ) {
        self.head = head
        self.bytes = bytes
        self.body = body
        self.terms = terms
        self.parameters = parameters
        self.reactor = reactor
        self.token = token
        self.state = state
        self.share = share
    }

    deinit { give(nil) }

    /// Whether nobody waits for the answer any more: the client has hung up, or the request's deadline has passed.
    ///
    /// Then work not yet begun can be dropped, and long work broken off.
    public var isCancelled: Bool { state.isCancelled.load(ordering: .acquiring) }

    /// Gives the answer, compressed on the thread that gives it.
    ///
    /// The first one counts.
    public func send(_ response: Response) { give(response) }

    private func give(_ response: Response?) {
        guard !state.isAnswered.exchange(true, ordering: .acquiringAndReleasing) else { return }
        guard var response else {
            reactor.complete(token, nil, state)
            return
        }
        if !isCancelled { reactor.coder.encode(&response, for: terms.accepted) }
        reactor.complete(token, response, state)
    }
}

/// What a connection and the answer that it waits for tell each other.
final class PendingState: Sendable {
    /// Whether the answer was given.
    let isAnswered = Atomic(false)
    /// Whether the client has gone.
    let isCancelled = Atomic(false)
}
