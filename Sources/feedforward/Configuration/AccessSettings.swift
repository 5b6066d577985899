/// Who may ask for what, as an operator sets it.
struct AccessSettings: Sendable {
    /// Who may read metrics.
    enum Metrics: String, Sendable, CaseIterable {
        /// Everybody.
        case open
        /// Whoever has the scope.
        case token
    }

    /// What a verified client certificate is granted by itself.
    enum CertificateScope: String, Sendable, CaseIterable {
        case none, infer, manage
    }

    /// The file of tokens; empty for none.
    var tokens = ""
    /// The file of client certificates; empty for none.
    var certificates = ""
    /// What every verified client certificate is granted.
    var certificateScope = CertificateScope.none
    /// Who may read metrics.
    var metrics = Metrics.open
    /// The origins whose pages may read answers, or `*`, with commas between.
    var corsOrigins = ""
    /// The hosts that requests may be for, with commas between.
    var allowedHosts = ""

    /// Whether clients have to say who they are.
    var isInForce: Bool { !tokens.isEmpty || !certificates.isEmpty || certificateScope != .none }

    /// The words of a list with commas between.
    static func words(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }.map { word in
            String(word.prefix { $0 != " " })
        }
    }

    /// Whether each word is an origin as browsers write it, `*` or `null`.
    static func areOrigins(_ text: String) -> Bool {
        words(text).allSatisfy { word in
            if word == "*" || word == "null" { return true }
            guard let scheme = ["http://", "https://"].first(where: word.hasPrefix) else { return false }
            return isHost(String(word.dropFirst(scheme.count)), mayHavePort: true)
        }
    }

    /// Whether each word is a host without a port.
    static func areHosts(_ text: String) -> Bool { words(text).allSatisfy { isHost($0, mayHavePort: false) } }

    private static func isHost(_ text: String, mayHavePort: Bool) -> Bool {
        let isLiteral = text.hasPrefix("[")
        let nameEnd = isLiteral ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
        guard !isLiteral || nameEnd != nil else { return false }
        let (name, rest) = (text[..<(nameEnd ?? text.endIndex)], text[(nameEnd ?? text.endIndex)...])
        let allowed = isLiteral ? "[]:0123456789abcdef" : "-._0123456789abcdefghijklmnopqrstuvwxyz"
        guard !name.isEmpty, name.allSatisfy(allowed.contains) else { return false }
        guard !rest.isEmpty else { return true }
        return mayHavePort && rest.hasPrefix(":") && UInt16(rest.dropFirst()) != nil
    }
}
