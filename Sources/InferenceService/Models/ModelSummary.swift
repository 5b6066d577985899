internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// `GET /v1/models/{name}`: what is kept under a name, and whether it answers.
struct ModelSummary: ModelOperation {
    static let mediaType = "application/json"

    /// Whether what is kept outlives the process.
    let isDurable: Bool

    /// What becomes of a request.
    enum Work: Sendable {
        /// The client has the present summary.
        case unchanged(EntityTag)
        /// The summary is to be written.
        case summary(ModelEntry)
    }

    func read(_ request: borrowing Request, of entry: ModelEntry) throws(Problem) -> Work {
        _ = try request.preferredType(of: [Self.mediaType])
        guard let tag = Self.tag(of: entry), tag.matches(request.field("if-none-match")) else {
            return .summary(entry)
        }
        return .unchanged(tag)
    }

    func price(of work: Work) -> Price {
        switch work {
        case .unchanged: .free
        case .summary(let entry): .describing(entry.kept.plan)
        }
    }

    func answer(to work: Work) -> Response {
        switch work {
        case .unchanged(let tag): Response(304, fields: Self.fields(tag))
        case .summary(let entry):
            Response(200, contentType: Self.mediaType, fields: Self.fields(Self.tag(of: entry)), content: json(entry))
        }
    }

    /// The tag of the summary; none for a model that is not loaded.
    ///
    /// Loading changes the summary but not the version that the tag is made of.
    private static func tag(of entry: ModelEntry) -> EntityTag? {
        entry.model == nil ? nil : EntityTag(of: entry.kept)
    }

    private static func fields(_ tag: EntityTag?) -> [Response.Field] {
        (tag.map { [.init("ETag", $0.text)] } ?? []) + [.init("Cache-Control", "no-cache")]
    }

    /// The summary as JSON.
    func json(_ entry: ModelEntry) -> [UInt8] {
        let kept = entry.kept
        let isReady = entry.model != nil
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("name", kept.name.text)
        writer.member("ready", isReady)
        writer.member("version", "\(kept.version)")
        writer.member("fingerprint", kept.fingerprint)
        writer.member("parameters", kept.hasStoredParameters ? "stored" : "drawn")
        writer.member("durable", isDurable)
        writer.key("definition")
        DefinitionJSON.write(kept.plan.definition, to: &writer)
        writer.key("network")
        writer.value(network: kept.plan, fingerprint: kept.fingerprint)
        writer.key("model_version_status")
        writer.beginArray()
        writer.beginObject()
        writer.member("version", "\(kept.version)")
        writer.member("state", isReady ? "AVAILABLE" : "END")
        writer.key("status")
        writer.beginObject()
        writer.member("error_code", "OK")
        writer.member("error_message", "")
        writer.endObject()
        writer.endObject()
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}
