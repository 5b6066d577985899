internal import HTTPWire

/// What an answer needs to know of its request.
struct AnswerTerms {
    /// Who asked, and under which name.
    var context: RequestContext
    /// When the head was complete, in nanoseconds of the monotonic clock; nil without a whole head.
    var start: UInt64?
    /// The method; nil without a whole head.
    var method: Method?
    /// The place of the route in the router's list; nil if none was found.
    var route: Int?
    /// What the access log shows of the head; nil without one.
    var logged: LoggedRequest?
    /// The bytes of content that were received, expanded if they were compressed.
    var receivedBytes = 0
    /// Whether the content is left out (RFC 9110 section 9.3.2).
    var isHead = false
    /// Whether the client speaks HTTP/1.0, and has to be told that the connection stays open.
    var isOldVersion = false
    /// Whether the client wants the connection to stay open.
    var isPersistent = false
    /// The codings that the client takes.
    var accepted = AcceptedCodings()
    /// The value of If-None-Match, which says what a 304 confirms.
    var noneMatch: String?

    /// How failures are told.
    var failureStyle = FailureStyle.standard

    /// The terms of a request of which too little is known.
    init(_ context: RequestContext) { self.context = context }

    /// The terms of a request.
    init(
        _ head: borrowing RequestHead,
        _ bytes: Span<UInt8>,
        _ context: RequestContext,
        failureStyle: FailureStyle
    ) {
        self.context = context
        method = head.method
        self.failureStyle = failureStyle
        isHead = head.method == .head
        isOldVersion = head.minorVersion == 0
        isPersistent = head.isPersistent
        accepted = AcceptedCodings(head, bytes)
        noneMatch = head.text(of: "if-none-match", in: bytes)
    }
}
