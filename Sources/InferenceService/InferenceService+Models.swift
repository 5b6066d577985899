internal import HTTPServer
internal import HTTPWire
internal import ModelServing

extension InferenceService {
    /// The endpoints of kept models.
    static func modelEndpoints(
        _ configuration: Configuration,
        _ registry: ModelRegistry,
        _ pool: ComputePool,
        _ tracer: Tracer
    ) -> [any Endpoint] {
        let models = ModelLookup(registry: registry)
        let changer = ModelChanger(registry: registry, pool: pool)
        let summary = ModelSummary(isDurable: registry.isDurable)
        let (limits, bodyLimit) = (configuration.limits, configuration.bodyLimit)
        let ofName = "/v1/models/{name}"
        let ofVersion = "/v1/models/{name}/versions/{version}"
        return [
            ModelListEndpoint(registry: registry),
            PutModelEndpoint(changer: changer, limits: limits, contentLimit: bodyLimit),
            ModelEndpoint(route: Route(.get, ofName, scope: .infer), operation: summary, models: models, pool: pool),
            DeleteModelEndpoint(changer: changer),
            ModelEndpoint(route: Route(.get, ofVersion, scope: .infer), operation: summary, models: models, pool: pool),
            ModelEndpoint(
                route: Route(.get, "\(ofName)/parameters", scope: .infer),
                operation: GetParameters(limits: limits),
                models: models,
                pool: pool
            ),
            PutParametersEndpoint(
                models: models,
                changer: changer,
                contentLimit: configuration.parameterBodyLimit
            ),
            ModelEndpoint(
                route: Route(.get, "\(ofName)/statistics", scope: .infer),
                operation: ParameterStatistics(limits: limits),
                models: models,
                pool: pool
            ),
            EvaluateModelEndpoint(
                document: ModelEndpoint(
                    route: Route(.post, "\(ofName)/evaluate", contentLimit: bodyLimit, scope: .infer),
                    operation: EvaluateModel(limits: limits),
                    models: models,
                    pool: pool
                )
            ),
        ]
            + [ofName, ofVersion].map { path in
                ModelEndpoint(
                    route: Route(.get, "\(path)/metadata", scope: .infer),
                    operation: ModelMetadata(),
                    models: models,
                    pool: pool
                )
            }
            + [ofName, ofVersion].map { path in
                PredictionEndpoint(
                    route: Route(.post, "\(path):predict", contentLimit: bodyLimit, scope: .infer),
                    dialect: PredictDialect(),
                    models: models,
                    pool: pool,
                    limits: limits,
                    tracer: tracer
                )
            }
    }
}
