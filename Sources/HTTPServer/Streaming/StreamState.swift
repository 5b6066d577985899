internal import HTTPWire
internal import Locking

/// What a streamed answer and the connection that it goes to tell each other, from their different queues.
final class StreamState: Sendable {
    /// What the answer's side has done since the connection looked last.
    struct News {
        /// An answer that was given whole.
        var response: Response?
        /// The head of an answer that was begun.
        var head: AnswerHead?
        /// Content.
        var pieces = OutputQueue()
        /// Whether the answer is over.
        var ending: Ending?
        /// Whether a pause was ended.
        var isResumed = false
    }

    /// How an answer ends.
    enum Ending {
        case finished
        case failed
    }

    private enum Phase {
        case waiting
        case begun
        case over
    }

    private struct Contents {
        var phase = Phase.waiting
        var news = News()
        /// Whether content is left out: the request was HEAD, or the status forbids it.
        let isHead: Bool
        var hasContent = true
        /// What the connection took and the client did not.
        var queued = 0
        /// Whether the writer waits to be told that there is room.
        var awaitsRoom = false
        /// Whether the connection is going to look, so that it need not be woken.
        var isAwake = false
        /// Whether the connection has done with it.
        var isClosed = false
        var isCancelled = false

        var unsent: Int { queued + news.pieces.byteCount }

        /// Whether the connection has to be woken to hear of what has just changed.
        mutating func wakes() -> Bool {
            defer { isAwake = true }
            return !isAwake
        }
    }

    private let contents: Lock<Contents>

    /// Makes the state of an answer that is not begun.
    ///
    /// - Parameter isHead: Whether content is left out.
    init(isHead: Bool) { contents = Lock(Contents(isHead: isHead)) }

    // What the answer's side calls; each says whether the connection has to be woken.

    var isCancelled: Bool { contents.withLock(\.isCancelled) }

    var unsentBytes: Int { contents.withLock(\.unsent) }

    func send(_ response: Response) -> Bool {
        contents.withLock { contents in
            guard contents.phase == .waiting, !contents.isClosed else { return false }
            contents.phase = .over
            contents.news.response = response
            return contents.wakes()
        }
    }

    func begin(_ head: AnswerHead) -> Bool {
        contents.withLock { contents in
            guard contents.phase == .waiting, !contents.isClosed else { return false }
            contents.phase = .begun
            contents.hasContent = !contents.isHead && !head.status.forbidsContent
            contents.news.head = head
            return contents.wakes()
        }
    }

    func write(_ bytes: [UInt8]) -> (hasRoom: Bool, wakes: Bool) {
        contents.withLock { contents in
            guard contents.phase == .begun, !contents.isClosed else { return (!contents.isClosed, false) }
            guard contents.hasContent, !bytes.isEmpty else { return (true, false) }
            contents.news.pieces.append(bytes)
            contents.awaitsRoom = contents.unsent > StreamedResponse.highMark
            return (!contents.awaitsRoom, contents.wakes())
        }
    }

    func finish() -> Bool {
        contents.withLock { contents in
            guard contents.phase == .begun, !contents.isClosed else { return false }
            contents.phase = .over
            contents.news.ending = .finished
            return contents.wakes()
        }
    }

    func fail() -> Bool {
        contents.withLock { contents in
            guard contents.phase != .over, !contents.isClosed else { return false }
            contents.phase = .over
            contents.news.ending = .failed
            return contents.wakes()
        }
    }

    func resume() -> Bool {
        contents.withLock { contents in
            guard !contents.isClosed else { return false }
            contents.news.isResumed = true
            return contents.wakes()
        }
    }

    // What the connection calls, on its queue.

    /// Promises that `take` is called soon, so that nothing needs to wake the connection before.
    func stayAwake() { contents.withLock { $0.isAwake = true } }

    /// Takes what is new.
    func take() -> News {
        contents.withLock { contents in
            defer { contents.news = News() }
            contents.isAwake = false
            contents.queued += contents.news.pieces.byteCount
            return contents.news
        }
    }

    /// Hears how much is queued for the client.
    ///
    /// - Returns: Whether the writer waits to be told that there is room, and there is.
    func report(queued: Int) -> Bool {
        contents.withLock { contents in
            contents.queued = queued
            guard contents.awaitsRoom, contents.unsent <= StreamedResponse.lowMark else { return false }
            contents.awaitsRoom = false
            return true
        }
    }

    /// Ends it: nothing that the answer's side does has an effect any more.
    func close(isCancelled: Bool) {
        contents.withLock { contents in
            contents.isClosed = true
            contents.isCancelled = isCancelled
            contents.news = News()
        }
    }
}
