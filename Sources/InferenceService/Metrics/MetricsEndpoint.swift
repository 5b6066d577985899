internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import NeuralNetwork
internal import Telemetry

/// `GET /metrics`: what the service counts, for Prometheus.
///
/// Does not negotiate: whoever asks here reads this format.
struct MetricsEndpoint: Endpoint {
    let route = Route(.get, "/metrics", scope: .metrics)
    let server: ServerMetrics
    let registry: ModelRegistry
    let pool: ComputePool
    let readiness: Readiness
    /// Whether the figures of models stand under Triton's names as well.
    let hasTritonNames: Bool

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        var text = PrometheusText()
        server.write(to: &text)
        write(pool, to: &text)
        let models = registry.entries.compactMap(\.model)
        ModelMetrics.write(models, to: &text)
        if hasTritonNames { TritonMetrics.write(models, to: &text) }
        writeRegistry(readyCount: models.count, to: &text)
        ProcessMetrics.write(to: &text)
        text.family("feedforward_ready", .gauge, "Whether the server takes requests.")
        text.sample("feedforward_ready", [], UInt64(readiness.obstacle == nil ? 1 : 0))
        text.family("feedforward_build_info", .gauge, "The version, and the instruction set that the kernels use.")
        text.sample(
            "feedforward_build_info",
            [("version", Contract.version), ("instruction_set", InstructionSet.best.rawValue)],
            UInt64(1)
        )
        response.send(
            Response(
                200,
                contentType: PrometheusText.mediaType,
                fields: [.init("Cache-Control", "no-store")],
                content: text.bytes
            )
        )
    }

    private func write(_ pool: ComputePool, to text: inout PrometheusText) {
        let load = pool.load
        text.family("feedforward_backlog", .gauge, "Pieces of work that wait for a worker.")
        text.sample("feedforward_backlog", [], UInt64(load.count))
        text.family("feedforward_backlog_bytes", .gauge, "Memory that waiting work holds.")
        text.sample("feedforward_backlog_bytes", [], UInt64(load.bytes))
        text.family("feedforward_backlog_seconds", .gauge, "What waiting work should take, by its price.")
        text.sample("feedforward_backlog_seconds", [], Double(load.price.nanoseconds) * 1e-9)
        text.family("feedforward_work_refused_total", .counter, "Work that found no place in the queue.")
        text.sample("feedforward_work_refused_total", [], UInt64(load.refused))
        text.family("feedforward_workers", .gauge, "How many pieces of light work are done at once.")
        text.sample("feedforward_workers", [], UInt64(pool.workerCount))
    }

    private func writeRegistry(readyCount: Int, to text: inout PrometheusText) {
        text.family("feedforward_models", .gauge, "Models that are kept.")
        text.sample("feedforward_models", [("state", "ready")], UInt64(readyCount))
        text.sample("feedforward_models", [("state", "unloaded")], UInt64(max(0, registry.entries.count - readyCount)))
        text.sample("feedforward_models", [("state", "damaged")], UInt64(registry.damaged.count))
    }
}
