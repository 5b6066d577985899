internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import StrictJSON

/// `GET /v2/models/{name}/stats`: what was asked of a model, and how long it took.
struct InferenceStatistics: ModelOperation {
    func read(_ request: borrowing Request, of entry: ModelEntry) throws(Problem) -> Model {
        try entry.loadedModel()
    }

    func price(of work: Model) -> Price { .free }

    func answer(to work: Model) -> Response { .statistics(of: CollectionOfOne(work)) }
}

/// `GET /v2/models/stats`: the same for all models that answer.
struct AllStatisticsEndpoint: ProtocolEndpoint {
    let route = Route(.get, "/v2/models/stats", scope: .infer)
    let registry: ModelRegistry

    func answer(to request: borrowing Request) throws(Problem) -> Response {
        .statistics(of: registry.entries.lazy.compactMap(\.model))
    }
}

extension Response {
    fileprivate static func statistics(of models: some Sequence<Model>) -> Response {
        .inferenceJSON { writer in
            writer.beginObject()
            writer.key("model_stats")
            writer.beginArray()
            for model in models { writer.value(statistics: model) }
            writer.endArray()
            writer.endObject()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func value(statistics model: Model) {
        let figures = model.statistics.figures
        beginObject()
        member("name", model.kept.name.text)
        member("version", "\(model.kept.version)")
        member("last_inference", figures.lastInference)
        member("inference_count", figures.rowCount)
        member("execution_count", figures.executionCount)
        key("inference_stats")
        beginObject()
        member("success", total: figures.success)
        member("fail", total: figures.failure)
        member("queue", total: figures.queue)
        member("compute_input", total: figures.computeInput)
        member("compute_infer", total: figures.computeInfer)
        member("compute_output", total: figures.computeOutput)
        member("cache_hit", total: nil)
        member("cache_miss", total: nil)
        endObject()
        key("response_stats")
        beginObject()
        endObject()
        key("batch_stats")
        beginArray()
        for (size, total) in figures.batches.sorted(by: { $0.key < $1.key }) {
            beginObject()
            member("batch_size", size)
            // Reading and writing happen request by request, before and after the batch.
            member("compute_input", total: nil)
            member("compute_infer", total: total)
            member("compute_output", total: nil)
            endObject()
        }
        endArray()
        key("memory_usage")
        beginArray()
        endArray()
        endObject()
    }

    private mutating func member(_ name: String, total: ModelStatistics.Total?) {
        key(name)
        beginObject()
        member("count", total?.count ?? 0)
        member("ns", total?.time.nanoseconds ?? 0)
        endObject()
    }
}

extension Duration {
    /// Whole nanoseconds; as many as fit.
    fileprivate var nanoseconds: Int {
        let (seconds, attoseconds) = components
        let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? .max : Int(clamping: product &+ attoseconds / 1_000_000_000)
    }
}
