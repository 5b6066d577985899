internal import HTTPWire

extension Reactor {
    /// Tells the observers about an answer that came to its end.
    func record(_ terms: AnswerTerms, _ status: Status?, sentBytes: Int, _ ending: ExchangeRecord.Ending = .complete) {
        guard !observers.isEmpty else { return }
        let end = Clock.now()
        let record = ExchangeRecord(
            terms: terms,
            status: status,
            receivedBytes: terms.receivedBytes,
            sentBytes: sentBytes,
            start: terms.start ?? end,
            end: end,
            ending: ending
        )
        for observer in observers { observer.note(record) }
    }
}
