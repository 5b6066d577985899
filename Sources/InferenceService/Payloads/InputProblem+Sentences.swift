internal import ModelFormats
internal import StrictJSON

extension InputProblem {
    /// The problem of a value that is not what was expected, with what stands there instead.
    static func expected(
        _ expected: String,
        at pointer: JSONPointer,
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place
    ) -> InputProblem {
        let actual =
            switch document.kind(at: place) {
            case .null: "null"
            case .boolean: document.boolean(at: place) == true ? "true" : "false"
            case .number: document.number(at: place)?.text ?? "a number"
            case .string: quoted(document.string(at: place) ?? "")
            case .array:
                document.elementCount(at: place).map { "an array of \($0) elements" } ?? JSONDocument.Kind.array.phrase
            case .object: JSONDocument.Kind.object.phrase
            }
        return InputProblem(pointer, "expected \(expected), found \(actual)")
    }

    /// The problem of a word that is none of those that are known, with the nearest one.
    static func unknown(
        _ word: String,
        _ what: String,
        among names: [String],
        at pointer: JSONPointer
    ) -> InputProblem {
        if let nearest = nearestName(to: word, among: names) {
            return InputProblem(pointer, "unknown \(what) \(quoted(word)); did you mean \(quoted(nearest))?")
        }
        return InputProblem(pointer, "unknown \(what) \(quoted(word)); expected \(names.joined(separator: ", "))")
    }
}

extension JSONDocument.Kind {
    /// The kind with its article.
    var phrase: String {
        switch self {
        case .null: "null"
        case .array, .object: "an \(rawValue)"
        case .boolean, .number, .string: "a \(rawValue)"
        }
    }
}

extension JSONDocument {
    /// A document over a body.
    ///
    /// - Throws: The first violation of RFC 8259.
    @_lifetime(copy body)
    static func parsed(_ body: Span<UInt8>) throws(Problem) -> JSONDocument {
        do {
            return try JSONDocument(body)
        } catch {
            throw Problem(error, isEmpty: body.isEmpty)
        }
    }
}
