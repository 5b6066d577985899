/// Makes an entity tag distinct for each coding, and the same again.
///
/// A strong tag stands for bytes (RFC 9110 section 8.8.3.3), so compressed content needs one of its own: that of
/// `"abc"` is `"abc-gzip"`. What answers requests does not know that: it sees only its own tags in conditions.
enum EntityTags {
    /// The tag of content in a coding; a weak tag stands for all of them.
    static func tag(_ tag: String, of coding: ContentCoding) -> String {
        guard coding != .identity, tag.hasPrefix("\""), tag.hasSuffix("\""), tag.utf8.count >= 2 else { return tag }
        return "\(tag.dropLast())-\(coding.rawValue)\""
    }

    /// The value of If-Match or If-None-Match with the tags of codings turned into those of the content.
    ///
    /// - Parameters:
    ///   - field: The value.
    ///   - isIncluded: Whether the tags of a coding are turned; others stay, and so match nothing.
    /// - Returns: The value, its elements separated by commas.
    static func plain(_ field: String, where isIncluded: (ContentCoding) -> Bool) -> String {
        elements(of: field).map { element in
            for coding in ContentCoding.compressing where isIncluded(coding) {
                if let plain = plain(element, of: coding) { return plain }
            }
            return String(element)
        }.joined(separator: ", ")
    }

    /// The tag that a 304 confirms: the one that the condition named, of a coding that the client takes.
    ///
    /// - Parameters:
    ///   - tag: The tag of the content.
    ///   - field: The value of If-None-Match.
    ///   - accepted: What the client takes.
    /// - Returns: The tag itself where the condition named it, or none.
    static func confirmed(_ tag: String, by field: String, _ accepted: AcceptedCodings) -> String {
        let named = elements(of: field)
        if named.contains(where: { $0 == tag }) { return tag }
        for coding in ContentCoding.compressing where accepted.accepts(coding) {
            let own = Self.tag(tag, of: coding)
            if named.contains(where: { $0 == own || $0 == "W/\(own)" }) { return own }
        }
        return tag
    }

    private static func plain(_ tag: Substring, of coding: ContentCoding) -> String? {
        let suffix = "-\(coding.rawValue)\""
        guard tag.hasSuffix(suffix) else { return nil }
        return tag.dropLast(suffix.utf8.count) + "\""
    }

    /// The elements of a list of tags; a comma may stand in a tag, but in none of ours.
    private static func elements(of field: String) -> [Substring] {
        field.split(separator: ",").map { element in
            var element = element.drop { $0 == " " || $0 == "\t" }
            while let last = element.last, last == " " || last == "\t" { element.removeLast() }
            return element
        }
    }
}

extension ContentCoding {
    /// The codings that make content smaller.
    static let compressing: [ContentCoding] = [.gzip, .deflate]
}
