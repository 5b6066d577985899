/// Formula signs in place of those that keyboards have.
func typeset(_ formula: String) -> String {
    var text = ""
    var rest = formula[...]
    let signs = [
        (" * ", " \u{B7} "), ("<=", "\u{2264}"), ("-", "\u{2212}"), ("sqrt(", "\u{221A}("),
        ("2 / pi", "2 / \u{3C0}"),
        ("^3", "\u{B3}"),
    ]
    while let first = rest.first {
        if let (plain, sign) = signs.first(where: { rest.hasPrefix($0.0) }) {
            text += sign
            rest = rest.dropFirst(plain.count)
        } else {
            text.append(first)
            rest = rest.dropFirst()
        }
    }
    return text
}
