internal import HTTPServer
internal import HTTPWire
internal import ModelServing

extension InferenceService {
    /// The endpoints of the Open Inference Protocol.
    static func openInferenceEndpoints(
        _ configuration: Configuration,
        _ registry: ModelRegistry,
        _ pool: ComputePool,
        _ logSelection: LogSelection,
        _ tracer: Tracer
    ) -> [any Endpoint] {
        let models = ModelLookup(registry: registry)
        let configurations = ModelConfiguration(limits: configuration.limits, workers: pool.workerCount)
        let limits = configuration.limits
        // Short enough to be read on the queue of the connection.
        let settingsLimit = min(configuration.bodyLimit, 64 << 10)
        let ofRepository: [any Endpoint] = [
            RepositoryIndexEndpoint(registry: registry, contentLimit: settingsLimit),
            LoadModelEndpoint(registry: registry, pool: pool, limits: limits, contentLimit: configuration.bodyLimit),
            UnloadModelEndpoint(registry: registry, contentLimit: settingsLimit),
        ]
        let ofServer: [any Endpoint] = [
            ServerMetadataEndpoint("/v2"),
            ServerMetadataEndpoint("/v2/"),
            ModelNamesEndpoint(registry: registry),
            AllStatisticsEndpoint(registry: registry),
        ]
        let ofModels = ["/v2/models/{name}", "/v2/models/{name}/versions/{version}"].flatMap { path -> [any Endpoint] in
            func get(_ suffix: String, _ operation: some ModelOperation) -> any Endpoint {
                let route = Route(.get, path + suffix, scope: .infer)
                return ModelEndpoint(
                    route: route,
                    operation: operation,
                    models: models,
                    pool: pool,
                    style: ProblemStyle.inference
                )
            }
            return [
                get("", TensorMetadata()),
                get("/ready", ModelReadiness()),
                get("/config", configurations),
                get("/stats", InferenceStatistics()),
                PredictionEndpoint(
                    route: Route(.post, "\(path)/infer", contentLimit: configuration.bodyLimit, scope: .infer),
                    dialect: InferDialect(),
                    models: models,
                    pool: pool,
                    limits: limits,
                    tracer: tracer
                ),
            ]
        }
        return ofServer + ofModels + ofRepository + LogSettingsEndpoint.all(logSelection, contentLimit: settingsLimit)
            + TraceSettingsEndpoint.all(models, tracer, contentLimit: settingsLimit)
            + SharedMemoryEndpoint.all(contentLimit: settingsLimit)
    }
}
