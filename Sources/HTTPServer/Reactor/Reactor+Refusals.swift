internal import HTTPWire

extension Reactor {
    /// How much content of a request that is refused is read and dropped to keep the connection.
    static let droppedContent = 64 << 10

    /// Answers a request whose content is not wanted.
    ///
    /// Little content is read and dropped first, and the connection goes on behind the answer. Read first, because it may
    /// be malformed, which comes before any other fault; and because whoever on the way does not see that there is
    /// content would take the answer for the end of the request, and send the next one where content is due. Of much
    /// content, and for a client that waits for leave to send it, the answer comes now and ends the connection.
    func refuse(_ connection: Connection, _ exchange: Exchange, _ terms: AnswerTerms, _ response: Response) {
        exchange.phase = .dropping
        let head = exchange.decoder.head
        switch head.framing {
        case .none, .length(0):
            answer(connection, terms, response)
        case .length(let length) where length > Self.droppedContent || head.expectsContinue:
            answer(connection, terms, response, closes: true)
        case .chunked where head.expectsContinue:
            answer(connection, terms, response, closes: true)
        case .length, .chunked:
            exchange.refusal = response
        }
    }

    /// Drops a piece of content of a request whose answer waits for its end; the wait is over when that is too much.
    func drop(_ connection: Connection, _ exchange: Exchange, _ range: Range<Int>) {
        guard exchange.refusal != nil else { return }
        exchange.received += range.count
        if exchange.received > Self.droppedContent { answerRefusal(connection, exchange, closes: true) }
    }

    /// Gives the answer that has waited for the end of the content, if there is one.
    func answerRefusal(_ connection: Connection, _ exchange: Exchange, closes: Bool) {
        guard let refusal = exchange.refusal, let terms = exchange.terms else { return }
        exchange.refusal = nil
        answer(connection, terms, refusal, closes: closes)
    }
}
