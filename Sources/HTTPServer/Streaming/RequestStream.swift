internal import HTTPWire

/// What a connection knows about a request whose content is streamed, until the answer is over.
///
/// Touched only on the reactor's queue.
final class RequestStream {
    /// What becomes of the content.
    enum Intake {
        /// It goes to the consumer.
        case receiving
        /// It waits until the consumer resumes.
        case paused
        /// It is dropped as it arrives, to come to the next request.
        case dropping
        /// Nothing more of it is read: it is complete, or the connection ends after the answer.
        case ended
    }

    let consumer: any BodyConsumer
    let state: StreamState
    var terms: AnswerTerms
    /// What the consumer is to answer with; nil once it gets no more content, so that whoever has it then is the last.
    var response: StreamedResponse?
    /// What becomes of the content.
    var intake = Intake.receiving
    /// Whether the consumer was given the last piece.
    var isComplete = false
    /// The status of the answer; nil before its head was written.
    var status: Status?
    /// Whether the head of the answer was written.
    var hasBegun: Bool { status != nil }
    /// The bytes of content that were written.
    var sentBytes = 0
    /// Whether the answer is chunked.
    var isChunked = false
    /// Whether the connection ends after the answer.
    var closes = false

    /// Makes a stream at the beginning of the content.
    init(_ consumer: any BodyConsumer, _ response: StreamedResponse, _ state: StreamState, _ terms: AnswerTerms) {
        self.consumer = consumer
        self.response = response
        self.state = state
        self.terms = terms
    }

    /// Whether bytes of the client can be used now, when it has not taken that many of the answer.
    func takesInput(unsent: Int) -> Bool {
        switch intake {
        case .receiving, .dropping: unsent <= StreamedResponse.highMark
        case .paused, .ended: false
        }
    }
}
