internal import HTTPWire

/// What an answer needs to know of its request.
struct AnswerTerms {
    /// What X-Request-Id will be.
    let requestID: String
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
    init(requestID: String) { self.requestID = requestID }

    /// The terms of a request.
    init(_ head: borrowing RequestHead, _ bytes: Span<UInt8>, requestID: String, failureStyle: FailureStyle) {
        self.requestID = requestID
        self.failureStyle = failureStyle
        isHead = head.method == .head
        isOldVersion = head.minorVersion == 0
        isPersistent = head.isPersistent
        accepted = AcceptedCodings(head, bytes)
        noneMatch = head.text(of: "if-none-match", in: bytes)
    }
}
