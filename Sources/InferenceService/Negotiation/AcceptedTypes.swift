/// The media types that a client accepts (RFC 9110 section 12.5.1).
struct AcceptedTypes: Sendable {
    /// One media range with its weight.
    private struct Range {
        let type: Substring
        let subtype: Substring
        let weight: Double

        /// How specific the range is if it covers the type: 3 for the type itself, 2 for `type/*`, 1 for `*/*`.
        func specificity(for offer: (type: Substring, subtype: Substring)) -> Int? {
            if type == "*", subtype == "*" { return 1 }
            guard type == offer.type else { return nil }
            if subtype == "*" { return 2 }
            return subtype == offer.subtype ? 3 : nil
        }
    }

    private let ranges: [Range]

    /// Reads the value of Accept; parts that are no media ranges are skipped.
    ///
    /// - Parameter field: The value, several lines joined by commas; nil without the field, which accepts everything.
    init(_ field: String?) {
        ranges = (field ?? "").lowercased().split(separator: ",").compactMap { element in
            let parts = element.split(separator: ";").map { Self.trimmed($0) }
            guard let first = parts.first, let name = Self.halves(of: first, at: "/") else { return nil }
            var weight = 1.0
            for part in parts.dropFirst() {
                guard let (key, value) = Self.halves(of: part, at: "="), Self.trimmed(key) == "q" else { continue }
                guard let number = Double(Self.trimmed(value)), (0...1).contains(number) else { return nil }
                weight = number
            }
            return Range(type: Self.trimmed(name.0), subtype: Self.trimmed(name.1), weight: weight)
        }
    }

    /// Whether a value of Accept names a type itself, not only by a wildcard.
    static func names(_ type: String, in field: String?) -> Bool {
        guard let field, let name = halves(of: type[...], at: "/") else { return false }
        return AcceptedTypes(field).ranges.contains { $0.specificity(for: name) == 3 && $0.weight > 0 }
    }

    /// The best of what is offered.
    ///
    /// - Parameter offers: Media types in lower case, the server's preference first.
    /// - Returns: The index of the offer with the largest weight, the first one of equals; nil if none is accepted.
    func best(of offers: [String]) -> Int? {
        guard !ranges.isEmpty else { return offers.isEmpty ? nil : 0 }
        var best: (index: Int, weight: Double)?
        for (index, offer) in offers.enumerated() {
            let weight = weight(of: offer)
            if weight > best?.weight ?? 0 { best = (index, weight) }
        }
        return best?.index
    }

    /// The weight of the most specific range that covers a type; 0 without one.
    private func weight(of offer: String) -> Double {
        guard let name = Self.halves(of: offer[...], at: "/") else { return 0 }
        var found: (specificity: Int, weight: Double) = (0, 0)
        for range in ranges {
            guard let specificity = range.specificity(for: name), specificity >= found.specificity else { continue }
            // Of equal ranges that a client repeats, the larger weight counts.
            let weight = specificity == found.specificity ? max(found.weight, range.weight) : range.weight
            found = (specificity, weight)
        }
        return found.weight
    }

    private static func halves(of text: Substring, at separator: Character) -> (Substring, Substring)? {
        guard let index = text.firstIndex(of: separator) else { return nil }
        return (text[..<index], text[text.index(after: index)...])
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
