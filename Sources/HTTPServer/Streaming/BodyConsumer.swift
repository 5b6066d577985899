/// Takes the content of one request while it arrives.
///
/// Every call comes on the queue of the connection, one at a time, and returns within some 50 microseconds; longer work
/// goes to another queue, and the answer is given from there. One consumer may stand in front of another: what inflates
/// content hands on what it makes of each piece, and the pauses that come back.
public protocol BodyConsumer: AnyObject, Sendable {
    /// Takes a piece of content, transfer coding and content coding removed.
    ///
    /// Pieces are what one read brought, some 64 KiB and never more than some 300. The last may be empty, as the only
    /// piece of a request without content is.
    ///
    /// - Parameters:
    ///   - bytes: The piece, lent for the call.
    ///   - isLast: Whether the content is complete with it.
    ///   - response: Takes the answer. Whoever answers later keeps it; after the last piece, and after `.done`, the
    ///     connection does not.
    /// - Returns: How it goes on. After the last piece, `.pause` means that `proceed` is still to be called.
    func consume(_ bytes: Span<UInt8>, isLast: Bool, _ response: StreamedResponse) -> BodyProgress

    /// Goes on after a pause that `StreamedResponse.resume` ended, before more content is given.
    ///
    /// Unless it does something, more content is given.
    ///
    /// - Parameter response: Takes the answer.
    /// - Returns: How it goes on.
    func proceed(_ response: StreamedResponse) -> BodyProgress

    /// Hears that the client has read enough for more to be written, after `StreamedResponse.write` said it had not.
    ///
    /// It may come before that `write` has returned. A consumer whose answer grows only with its content need not care:
    /// it gets no content while much of the answer is unsent.
    func outputHasRoom()

    /// Hears that nobody waits for the answer any more: the client has gone or stalled, or its content broke the
    /// protocol.
    ///
    /// Nothing else is called after it. It is not called when the answer was complete.
    func cancel()
}

extension BodyConsumer {
    /// Takes more content.
    public func proceed(_ response: StreamedResponse) -> BodyProgress { .more }

    /// Does nothing.
    public func outputHasRoom() {}
}

/// What a consumer wants next.
public enum BodyProgress: Sendable, Hashable {
    /// More content, some of which the client has to send before the grace is over: a client may wait for an answer to
    /// what it has sent, so a consumer that has no answer for long pauses instead.
    case more
    /// Nothing until `StreamedResponse.resume`; the server stops reading, and only the request's deadline runs.
    case pause
    /// No more content; what still arrives is dropped, as that of a request that is refused.
    case done
}
