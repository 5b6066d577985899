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
}
