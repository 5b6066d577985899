internal import HTTPServer
internal import ModelServing

extension InferenceService {
    /// The endpoints of kept models.
    static func modelEndpoints(
        _ configuration: Configuration,
        _ registry: ModelRegistry,
        _ pool: ComputePool
    ) -> [any Endpoint] {
        []
    }
}
