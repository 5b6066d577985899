public import HTTPWire
internal import Synchronization

/// An answer that is given later, once, from any queue. Let go without an answer, it answers 500.
public final class PendingResponse: Sendable {
    /// The head of the request; its ranges count in `bytes`.
    public let head: RequestHead
    /// The bytes of the head.
    public let bytes: [UInt8]
    /// The content of the request.
    public let body: [UInt8]
    /// What the answer's X-Request-Id will be.
    public let requestID: String

    private let reactor: Reactor
    private let token: UInt64
    private let cancellation: Cancellation
    private let isAnswered = Atomic(false)

    init(
        head: RequestHead,
        bytes: [UInt8],
        body: [UInt8],
        requestID: String,
        reactor: Reactor,
        token: UInt64,
        cancellation: Cancellation
    ) {
        self.head = head
        self.bytes = bytes
        self.body = body
        self.requestID = requestID
        self.reactor = reactor
        self.token = token
        self.cancellation = cancellation
    }

    deinit {
        guard !isAnswered.load(ordering: .acquiring) else { return }
        let requestID = requestID
        reactor.complete(token) { reactor in reactor.handler.response(to: .noAnswer, requestID: requestID) }
    }

    /// Whether nobody waits for the answer any more, so that work not yet begun can be dropped.
    public var isCancelled: Bool { cancellation.isSet.load(ordering: .acquiring) }

    /// Gives the answer. The first one counts.
    public func send(_ response: Response) {
        guard !isAnswered.exchange(true, ordering: .acquiringAndReleasing) else { return }
        reactor.complete(token) { _ in response }
    }
}

/// Whether the client of a request has gone.
final class Cancellation: Sendable {
    let isSet = Atomic(false)
}
