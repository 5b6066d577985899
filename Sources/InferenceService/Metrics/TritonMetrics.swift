internal import ModelServing
internal import Telemetry

/// The figures of kept models under the names of NVIDIA's Triton, for dashboards that exist.
///
/// Durations are in microseconds, and counters have no suffix there.
enum TritonMetrics {
    static func write(_ models: [Model], to text: inout PrometheusText) {
        let all = models.map { ($0.metricLabels, $0.statistics.figures) }
        func counter(_ name: String, _ help: String, _ value: (ModelStatistics.Figures) -> Int) {
            text.family("nv_inference_" + name, .counter, help)
            for (labels, figures) in all {
                text.sample("nv_inference_" + name, labels, UInt64(max(0, value(figures))))
            }
        }
        counter("request_success", "Number of successful inference requests.", \.success.count)
        text.family("nv_inference_request_failure", .counter, "Number of failed inference requests.")
        for (labels, figures) in all {
            text.sample("nv_inference_request_failure", labels + [("reason", "OTHER")], UInt64(figures.failure.count))
        }
        counter("count", "Number of rows inferred.", \.rowCount)
        counter("exec_count", "Number of batches executed.", \.executionCount)
        counter("request_duration_us", "Cumulative time of requests.") { microseconds($0.success.time) }
        counter("queue_duration_us", "Cumulative time in the queue.") { microseconds($0.queue.time) }
        counter("compute_input_duration_us", "Cumulative time of reading inputs.") {
            microseconds($0.computeInput.time)
        }
        counter("compute_infer_duration_us", "Cumulative time of computing.") { microseconds($0.computeInfer.time) }
        counter("compute_output_duration_us", "Cumulative time of writing outputs.") {
            microseconds($0.computeOutput.time)
        }
    }

    private static func microseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    }
}
