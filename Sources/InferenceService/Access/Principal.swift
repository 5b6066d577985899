public import HTTPServer

/// A client that is known by a credential, and what it may do.
public struct Principal: Sendable, Hashable {
    /// What it is called in the log.
    public let name: String
    /// What it was granted.
    public let scopes: Set<Scope>

    /// Makes a client.
    public init(name: String, scopes: Set<Scope>) {
        self.name = name
        self.scopes = scopes
    }

    /// Whether it may ask for routes of a scope; `manage` includes the others.
    func may(_ scope: Scope) -> Bool { scope == .open || scopes.contains(scope) || scopes.contains(.manage) }
}

extension Scope {
    /// The scopes that can be granted.
    public static let granted: [Scope] = [.infer, .metrics, .manage]

    /// Reads scopes with commas between.
    ///
    /// - Returns: The scopes; nil if there are none, or words that are none.
    public static func list(_ text: some StringProtocol) -> Set<Scope>? {
        var scopes: Set<Scope> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let scope = Scope(rawValue: String(word)), granted.contains(scope) else { return nil }
            scopes.insert(scope)
        }
        return scopes.isEmpty ? nil : scopes
    }
}
