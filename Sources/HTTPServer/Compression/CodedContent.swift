internal import HTTPWire

/// What was decided about the coding of an answer's content.
struct CodedContent: Sendable {
    /// The coding that the content has.
    var coding = ContentCoding.identity
    /// Whether another value of Accept-Encoding could have led to another coding, so that Vary has to name it.
    var varies = false

    /// What Vary names.
    private static let varying: StaticString = "Accept-Encoding"

    /// Writes the fields of an answer as the coding makes them, and those that it brings.
    ///
    /// - Parameters:
    ///   - fields: The answer's own fields.
    ///   - condition: The value of If-None-Match if the answer is 304.
    ///   - accepted: What the client takes.
    ///   - encoder: Where they are written.
    func write(
        _ fields: [Response.Field],
        condition: String?,
        _ accepted: AcceptedCodings,
        to encoder: inout ResponseEncoder
    ) {
        var hasVary = false
        for field in fields {
            if varies, field.isNamed("Vary") {
                hasVary = true
                encoder.field(field.name, field.value, joined: Self.varying)
            } else if field.isNamed("ETag") {
                encoder.field(
                    field.name,
                    condition.map { EntityTags.confirmed(field.value, by: $0, accepted) }
                        ?? EntityTags.tag(field.value, of: coding)
                )
            } else {
                encoder.field(field.name, field.value)
            }
        }
        if varies, !hasVary { encoder.field("Vary", Self.varying) }
        switch coding {
        case .gzip: encoder.field("Content-Encoding", "gzip" as StaticString)
        case .deflate: encoder.field("Content-Encoding", "deflate" as StaticString)
        case .identity: break
        }
    }
}

extension Response.Field {
    /// Whether the field has a name, which is compared as it is written.
    func isNamed(_ other: StaticString) -> Bool { name.isSame(as: other) }
}

extension StaticString {
    /// Whether two names are the same, byte for byte.
    func isSame(as other: StaticString) -> Bool {
        guard utf8CodeUnitCount == other.utf8CodeUnitCount else { return false }
        return withUTF8Buffer { name in other.withUTF8Buffer { name.elementsEqual($0) } }
    }
}
