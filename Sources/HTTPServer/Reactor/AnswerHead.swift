internal import HTTPWire

/// The status of an answer and the fields that its handler gave it.
struct AnswerHead: Sendable {
    let status: Status
    let contentType: String?
    let fields: [Response.Field]
    /// What was decided about the coding.
    var coded = CodedContent()
}
