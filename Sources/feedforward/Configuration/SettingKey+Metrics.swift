internal import InferenceService

extension SettingKey {
    /// The settings of metrics.
    static let metrics: [SettingKey] = [
        SettingKey(
            name: "metrics.enabled",
            summary: "Whether GET /metrics answers",
            domain: .boolean,
            value: { .boolean($0.service.hasMetrics) },
            apply: { if case .boolean(let truth) = $1 { $0.service.hasMetrics = truth } }
        ),
        SettingKey(
            name: "metrics.triton_names",
            summary: "Whether the figures of models also stand under the names of NVIDIA's Triton",
            domain: .boolean,
            value: { .boolean($0.service.hasTritonMetrics) },
            apply: { if case .boolean(let truth) = $1 { $0.service.hasTritonMetrics = truth } }
        ),
    ]
}
