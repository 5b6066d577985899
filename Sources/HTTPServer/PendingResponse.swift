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
    /// The content of the request.
    public let body: [UInt8]
    /// The values of the route's parameters in order, percent-decoded once.
    public let parameters: [String]
    /// What the answer's X-Request-Id will be.
    public let requestID: String

    private let reactor: Reactor
    private let token: UInt64
    private let state: PendingState

    init(
        head: RequestHead,
        bytes: [UInt8],
        body: [UInt8],
        parameters: [String],
        requestID: String,
        reactor: Reactor,
        token: UInt64,
        state: PendingState
    ) {
        self.head = head
        self.bytes = bytes
        self.body = body
        self.parameters = parameters
        self.requestID = requestID
        self.reactor = reactor
        self.token = token
        self.state = state
    }

    deinit { give(nil) }

    /// Whether nobody waits for the answer any more, so that work not yet begun can be dropped.
    public var isCancelled: Bool { state.isCancelled.load(ordering: .acquiring) }

    /// Gives the answer.
    ///
    /// The first one counts.
    public func send(_ response: Response) { give(response) }

    private func give(_ response: Response?) {
        guard !state.isAnswered.exchange(true, ordering: .acquiringAndReleasing) else { return }
        reactor.complete(token, response)
    }
}

/// What a connection and the answer that it waits for tell each other.
final class PendingState: Sendable {
    /// Whether the answer was given.
    let isAnswered = Atomic(false)
    /// Whether the client has gone.
    let isCancelled = Atomic(false)
}
