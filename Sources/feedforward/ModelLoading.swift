internal import InferenceService
internal import Logging
internal import ModelServing

/// Loads the models of the folder, at the start and again, and says in the log what came of it.
struct ModelLoading: Sendable {
    private let service: InferenceService
    private let logger: Logger

    init(_ service: InferenceService, logger: Logger) {
        self.service = service
        self.logger = logger
    }

    /// Loads everything that can be loaded.
    ///
    /// - Parameter completion: Called once, on any queue: whether the folder could be read.
    func load(_ completion: @escaping @Sendable (Bool) -> Void) {
        guard service.registry.isDurable else { return completion(true) }
        logger.info("loading models")
        service.loadModels { result in
            report(result)
            if case .success = result { completion(true) } else { completion(false) }
        }
    }

    /// Reads the folder again.
    func reload() {
        guard service.registry.isDurable else { return logger.info("there is no folder of models to read again") }
        logger.info("reading the folder of models again")
        service.loadModels { report($0) }
    }

    private func report(_ result: Result<ModelReload, ModelStorageError>) {
        switch result {
        case .failure(let error):
            logger.error("the folder of models cannot be read", metadata: ["reason": "\(error.reason)"])
        case .success(let reload):
            for model in reload.damaged {
                logger.error("a model is damaged", metadata: ["model": "\(model.name)", "reason": "\(model.reason)"])
            }
            logger.info(
                "models are loaded",
                metadata: [
                    "added": "\(reload.added.count)", "replaced": "\(reload.replaced.count)",
                    "removed": "\(reload.removed.count)", "damaged": "\(reload.damaged.count)",
                    "models": "\(service.registry.entries.count)",
                ]
            )
        }
    }
}
