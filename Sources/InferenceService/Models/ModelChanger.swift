internal import HTTPServer
internal import HTTPWire
internal import ModelServing

/// Makes changes of kept models for requests, and answers with what came of them.
struct ModelChanger: Sendable {
    let registry: ModelRegistry
    let pool: ComputePool

    /// Asks for a change, and answers once it is acknowledged or has failed.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - pending: What takes the answer: the summary of what is kept now, or 204 if nothing is.
    ///   - style: How problems are told.
    ///   - timing: Where the time went so far.
    func submit(
        _ change: ModelChange,
        for pending: PendingResponse,
        _ style: ProblemStyle,
        _ timing: ServerTiming = ServerTiming()
    ) {
        registry.submit(change) { answer($0, to: change, for: pending, style, timing) }
    }

    /// Answers with what a change came to.
    func answer(
        _ result: Result<ModelChangeResult, ModelChangeFailure>,
        to change: ModelChange,
        for pending: PendingResponse,
        _ style: ProblemStyle,
        _ timing: ServerTiming
    ) {
        switch result {
        case .failure(let failure):
            let problem = Problem(failure, name: change.name.text)
            pending.send(problem.response(to: pending.context, style: style))
        case .success(let result):
            var timing = timing
            timing.add(result.times)
            guard let entry = result.entry else { return pending.send(Response(204, fields: [timing.field])) }
            let answer = { @Sendable [timing] (start: ContinuousClock.Instant) in
                pending.send(response(about: entry, isNew: result.isNew, timing.waited(since: start)))
            }
            // The queue that storage is written on is not for writing long answers.
            let price = Price.describing(entry.kept.plan)
            let now = ContinuousClock.now
            guard price < .hop || !pool.submit(price: price, { answer(now) }) else { return }
            answer(now)
        }
    }

    private func response(about entry: ModelEntry, isNew: Bool, _ timing: ServerTiming) -> Response {
        var timing = timing
        let content = timing.serialise.add { ModelSummary(isDurable: registry.isDurable).json(entry) }
        // The definition is kept in canonical form, not as it was sent, so the answer has no validator
        // (RFC 9110 section 9.3.4).
        var fields: [Response.Field] = [.init("Cache-Control", "no-store")]
        fields.append(timing.field)
        if isNew { fields.append(.init("Location", "/v1/models/\(entry.kept.name)")) }
        return Response(
            isNew ? 201 : 200,
            contentType: ModelSummary.mediaType,
            fields: fields,
            content: content
        )
    }
}
