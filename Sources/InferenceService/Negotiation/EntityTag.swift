internal import Digests

/// A strong entity tag (RFC 9110 section 8.8.3).
struct EntityTag: Sendable, Hashable {
    /// The tag with its quotation marks.
    let text: String

    /// Makes the tag of content: a digest of its bytes.
    init(of content: [UInt8]) {
        var digest = SHA256()
        digest.update(content)
        text = "\"\(digest.hexDigest().prefix(16))\""
    }

    /// Whether the value of If-None-Match names the tag, by weak comparison, or is `*` (RFC 9110 section 13.1.2).
    func matches(_ field: String?) -> Bool {
        guard let field else { return false }
        return field.split(separator: ",").contains { element in
            let tag = element.filter { $0 != " " && $0 != "\t" }
            return tag == "*" || tag == text || tag == "W/\(text)"
        }
    }
}
