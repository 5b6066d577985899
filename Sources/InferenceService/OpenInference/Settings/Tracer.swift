internal import HTTPServer
internal import Locking
internal import Logging
internal import ModelServing
internal import Synchronization

/// Writes what single predictions took to the log, as the trace settings ask for.
///
/// While no setting asks for it, a prediction costs one look at a flag.
final class Tracer: Sendable {
    private struct State {
        var general = TraceSettings()
        var ofModels: [ModelName: TraceSettings] = [:]
        /// How many predictions of a model were seen and traced since its settings changed.
        var seen: [ModelName: (predictions: Int, traces: Int)] = [:]
    }

    private let logger: Logger
    private let state = Lock(State())
    private let isOn = Atomic(false)

    /// Makes a tracer that is off.
    init(_ logger: Logger) { self.logger = logger }

    /// The settings of a model, nil for the server's, and those that it follows where it has none of its own.
    func settings(of name: ModelName?) -> (own: TraceSettings, general: TraceSettings) {
        state.withLock { state in
            guard let name else { return (state.general, TraceSettings()) }
            return (state.ofModels[name] ?? TraceSettings(), state.general)
        }
    }

    /// Replaces settings, and counts anew what they count.
    ///
    /// - Parameters:
    ///   - settings: The settings.
    ///   - name: Whose they are; nil for the server's.
    ///   - models: The names of all models: what belongs to others is let go, so that names do not pile up.
    func set(_ settings: TraceSettings, of name: ModelName?, models: Set<ModelName>) {
        state.withLock { state in
            state.ofModels = state.ofModels.filter { models.contains($0.key) }
            state.seen = state.seen.filter { models.contains($0.key) }
            if let name {
                state.ofModels[name] = settings == TraceSettings() ? nil : settings
                state.seen[name] = nil
            } else {
                state.general = settings
                state.seen = [:]
            }
            let all = state.ofModels.values + [state.general]
            isOn.store(all.contains { $0.tracesTimes(TraceSettings()) }, ordering: .relaxed)
        }
    }

    /// Hears of a prediction that was answered; one in `trace_rate` is logged, up to `trace_count` of them.
    func note(_ model: Model, rows: Int, _ times: ModelStatistics.Times, _ context: RequestContext) {
        guard isOn.load(ordering: .relaxed) else { return }
        let name = model.kept.name
        let isTraced = state.withLock { state in
            let own = state.ofModels[name] ?? TraceSettings()
            guard own.tracesTimes(state.general) else { return false }
            let sampling = own.sampling(state.general)
            var seen = state.seen[name] ?? (0, 0)
            seen.predictions += 1
            let isTraced =
                sampling.rate > 0 && seen.predictions % sampling.rate == 0
                && (sampling.count < 0 || seen.traces < sampling.count)
            if isTraced { seen.traces += 1 }
            state.seen[name] = seen
            return isTraced
        }
        guard isTraced else { return }
        logger.info(
            "trace",
            metadata: context.metadata.merging(
                [
                    "model": "\(name)", "version": "\(model.kept.version)", "rows": "\(rows)",
                    "read_us": "\(Self.microseconds(times.input))", "queue_us": "\(Self.microseconds(times.queue))",
                    "compute_us": "\(Self.microseconds(times.compute))",
                    "write_us": "\(Self.microseconds(times.output))",
                ]
            ) { $1 }
        )
    }

    private static func microseconds(_ duration: Duration) -> Int { Int(duration / .microseconds(1)) }
}
