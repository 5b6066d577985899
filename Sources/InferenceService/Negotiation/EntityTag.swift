internal import Digests
internal import ModelServing

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

    /// Makes the tag of a kept model: its version, and the first 16 digits of its fingerprint.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - form: What tells one form of a resource from its others; empty for the preferred one.
    init(of model: KeptModel, form: String = "") {
        let digits = model.fingerprint.drop { $0 != ":" }.dropFirst().prefix(16)
        text = "\"\(model.version)-\(digits)\(form.isEmpty ? "" : "-\(form)")\""
    }

    /// Whether the value of If-None-Match names the tag, by weak comparison, or is `*` (RFC 9110 section 13.1.2).
    ///
    /// A value that is no list of tags names none: the client then gets content that it may have already.
    func matches(_ field: String?) -> Bool {
        guard let field, let list = EntityTagList(field) else { return false }
        return list.names([self], isWeak: true)
    }
}
