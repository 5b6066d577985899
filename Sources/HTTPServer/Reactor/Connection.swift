internal import HTTPWire

/// One client's connection: what was read of it, where its request stands, what is still to be written.
///
/// Every stored property is touched only on the queue of the reactor that owns the connection. An idle connection owns
/// no buffer.
final class Connection {
    /// Where the connection stands.
    enum State {
        /// It reads requests.
        case receiving
        /// A request is being computed elsewhere; nothing is parsed until its answer is there.
        case computing
        /// The last answer is being written; then the sending side is shut.
        case closing
        /// The sending side is shut; what the client still sends is dropped until it closes.
        case lingering
    }

    /// A request whose content has not arrived as a whole.
    struct Incoming {
        let head: RequestHead
        let requestID: String
        /// The bytes of the head.
        var bytes: [UInt8]
        var body: [UInt8] = []
        /// The most bytes of content.
        let limit: Int
    }

    /// How the request that a handler has is answered.
    enum Answer {
        case awaited
        case given
        case putOff
    }

    /// The connection's number in its reactor, and how often that number was used before.
    let slot: Int
    let generation: UInt32
    let channel: Channel

    var state = State.receiving
    var decoder: RequestDecoder
    /// What was read and not parsed yet.
    var input: [UInt8] = []
    /// The request that is arriving; nil between requests and while it is all in the scratch buffer.
    var incoming: Incoming?
    /// Whether the client has shut its sending side.
    var hasEnded = false

    /// What is to be written, from `written` on.
    var output: [UInt8] = []
    var written = 0

    /// How the request in hand is answered.
    var answer = Answer.awaited
    /// Whether the request in hand is HEAD, keeps the connection, comes from HTTP/1.0.
    var isHead = false
    var isPersistent = true
    var isOldVersion = false
    var requestID = ""
    /// Tells the compute side that nobody waits any more.
    var cancellation: Cancellation?

    /// What the epoll set watches for.
    var interest: EpollSet.Interest = .reading

    init(slot: Int, generation: UInt32, channel: consuming Channel, limits: WireLimits) {
        self.slot = slot
        self.generation = generation
        self.channel = channel
        decoder = RequestDecoder(limits: limits)
    }

    /// What the reactor knows the connection by, also after it is gone.
    var token: UInt64 { UInt64(generation) << 32 | UInt64(slot) }

    /// Whether there is something to write.
    var hasOutput: Bool { written < output.count }

    /// Whether nothing of a request has arrived and nothing is owed.
    var isIdle: Bool {
        guard case .receiving = state else { return false }
        return input.isEmpty && incoming == nil && !hasOutput
    }
}
