/// What waits in a pool.
enum PooledWork: Sendable {
    /// Something that is done by itself.
    case job(isCancelled: @Sendable () -> Bool, work: @Sendable () -> Void)
    /// Rows for a kept model.
    case rows(PredictionCall)

    /// Whether nobody waits for it any more.
    var isCancelled: Bool {
        switch self {
        case .job(let isCancelled, _): isCancelled()
        case .rows(let call): call.isCancelled()
        }
    }

    /// Tells whoever waits that it will not be done.
    func drop(_ failure: PredictionFailure) {
        switch self {
        case .job: break
        case .rows(let call): call.fail(failure)
        }
    }
}

extension FairQueue<PooledWork>.Batch {
    /// Does what was taken.
    func perform() {
        var line: PredictionLine?
        var parts: [PredictionLine.Part] = []
        for piece in pieces {
            switch piece.element {
            case .job(let isCancelled, let work): if !isCancelled() { work() }
            case .rows(let call):
                line = call.line
                parts.append(PredictionLine.Part(call: call, rows: piece.rows))
            }
        }
        line?.compute(parts)
    }
}
