public import HTTPWire
public import ModelFormats
internal import HTTPServer
internal import StrictJSON

/// What is wrong with a request, for a person and for a program (RFC 9457).
public struct Problem: Error, Sendable, CustomStringConvertible {
    /// Which kind of problem.
    public let kind: Kind
    /// What happened in this case.
    public let detail: String
    /// Single mistakes and where they stand; of very many the first ones, and a last one that says so.
    public let errors: [InputProblem]
    /// The byte of the body at which its syntax breaks.
    public let offset: Int?
    /// Fields of the answer that belong to the problem: Allow, Retry-After and the like.
    let fields: [Response.Field]

    init(
        _ kind: Kind,
        _ detail: String,
        errors: [InputProblem] = [],
        offset: Int? = nil,
        fields: [Response.Field] = []
    ) {
        self.kind = kind
        self.detail = detail
        let limit = InputProblems.listingLimit
        let rest = InputProblem(JSONPointer(), "there are more problems than the \(limit) listed")
        self.errors = errors.count <= limit + 1 ? errors : errors.prefix(limit) + [rest]
        self.offset = offset
        self.fields = fields
    }

    /// The status of an answer with this problem.
    public var status: Status { kind.status }

    /// What all problems of the kind have in common.
    public var title: String { kind.title }

    /// The problem as lines for a terminal: what it is, then one line for each of several mistakes.
    public var description: String {
        // The first mistake stands in the detail already, and is all there is to say if it is the only one.
        guard errors.count > 1 else { return "\(title): \(detail)" }
        return errors.reduce("\(title):") { "\($0)\n  \($1.pointer): \($1.detail)" }
    }

    /// The answer with this problem.
    ///
    /// - Parameters:
    ///   - context: The request, whose id `instance` gives, and its trace, if it is part of one, `trace_id`.
    ///   - style: How the path tells problems.
    /// - Returns: The answer, with the fields that belong to the problem.
    func response(to context: RequestContext, style: ProblemStyle = .standard) -> Response {
        let status = style.mergesContentFaults && status == 422 ? 400 : status
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", kind.type)
        writer.member("title", title)
        writer.member("status", status.rawValue)
        writer.member("detail", detail)
        if style.hasErrorMember { writer.member("error", detail) }
        writer.member("instance", context.requestID)
        if let trace = context.trace { writer.member("trace_id", trace.traceID) }
        if let offset { writer.member("offset", offset) }
        if !errors.isEmpty {
            writer.key("errors")
            writer.beginArray()
            for error in errors {
                writer.beginObject()
                writer.member("pointer", error.pointer.description)
                writer.member("detail", error.detail)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
        return Response(
            status,
            contentType: style.contentType,
            fields: [.init("Cache-Control", "no-store")] + fields,
            content: writer.bytes
        )
    }
}
