internal import HTTPServer
internal import ModelServing

extension RowStream {
    /// What the lines are called, the name that is answered first.
    private static let mediaTypes = ["application/x-ndjson", "application/ndjson", "application/jsonl"]

    /// Whether content is rows as lines, by the value of its Content-Type.
    static func isMeant(by contentType: String?) -> Bool {
        guard let contentType else { return false }
        return mediaTypes.contains(ContentEssence(of: contentType).text)
    }

    /// What becomes of a request whose content is rows as lines.
    ///
    /// - Parameters:
    ///   - request: The request; its first parameter is the name of a model.
    ///   - context: What else is known of the request.
    ///   - models: Where the model is.
    ///   - pool: What does the work.
    /// - Returns: A stream, or a refusal.
    static func admission(
        of request: borrowing Request,
        context: RequestContext,
        models: ModelLookup,
        pool: ComputePool
    ) -> Admission {
        let style = ProblemStyle.models(accept: request.field("accept"))
        guard AcceptedTypes(request.field("accept")).best(of: mediaTypes) != nil else {
            return .refuse(Problem.notAcceptable(offers: mediaTypes).response(to: context, style: style))
        }
        do {
            return .stream(RowStream(try models.model(request.parameters[0]), pool: pool, style: style))
        } catch {
            return .refuse(error.response(to: context, style: style))
        }
    }
}
