internal import HTTPWire

/// What is known of one request when its answer is complete, or given up.
struct ExchangeRecord {
    /// How an answer came to its end.
    enum Ending {
        /// It was given to the connection as a whole.
        case complete
        /// The server broke it off.
        case cutOff
        /// The client went away before it was complete.
        case abandoned
    }

    /// What is known of the request; the standard terms where there was no whole head.
    let terms: AnswerTerms
    /// The status; nil if the client went away before there was one.
    let status: Status?
    /// The bytes of content that were received, expanded if they were compressed.
    let receivedBytes: Int
    /// The bytes of content that were given to the connection.
    let sentBytes: Int
    /// When the head was complete, in nanoseconds of the monotonic clock; the same as `end` without a whole head.
    let start: UInt64
    /// When the answer was complete.
    let end: UInt64
    /// How it ended.
    let ending: Ending
}

/// Looks at the requests of one reactor; called on its queue only.
protocol ExchangeObserver: AnyObject {
    /// Notes that a request was answered.
    func note(_ record: borrowing ExchangeRecord)
}
