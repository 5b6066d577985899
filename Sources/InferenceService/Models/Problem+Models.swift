internal import HTTPServer
internal import ModelFormats
internal import ModelServing

extension Problem {
    /// The problem of a change that did not happen.
    ///
    /// - Parameters:
    ///   - failure: Why not.
    ///   - name: The name of the model.
    init(_ failure: ModelChangeFailure, name: String) {
        switch failure {
        case .unknownModel: self = .unknownModel(name)
        case .unwanted(let entry):
            let found = entry.map { "its version is \($0.kept.version)" } ?? "there is none"
            self.init(
                .preconditionFailed,
                "The model \(quoted(name)) is not what If-Match or If-None-Match asks for: \(found)."
            )
        case .definitionChanged:
            self.init(
                .preconditionFailed,
                "The definition of \(quoted(name)) was replaced while its parameters were read; send them again."
            )
        // What has no byte was refused before a change was asked for.
        case .unreadable(let error): self.init(error, isEmpty: false)
        case .limit(let excess): self.init(.registryFull, excess.sentence)
        case .damaged(let reason): self = .damaged(name, reason)
        case .queueFull(let seconds): self = .queueFull(retryAfter: seconds)
        case .storage(let error): self.init(error, name: name)
        }
    }

    /// The problem of parameters that are none of a network.
    init(_ error: ParametersError, isEmpty: Bool) {
        switch error {
        case .syntax(let error): self.init(error, isEmpty: isEmpty)
        case .problems(let problems): self.init(problems)
        }
    }

    private init(_ error: ModelStorageError, name: String) {
        switch error {
        case .damaged(let reason): self = .damaged(name, reason)
        case .full: self.init(.storageFull, "The model folder has no space left; nothing has changed.")
        case .readOnly: self.init(.readOnly, "The model folder is open for reading only; nothing has changed.")
        case .system:
            // What the system said goes to the log, not to a client.
            self.init(.internalError, "The model folder could not be written; nothing has changed.")
        }
    }

    /// The problem of a stored model that cannot be read, until someone mends or replaces it.
    private static func damaged(_ name: String, _ reason: String) -> Problem {
        Problem(
            .modelUnavailable,
            "The stored model \(quoted(name)) is damaged: \(reason).",
            fields: [.init("Retry-After", "60")]
        )
    }

    /// The problem of an evaluation that was not made.
    init(_ failure: EvaluationFailure) {
        switch failure {
        case .limitsExceeded(let excesses): self.init(excesses)
        case .cancelled: self.init(.deadlinePassed, "The evaluation was broken off, since nobody waits for it.")
        }
    }

    /// Whether work of an operation ended with this problem because nobody waited for it any more.
    var isOfWorkBrokenOff: Bool { kind == .deadlinePassed }

    /// The problem of a prediction that was not made.
    init(_ failure: PredictionFailure) {
        switch failure {
        case .queueFull(let seconds): self = .queueFull(retryAfter: seconds)
        case .deadlinePassed, .cancelled:
            self.init(.deadlinePassed, "The deadline of the request passed before its rows were computed.")
        }
    }
}

extension ModelLimitExceeded {
    /// Figure and limit in a sentence.
    fileprivate var sentence: String {
        let counted =
            switch figure {
            case .models: "models"
            case .parameters: "parameters of all models together"
            case .bytes: "bytes in memory of all models together"
            }
        return "There would be \(actual) \(counted), more than the limit of \(limit)."
    }
}
