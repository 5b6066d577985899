/// The value of If-Match or If-None-Match: entity tags, or `*` for whatever there is (RFC 9110 section 13.1).
struct EntityTagList: Sendable, Hashable {
    /// One tag of the list.
    private struct Element: Sendable, Hashable {
        let isWeak: Bool
        /// The tag with its quotation marks.
        let text: String
    }

    /// The tags; nil for `*`.
    private let elements: [Element]?

    /// Reads a value; nil if it is no list of entity tags.
    ///
    /// - Parameter field: The value, several lines joined by commas.
    init?(_ field: String) {
        var rest = Array(field.utf8)[...]
        var elements: [Element] = []
        var isAny = false
        // Empty elements are read and ignored (RFC 9110 section 5.6.1.2).
        while let first = Self.skipSeparators(&rest) {
            if first == UInt8(ascii: "*") {
                isAny = true
                rest.removeFirst()
            } else {
                guard let element = Self.element(&rest) else { return nil }
                elements.append(element)
            }
            // Between two elements stands a comma.
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
            guard rest.first ?? UInt8(ascii: ",") == UInt8(ascii: ",") else { return nil }
        }
        guard isAny != !elements.isEmpty else { return nil }
        self.elements = isAny ? nil : elements
    }

    /// Whether the list names one of the tags that something has, or is `*`.
    ///
    /// - Parameters:
    ///   - tags: The tags of what is there, one for each of its forms.
    ///   - isWeak: Whether weak tags may match (RFC 9110 section 8.8.3.2).
    /// - Returns: Whether one of them is named.
    func names(_ tags: [EntityTag], isWeak: Bool) -> Bool {
        guard let elements else { return true }
        return elements.contains { element in
            (isWeak || !element.isWeak) && tags.contains { $0.text == element.text }
        }
    }

    /// Passes commas and white space.
    ///
    /// - Returns: The byte behind them; nil at the end.
    private static func skipSeparators(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ",") }
        return rest.first
    }

    /// Reads one tag: `"text"` or `W/"text"`.
    private static func element(_ rest: inout ArraySlice<UInt8>) -> Element? {
        let isWeak = rest.starts(with: Array("W/".utf8))
        if isWeak { rest = rest.dropFirst(2) }
        guard rest.first == UInt8(ascii: "\"") else { return nil }
        guard let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let tag = rest[rest.startIndex...end]
        guard tag.dropFirst().dropLast().allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        rest = rest[(end + 1)...]
        return Element(isWeak: isWeak, text: String(decoding: tag, as: UTF8.self))
    }
}
