internal import HTTPWire

/// What a reactor knows about one connection.
///
/// Touched only on the reactor's queue.
///
/// Between requests it owns no buffer: everything here is then a number or empty.
final class Connection {
    /// How far the connection is on its way to its end.
    enum Stage {
        /// TLS is agreed upon.
        case shakingHands
        /// Requests are read and answered.
        case open
        /// The last answer was given, and is being written.
        case closing
        /// The last answer was written and the sending side shut. What still arrives is dropped, so that the peer
        /// reads the answer instead of a reset.
        case lingering
        /// Nothing more happens.
        case closed
    }

    /// The number in the connection table and in the epoll set.
    let token: UInt64
    /// The socket, closed with the connection.
    let channel: Channel
    /// Whether it was beyond the limit, and so is not counted among the open ones.
    let isBeyondLimit: Bool

    /// Who is at the other end.
    var peer: Peer

    /// How far it is on its way to its end.
    var stage = Stage.open
    /// Whether the peer may be sending still, so that the end must linger.
    var lingers = false
    /// Whether the peer has shut its sending side.
    var inputEnded = false
    /// Whether it has answered a request.
    var hasAnswered = false
    /// Whether it stands in the reactor's ready-again list.
    var isReadyAgain = false
    /// What the epoll set watches it for.
    var registered: EpollSet.Interest = .reading
    /// What was received and not consumed: a partial head, or requests that wait for an answer before them.
    var input: [UInt8] = []
    /// Whether `input` was parsed as far as it goes.
    var needsMore = false
    /// What of all received bytes `input` has; nil while it is empty.
    var share: ReceivedBytes.Share?
    /// What is to be sent.
    var output = OutputQueue()
    /// The request that is being received.
    var exchange: Exchange?
    /// The answer that was put off, and what it needs to know of its request.
    var pending: (state: PendingState, terms: AnswerTerms)?
    /// The request whose content is streamed, until its answer is over.
    var stream: RequestStream?
    /// How many bytes were moved since the wait for them began.
    var movedBytes = 0
    /// How many bytes of answers the kernel held when it was last looked at, in a wait for their delivery.
    var undelivered = 0
    /// How many bytes were dropped while lingering.
    var dropped = 0

    /// Makes a connection of an accepted socket.
    init(token: UInt64, channel: consuming Channel, peer: Peer, isBeyondLimit: Bool) {
        self.token = token
        self.channel = channel
        self.peer = peer
        self.isBeyondLimit = isBeyondLimit
    }

    /// The slot in the connection table.
    var slot: Int { Int(token & 0xffff_ffff) }

    /// Whether more of the peer's bytes can be used now.
    ///
    /// Not while an answer is awaited or unsent: then they wait in the kernel, which is all the back-pressure there is.
    ///
    /// A stream takes and gives at the same time, so it is stopped only by its consumer or by much unsent output.
    var takesInput: Bool {
        guard stage == .open else { return false }
        if let stream { return stream.takesInput(unsent: output.byteCount) }
        return pending == nil && output.isEmpty
    }

    /// Whether input waits here that no event will announce: unparsed, or compressed and not expanded yet.
    ///
    /// Or encrypted input that was decrypted with what was read before it.
    var hasWaitingInput: Bool { !input.isEmpty || exchange?.inflation?.backlog != nil || channel.hasPending }

    /// Whether it stands between two requests.
    var isIdle: Bool { takesInput && exchange == nil && input.isEmpty }
}
