internal import HTTPWire

/// Takes the answer to one request; valid during the call that it is given to.
public struct ResponseWriter: ~Copyable {
    private let reactor: Reactor
    private let connection: Connection
    // Invariant: both point into buffers that stay as they are until the handler returns.
    private let bytes: UnsafeBufferPointer<UInt8>
    private let body: UnsafeBufferPointer<UInt8>
    private let head: RequestHead

    init(
        reactor: Reactor,
        connection: Connection,
        head: RequestHead,
        bytes: UnsafeBufferPointer<UInt8>,
        body: UnsafeBufferPointer<UInt8>
    ) {
        self.reactor = reactor
        self.connection = connection
        self.head = head
        self.bytes = bytes
        self.body = body
    }

    /// What the answer's X-Request-Id will be: the client's own where it fits, else made anew.
    public var requestID: String { connection.requestID }

    /// Sends an answer. The first one counts.
    public mutating func send(_ response: Response) {
        guard connection.answer == .awaited else { return }
        connection.answer = .given
        reactor.append(response, to: connection)
    }

    /// Puts the answer off: it will be given once, from any queue. Head and content of the request go along.
    ///
    /// - Precondition: The request has not been answered yet.
    public mutating func later() -> PendingResponse {
        precondition(connection.answer == .awaited, "a request is answered once")
        connection.answer = .putOff
        let cancellation = Cancellation()
        connection.cancellation = cancellation
        return PendingResponse(
            head: head,
            bytes: Array(bytes),
            body: connection.incoming.map(\.body) ?? Array(body),
            requestID: connection.requestID,
            reactor: reactor,
            token: connection.token,
            cancellation: cancellation
        )
    }
}
