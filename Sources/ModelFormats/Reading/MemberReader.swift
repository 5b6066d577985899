public import StrictJSON

/// Reads the members of an object, noting unknown and missing ones.
///
/// ```swift
/// let members = MemberReader(document, at: place, pointer: pointer, known: ["inputs", "include"], problems: &problems)
/// if let inputs = members.place(of: "inputs") { … }
/// ```
public struct MemberReader {
    /// Whether an object was found at all.
    public let isObject: Bool

    private let pointer: JSONPointer
    private var places: [String: JSONDocument.Place] = [:]
    /// Known members that unknown ones look like: they count as given, since the spelling is reported already.
    private var misspelt: Set<String> = []

    /// Reads the members of the object at a place.
    ///
    /// A value that is no object is one problem, and each member that is not known is one, with the nearest known name.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - place: Where the object stands.
    ///   - pointer: What the client calls the place.
    ///   - known: The members that an object of this kind may have.
    ///   - problems: Where problems are noted.
    public init(
        _ document: borrowing JSONDocument,
        at place: JSONDocument.Place,
        pointer: JSONPointer,
        known: [String],
        problems: inout [InputProblem]
    ) {
        self.pointer = pointer
        let kind = document.kind(at: place)
        isObject = kind == .object
        guard isObject else {
            problems.note(pointer, "expected an object, found \(spoken(kind))")
            return
        }
        var places: [String: JSONDocument.Place] = [:]
        var misspelt: Set<String> = []
        document.forEachMember(at: place) { key, value in
            if known.contains(key) {
                places[key] = value
            } else if !problems.areEnough {
                let nearest = nearestName(to: key, among: known)
                if let nearest { misspelt.insert(nearest) }
                let remedy = remedy(nearest: nearest, among: known)
                problems.note(pointer.appending(key), "unknown member \(quoted(key))\(remedy)")
            }
        }
        self.places = places
        self.misspelt = misspelt
    }

    /// Where a member's value stands; nil if the object does not have it.
    public func place(of key: String) -> JSONDocument.Place? { places[key] }

    /// Where the value of a member that must be there stands.
    ///
    /// - Parameters:
    ///   - key: A known member.
    ///   - problems: Where its absence is noted, unless a problem is noted already that explains it.
    /// - Returns: Nil if the object does not have it.
    public func place(ofRequired key: String, problems: inout [InputProblem]) -> JSONDocument.Place? {
        if let place = places[key] { return place }
        if isObject, !isMisspelt(key) { problems.note(pointer, "missing member \(quoted(key))") }
        return nil
    }

    /// Whether an unknown member looks like `key`, which is absent.
    public func isMisspelt(_ key: String) -> Bool { places[key] == nil && misspelt.contains(key) }
}
