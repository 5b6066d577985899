internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork

/// `GET /v1/models/{name}/parameters`: all parameters, as a safetensors file or as JSON.
struct GetParameters: ModelOperation {
    static let isTimed = true

    let limits: EvaluationLimits

    /// The parameters of a model in one form.
    struct Work: Sendable {
        let model: Model
        let format: ParameterFormat
        /// Whether the client has them already.
        let isKnown: Bool

        var tag: EntityTag { EntityTag(of: model.kept, form: format == .json ? "json" : "") }
        var request: EvaluationRequest { EvaluationRequest(model.plan, parts: format == .json ? .values : .digests) }
    }

    /// The tags that the parameters of a model have, one for each form.
    static func tags(of entry: ModelEntry) -> [EntityTag] {
        [EntityTag(of: entry.kept), EntityTag(of: entry.kept, form: "json")]
    }

    func read(_ request: borrowing Request, of entry: ModelEntry) throws(Problem) -> Work {
        let type = try request.preferredType(of: [
            ParameterFormat.safetensors.mediaType, ParameterFormat.json.mediaType,
        ])
        guard let model = entry.model else { throw .modelNotLoaded(entry.kept.name) }
        let format = type == ParameterFormat.json.mediaType ? ParameterFormat.json : .safetensors
        let tag = Work(model: model, format: format, isKnown: false).tag
        let work = Work(model: model, format: format, isKnown: tag.matches(request.field("if-none-match")))
        guard format == .json, !work.isKnown else { return work }
        do {
            try work.request.checkOnceBuilt(limits)
        } catch {
            throw .tooLongAsJSON(error)
        }
        return work
    }

    /// Copying the elements costs about as much as digesting them.
    func price(of work: Work) -> Price { work.isKnown ? .free : work.request.priceOnceBuilt }

    func answer(to work: Work) throws(Problem) -> Response {
        var timing = ServerTiming()
        return try answer(to: work, &timing) { false }
    }

    func answer(to work: Work, _ timing: inout ServerTiming, isCancelled: () -> Bool) throws(Problem) -> Response {
        let fields: [Response.Field] = [
            .init("ETag", work.tag.text), .init("Cache-Control", "no-cache"), .init("Vary", "Accept"),
        ]
        guard !work.isKnown else { return Response(304, fields: fields) }
        let content =
            work.format == .json
            ? try json(work, &timing)
            : timing.serialise.add { Safetensors.bytes(of: work.model.network.parameters) }
        return Response(200, contentType: work.format.mediaType, fields: fields, content: content)
    }

    private func json(_ work: Work, _ timing: inout ServerTiming) throws(Problem) -> [UInt8] {
        let evaluation: Evaluation
        do {
            evaluation = try timing.compute.add { () throws(LimitsExceeded) in
                try Evaluation(of: work.request, on: work.model, limits: limits)
            }
        } catch {
            throw .tooLongAsJSON(error)
        }
        return timing.serialise.add {
            EvaluateAnswer.parametersJSON(evaluation, statistics: work.request.statistics)
        }
    }
}

extension ParameterFormat {
    /// The media type of the form.
    var mediaType: String {
        switch self {
        case .safetensors: "application/vnd.safetensors"
        case .json: "application/json"
        }
    }
}

extension Problem {
    /// The problem of more parameters than an answer of JSON may have.
    fileprivate static func tooLongAsJSON(_ excess: LimitsExceeded) -> Problem {
        let sentences = excess.all.map(\.sentence).joined(separator: "; ")
        return Problem(.overLimit, "\(sentences); \(ParameterFormat.safetensors.mediaType) has no such limit.")
    }
}
