/// The nearest of `names` to a misspelt one; nil if none is near.
///
/// Near means: but for letter case and for separators, one edit (a letter added, dropped, replaced, or two neighbours
/// swapped) for each three letters, and at least one; or, where that finds nothing, the beginning of a name. Of names
/// equally near the first wins.
///
/// - Parameters:
///   - misspelt: What was written, of any length.
///   - names: The names that could have been meant.
/// - Returns: One of `names`, or nil.
public func nearestName(to misspelt: String, among names: [String]) -> String? {
    // A name this long is no slip of the fingers, and comparing costs the product of the lengths.
    guard misspelt.utf8.count <= 64 else { return nil }
    let written = letters(of: misspelt)
    guard !written.isEmpty else { return nil }
    var nearest: (name: String, distance: Int)?
    for name in names {
        let distance = editDistance(written, letters(of: name))
        if distance <= max(1, written.count / 3), distance < nearest?.distance ?? .max { nearest = (name, distance) }
    }
    if let nearest { return nearest.name }
    return written.count < 3 ? nil : names.first { letters(of: $0).starts(with: written) }
}

/// The lower-case letters and digits of a name; other bytes stay, so that a foreign letter counts as one that differs.
private func letters(of name: String) -> [UInt8] {
    name.utf8.compactMap { byte in
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "): nil
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: byte
        }
    }
}

/// The number of edits between two words, a swap of neighbours being one (optimal string alignment).
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var distance = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                distance = min(distance, beforeLast[column - 1] + 1)
            }
            current.append(distance)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
