internal import StrictJSON

/// Checks a document and lends it; the error if it is refused.
func reading<Result>(
    _ bytes: [UInt8],
    depthLimit: Int = JSONDocument.defaultDepthLimit,
    _ body: (borrowing JSONDocument) -> Result
) throws(JSONSyntaxError) -> Result {
    let document = try JSONDocument(bytes.span, depthLimit: depthLimit)
    return body(document)
}

/// Checks a document and lends it; the error if it is refused.
func reading<Result>(
    _ text: String,
    _ body: (borrowing JSONDocument) -> Result
) throws(JSONSyntaxError) -> Result {
    try reading(Array(text.utf8), body)
}

/// The error that a document is refused with; nil if it is accepted.
func refusal(_ bytes: [UInt8], depthLimit: Int = JSONDocument.defaultDepthLimit) -> JSONSyntaxError? {
    do throws(JSONSyntaxError) {
        try reading(bytes, depthLimit: depthLimit) { _ in }
        return nil
    } catch {
        return error
    }
}

/// The number that a text spells, as a document reads it.
func number(_ text: String) throws -> JSONNumber? {
    try reading(text) { $0.number(at: $0.root) }
}
