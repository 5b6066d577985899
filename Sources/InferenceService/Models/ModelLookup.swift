internal import HTTPServer
internal import ModelServing

/// Finds models for paths that name them.
struct ModelLookup: Sendable {
    let registry: ModelRegistry

    /// What is kept under a name of a path.
    ///
    /// - Parameters:
    ///   - name: The name, percent-decoded.
    ///   - version: The version that the path names; nil for the present one.
    /// - Returns: The entry, loaded or not.
    /// - Throws: That there is none of that name and version.
    func entry(_ name: String, version: String? = nil) throws(Problem) -> ModelEntry {
        guard let valid = ModelName(name), let entry = registry.entry(named: valid) else {
            throw .unknownModel(name)
        }
        if let version, version != "\(entry.kept.version)" {
            throw Problem(
                .modelNotFound,
                "Request for unknown model: \(quoted(name)) has no version \(quoted(version)), "
                    + "only \(entry.kept.version)."
            )
        }
        return entry
    }

    /// The model that answers predictions for a name of a path.
    ///
    /// - Parameters:
    ///   - name: The name, percent-decoded.
    ///   - version: The version that the path names; nil for the present one.
    /// - Returns: The model.
    /// - Throws: That there is none, or that it is not loaded.
    func model(_ name: String, version: String? = nil) throws(Problem) -> Model {
        let entry = try entry(name, version: version)
        guard let model = entry.model else { throw .unloadedModel(name) }
        return model
    }
}

extension Problem {
    /// The problem of a prediction by a model that is not loaded: for the protocols there is none then.
    static func unloadedModel(_ name: String) -> Problem {
        Problem(.modelNotFound, "Request for unknown model: \(quoted(name)) is not loaded.")
    }

    /// The problem of a look into a model that is kept but not loaded.
    static func modelNotLoaded(_ name: ModelName) -> Problem {
        Problem(
            .modelUnavailable,
            "The model \(quoted(name.text)) is not loaded; load it, or put it again.",
            fields: [.init("Retry-After", "1")]
        )
    }

    /// The problem of a name that no model has, in the words that clients look for.
    static func unknownModel(_ name: String) -> Problem {
        Problem(.modelNotFound, "Request for unknown model: \(quoted(name)) is not found.")
    }
}
