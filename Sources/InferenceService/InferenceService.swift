public import HTTPServer
internal import HTTPWire
public import Logging
public import ModelServing

/// The service over HTTP: its endpoints, and what they share.
public final class InferenceService: Sendable {
    /// What the service allows.
    public struct Configuration: Sendable {
        /// How much one request may ask for.
        public var limits = EvaluationLimits()
        /// The most bytes of a body, beyond which the answer is 413; 64 MiB unless set.
        public var bodyLimit = 64 << 20
        /// The most bytes of a body of parameters; 1 GiB unless set.
        public var parameterBodyLimit = 1 << 30
        /// How many long computations run at once; nil for one per processor that the process may use.
        public var workers: Int?
        /// How many long computations may wait for their turn; one more is answered 503.
        public var queueLimit = 1024
        /// How many bytes those may hold together, bodies and rows; 256 MiB unless set.
        public var queueBytes = 256 << 20
        /// How long the light ones of those should take together, by their price; five seconds unless set.
        public var queueTime = Duration.seconds(5)
        /// How long the heavy ones should take together, of more than a tenth of a second each; two minutes unless set.
        public var heavyQueueTime = Duration.seconds(120)
        /// How much may be kept.
        public var models = ModelLimits()
        /// Who may ask for what.
        public var access = AccessRules()
        /// Whether `GET /metrics` answers.
        public var hasMetrics = true
        /// Whether it gives the figures of models under the names of NVIDIA's Triton as well.
        public var hasTritonMetrics = false

        /// Makes a configuration with every default.
        public init() {}
    }

    private let router: Router
    private let readiness: Readiness
    /// Who may ask for what; its register can be replaced while the service runs.
    public let access: AccessControl
    /// What counts requests and connections, for the server; nil without metrics.
    public let metrics: ServerMetrics?
    /// The models that are kept.
    public let registry: ModelRegistry

    /// Makes a service.
    ///
    /// - Parameters:
    ///   - configuration: What it allows.
    ///   - storage: Where models outlive the process; nil to keep them in memory only.
    ///   - logSelection: What clients choose of the log; the logger's handler asks it.
    ///   - logger: Where it says what a client is not told.
    public init(
        _ configuration: Configuration,
        storage: (any ModelStorage)? = nil,
        logSelection: LogSelection = LogSelection(),
        logger: Logger
    ) {
        let readiness = Readiness(isLoading: storage != nil)
        let pool = ComputePool(
            workers: configuration.workers,
            limits: ComputePool.Limits(
                count: configuration.queueLimit,
                bytes: configuration.queueBytes,
                price: Price(configuration.queueTime),
                heavyPrice: Price(configuration.heavyQueueTime)
            )
        )
        registry = ModelRegistry(limits: configuration.models, storage: storage, pool: pool)
        let tracer = Tracer(logger)
        var endpoints =
            Self.endpoints(configuration, readiness, pool)
            + Self.modelEndpoints(configuration, registry, pool, tracer)
            + Self.openInferenceEndpoints(configuration, registry, pool, logSelection, tracer)
        if configuration.hasMetrics {
            let metrics = ServerMetrics(routes: endpoints.map(\.route) + [Route(.get, "/metrics", scope: .metrics)])
            endpoints.append(
                MetricsEndpoint(
                    server: metrics,
                    registry: registry,
                    pool: pool,
                    readiness: readiness,
                    hasTritonNames: configuration.hasTritonMetrics
                )
            )
            self.metrics = metrics
        } else {
            metrics = nil
        }
        let templates = endpoints.map(\.route.template).filter { !$0.contains("{") }
        self.readiness = readiness
        access = AccessControl(configuration.access)
        do {
            router = try Router(
                endpoints,
                refusal: { failure, request, context in
                    Problem(failure, templates: templates).response(to: context, style: .ofRequest(request))
                },
                failure: { failure, context, style in
                    if failure == .noAnswer {
                        logger.error("a request was left without an answer", metadata: context.metadata)
                    }
                    return Problem(failure).response(to: context, style: ProblemStyle(style, of: failure))
                },
                style: { ProblemStyle.ofRequest($0).failureStyle },
                access: access
            )
        } catch {
            preconditionFailure("routes that one request could match: \(error.routes)")
        }
    }

    /// What the server asks.
    public var handler: any RequestHandler { router }

    /// The routes, in the order in which the contract lists them.
    public var routes: [Route] { router.routes }

    /// Makes the models what storage says they are, at first and again; see `ModelRegistry.reload`.
    ///
    /// Until that has succeeded once, readiness answers 503. What is damaged does not stand in its way.
    ///
    /// - Parameter completion: Called once, on any queue: what has changed, or why nothing could be read.
    public func loadModels(completion: @escaping @Sendable (Result<ModelReload, ModelStorageError>) -> Void) {
        registry.reload { [readiness, registry] result in
            if registry.isLoaded { readiness.endLoading() }
            completion(result)
        }
    }

    /// Lets readiness answer 503 from now on, so that a load balancer looks for another replica.
    public func beginStopping() { readiness.beginStopping() }

    private static func endpoints(
        _ configuration: Configuration,
        _ readiness: Readiness,
        _ pool: ComputePool
    ) -> [any Endpoint] {
        let limits = configuration.limits
        return [
            RootEndpoint(),
            LivenessEndpoint("/healthz"),
            LivenessEndpoint("/livez"),
            LivenessEndpoint("/v2/health/live"),
            ReadinessEndpoint("/readyz", readiness),
            ReadinessEndpoint("/v2/health/ready", readiness),
            OperationEndpoint(
                route: Route(.post, EvaluateOperation.template, contentLimit: configuration.bodyLimit, scope: .infer),
                operation: EvaluateOperation(limits: limits),
                pool: pool
            ),
            OperationEndpoint(
                route: Route(.post, ValidateOperation.template, contentLimit: configuration.bodyLimit, scope: .infer),
                operation: ValidateOperation(limits: limits),
                pool: pool
            ),
            DocumentEndpoint.schema(),
            DocumentEndpoint.activations(),
            ActivationCurveEndpoint(),
            DocumentEndpoint.initializers(),
            InitializerDetailsEndpoint(),
            DocumentEndpoint.contractYAML(),
            DocumentEndpoint.contractJSON(),
        ]
    }
}
