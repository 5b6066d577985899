internal import Dispatch
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
    /// Where they are written: too long for a queue of connections, and not to wait for the work they tell of.
    private let queue = DispatchQueue(label: "feedforward.metrics")

    init(
        server: ServerMetrics,
        registry: ModelRegistry,
        pool: ComputePool,
        readiness: Readiness,
        hasTritonNames: Bool
    ) {
        self.server = server
        self.registry = registry
        self.pool = pool
        self.readiness = readiness
        self.hasTritonNames = hasTritonNames
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        let pending = response.later()
        queue.async {
            guard !pending.isCancelled else { return }
            pending.send(answer())
        }
    }

    private func answer() -> Response {
        var text = PrometheusText()
        server.write(to: &text)
        write(pool, to: &text)
        let entries = registry.entries
        let models = entries.compactMap(\.model)
        ModelMetrics.write(models, to: &text)
        if hasTritonNames { TritonMetrics.write(models, to: &text) }
        writeRegistry(ready: models.count, of: entries.count, to: &text)
        ProcessMetrics.write(to: &text)
        text.family("feedforward_ready", .gauge, "Whether the server takes requests.")
        text.sample("feedforward_ready", [], UInt64(readiness.obstacle == nil ? 1 : 0))
        text.family("feedforward_build_info", .gauge, "The version, and the instruction set that the kernels use.")
        text.sample(
            "feedforward_build_info",
            [("version", Contract.version), ("instruction_set", InstructionSet.best.rawValue)],
            UInt64(1)
        )
        return Response(
            200,
            contentType: PrometheusText.mediaType,
            fields: [.init("Cache-Control", "no-store")],
            content: text.bytes
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
        func counter(_ name: String, _ help: String, _ label: String, _ counts: [(String, Int)]) {
            text.family(name, .counter, help)
            for (value, count) in counts { text.sample(name, [(label, value)], UInt64(count)) }
        }
        let losses = load.losses
        counter(
            "feedforward_work_refused_total",
            "Work that found no place in the queue.",
            "work",
            [("light", losses.refusedLight), ("heavy", losses.refusedHeavy)]
        )
        counter(
            "feedforward_work_cancelled_total",
            "Work that was given up, since nobody waited for it any more or its deadline had passed.",
            "stage",
            [("queued", losses.cancelledQueued), ("running", losses.cancelledRunning)]
        )
        text.family("feedforward_workers", .gauge, "How many pieces of light work are done at once.")
        text.sample("feedforward_workers", [], UInt64(pool.workerCount))
    }

    private func writeRegistry(ready: Int, of count: Int, to text: inout PrometheusText) {
        text.family("feedforward_models", .gauge, "Models that are kept.")
        text.sample("feedforward_models", [("state", "ready")], UInt64(ready))
        text.sample("feedforward_models", [("state", "unloaded")], UInt64(count - ready))
        text.sample("feedforward_models", [("state", "damaged")], UInt64(registry.damaged.count))
    }
}
