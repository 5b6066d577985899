internal import HTTPServer
internal import ModelServing

extension InferenceService {
    /// The endpoints of the Open Inference Protocol.
    static func openInferenceEndpoints(
        _ configuration: Configuration,
        _ registry: ModelRegistry,
        _ pool: ComputePool
    ) -> [any Endpoint] {
        []
    }
}
