internal import StrictJSON

/// How a value of a kind is spoken of: `a number`.
func spoken(_ kind: JSONDocument.Kind) -> String {
    switch kind {
    case .null: "null"
    case .array, .object: "an \(kind.rawValue)"
    case .boolean, .number, .string: "a \(kind.rawValue)"
    }
}

/// Text of a client in quotation marks, cut where it is long, so that no answer grows with what was sent.
func quoted(_ text: String) -> String {
    "\"\(shortened(text))\""
}

/// Text of a client, cut where it is long.
func shortened(_ text: String) -> String {
    // By scalars: a single character may have any number of them.
    text.utf8.count <= 64 ? text : "\(String.UnicodeScalarView(text.unicodeScalars.prefix(48)))…"
}

/// The remedy for a name that is none of `names`: the nearest of them, or else all of them.
func remedy(for misspelt: String, among names: [String]) -> String {
    remedy(nearest: nearestName(to: misspelt, among: names), among: names)
}

/// The remedy for a name that is none of `names`, whose nearest one is known.
func remedy(nearest: String?, among names: [String]) -> String {
    if let nearest { return "; did you mean \(quoted(nearest))?" }
    return names.isEmpty ? "; none is expected here" : "; expected \(alternatives(names))"
}

/// A number without a needless fraction: `2`, `0.5`.
func plain(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// A shape as it is written: `[16, 4]`.
func plain(_ shape: [Int]) -> String {
    "[\(shape.map(String.init).joined(separator: ", "))]"
}

/// Words in a row: `a, b or c`.
func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) or \(last)"
}

/// What is said of a number that float32 cannot hold.
func numberBeyondFloat32(_ text: String) -> String {
    "\(shortened(text)) is beyond float32, whose largest number is 3.4028235e38"
}
