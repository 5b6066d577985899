internal import ModelServing
internal import Telemetry

/// The figures of kept models, by name and version; a model that is removed takes its series along.
enum ModelMetrics {
    static func write(_ models: [Model], to text: inout PrometheusText) {
        let all = models.map { ($0.metricLabels, $0.statistics.figures) }
        func counter(_ name: String, _ help: String, _ value: (ModelStatistics.Figures) -> Int) {
            text.family(name, .counter, help)
            for (labels, figures) in all { text.sample(name, labels, UInt64(max(0, value(figures)))) }
        }
        func histogram(_ name: String, _ help: String, _ value: (ModelStatistics.Figures) -> Distribution) {
            text.family(name, .histogram, help)
            for (labels, figures) in all { text.samples(name, labels, value(figures)) }
        }
        counter("feedforward_model_predictions_total", "Requests that a model answered.", \.success.count)
        counter("feedforward_model_failures_total", "Requests that reached a model and failed.", \.failure.count)
        counter("feedforward_model_rows_total", "Rows that a model predicted.", \.rowCount)
        histogram("feedforward_model_queue_seconds", "Time that requests waited for a worker.", \.queueTimes)
        histogram("feedforward_model_compute_seconds", "Time in which requests were computed.", \.computeTimes)
        histogram("feedforward_model_batch_rows", "Rows that went through a model together.", \.batchRows)
    }
}

extension Model {
    /// What tells the series of a model from those of others.
    var metricLabels: [(String, String)] { [("model", kept.name.text), ("version", "\(kept.version)")] }
}
