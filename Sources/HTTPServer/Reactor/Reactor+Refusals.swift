internal import HTTPWire

extension Reactor {
    /// How much content of a request that is refused is read and dropped to keep the connection.
    static let droppedContent = 64 << 10

    /// Answers a request whose content is not wanted.
    ///
    /// The connection goes on if that is little, and sure to come. Of chunks nobody can tell, so those that have arrived
    /// are looked at first: they may be all, and they may be malformed, which comes before any other fault.
    func refuse(_ connection: Connection, _ exchange: Exchange, _ terms: AnswerTerms, _ response: Response) {
        exchange.phase = .dropping
        let head = exchange.decoder.head
        let isReadable =
            switch head.framing {
            case .none: true
            case .length(let length): length <= Self.droppedContent && !head.expectsContinue
            case .chunked: false
            }
        if head.framing == .chunked, !head.expectsContinue {
            exchange.refusal = response
        } else {
            answer(connection, terms, response, closes: !isReadable)
        }
    }

    /// Gives the answer that has waited for content to be looked at, if there is one.
    func answerRefusal(_ connection: Connection, _ exchange: Exchange, closes: Bool) {
        guard let refusal = exchange.refusal, let terms = exchange.terms else { return }
        exchange.refusal = nil
        answer(connection, terms, refusal, closes: closes)
    }
}
