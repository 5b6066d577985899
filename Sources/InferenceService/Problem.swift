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
    /// Single mistakes and where they stand; the first hundred of them.
    public let errors: [InputProblem]
    /// The byte of the body at which its syntax breaks.
    public let offset: Int?
    /// Fields of the answer that belong to the problem: Allow, Retry-After and the like.
    let fields: [Response.Field]

    /// The most mistakes that one answer lists.
    static let errorLimit = 100

    init(
        _ kind: Kind,
        _ detail: String,
        errors: [InputProblem] = [],
        offset: Int? = nil,
        fields: [Response.Field] = []
    ) {
        self.kind = kind
        let hidden = errors.count - Self.errorLimit
        self.detail = hidden > 0 ? "\(detail) The first \(Self.errorLimit) are listed." : detail
        self.errors = Array(errors.prefix(Self.errorLimit))
        self.offset = offset
        self.fields = fields
    }

    /// The status of an answer with this problem.
    public var status: Status { kind.status }

    /// What all problems of the kind have in common.
    public var title: String { kind.title }

    /// The problem as lines for a terminal: what it is, then one line for each mistake.
    public var description: String {
        var text = "\(title): \(detail)"
        for error in errors where errors.count > 1 || error.detail != detail {
            text += "\n  \(error.pointer): \(error.detail)"
        }
        return text
    }

    /// The answer with this problem.
    ///
    /// - Parameter requestID: What `instance` says.
    func response(requestID: String) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("type")
        writer.value(kind.type)
        writer.key("title")
        writer.value(title)
        writer.key("status")
        writer.value(status.rawValue)
        writer.key("detail")
        writer.value(detail)
        writer.key("instance")
        writer.value(requestID)
        if let offset {
            writer.key("offset")
            writer.value(offset)
        }
        if !errors.isEmpty {
            writer.key("errors")
            writer.beginArray()
            for error in errors {
                writer.beginObject()
                writer.key("pointer")
                writer.value(error.pointer.description)
                writer.key("detail")
                writer.value(error.detail)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
        return Response(
            status,
            contentType: "application/problem+json",
            fields: [.init("Cache-Control", "no-store")] + fields,
            content: writer.bytes
        )
    }
}
