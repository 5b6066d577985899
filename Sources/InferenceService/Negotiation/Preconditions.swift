internal import HTTPServer
internal import HTTPWire

/// What a client wants to be true before a change (RFC 9110 section 13).
struct Preconditions: Sendable, Hashable {
    private let match: EntityTagList?
    private let noneMatch: EntityTagList?

    /// Reads the preconditions of a request.
    ///
    /// - Throws: A value that is no list of entity tags: without it the change would be made where the client does not
    ///   want it.
    init(_ request: borrowing Request) throws(Problem) {
        match = try Self.list(request.field("if-match"), name: "If-Match")
        noneMatch = try Self.list(request.field("if-none-match"), name: "If-None-Match")
    }

    /// Whether they hold, in the order of RFC 9110 section 13.2.2.
    ///
    /// - Parameter tags: The tags of what is there, one for each of its forms; nil if nothing is.
    /// - Returns: Whether the client wants the change.
    func hold(for tags: [EntityTag]?) -> Bool {
        // If-Match compares strongly, If-None-Match weakly.
        if let match, tags.map({ match.names($0, isWeak: false) }) != true { return false }
        if let noneMatch, tags.map({ noneMatch.names($0, isWeak: true) }) == true { return false }
        return true
    }

    private static func list(_ field: String?, name: String) throws(Problem) -> EntityTagList? {
        guard let field else { return nil }
        if let list = EntityTagList(field) { return list }
        throw Problem(
            .malformedRequest,
            "\(name) is no list of entity tags: a tag stands in quotation marks, and * stands alone."
        )
    }
}
