internal import StrictJSON

/// Reads a size: any whole number that an Int holds, since bounds are the engine's to check.
///
/// `maximum` is what a refusal names.
///
/// - Returns: Nil if a problem was noted.
func readSize(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    pointer: JSONPointer,
    maximum: Int,
    problems: inout [InputProblem]
) -> Int? {
    guard let number = document.number(at: place) else {
        problems.note(pointer, "expected a whole number, found \(spoken(document.kind(at: place)))")
        return nil
    }
    if let size = number.integer(as: Int.self) { return size }
    problems.note(
        pointer,
        "expected a whole number from 1 to \(maximum), found \(shortened(number.text))"
    )
    return nil
}

/// Reads a seed: an integer, or a string of decimal digits.
///
/// - Returns: The seed modulo 2^64; nil if a problem was noted.
func readSeed(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    pointer: JSONPointer,
    problems: inout [InputProblem]
) -> UInt64? {
    let found: String
    if let number = document.number(at: place) {
        if let seed = number.integer(as: UInt64.self) { return seed }
        if let seed = number.integer(as: Int64.self) { return UInt64(bitPattern: seed) }
        found = shortened(number.text)
    } else if let text = document.string(at: place) {
        if let seed = seed(text) { return seed }
        found = quoted(text)
    } else {
        found = spoken(document.kind(at: place))
    }
    problems.note(
        pointer,
        "expected an integer from -9223372036854775808 to 18446744073709551615, or one as a decimal string, found "
            + found
    )
    return nil
}

/// The seed that decimal digits spell; nil for other text, a leading zero or plus, and numbers out of range.
private func seed(_ text: String) -> UInt64? {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard let first = digits.first, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        first != UInt8(ascii: "0") || digits.count == 1
    else { return nil }
    return UInt64(text) ?? Int64(text).map(UInt64.init(bitPattern:))
}

/// Reads a truth value.
///
/// - Returns: Nil if a problem was noted.
func readBoolean(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    pointer: JSONPointer,
    problems: inout [InputProblem]
) -> Bool? {
    if let boolean = document.boolean(at: place) { return boolean }
    problems.note(pointer, "expected true or false, found \(spoken(document.kind(at: place)))")
    return nil
}

/// Reads a string.
///
/// - Returns: Nil if a problem was noted.
func readString(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    pointer: JSONPointer,
    problems: inout [InputProblem]
) -> String? {
    if let string = document.string(at: place) { return string }
    problems.note(pointer, "expected a string, found \(spoken(document.kind(at: place)))")
    return nil
}
