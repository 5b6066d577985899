internal import ModelFormats
internal import StrictJSON

/// Reads single values of a request of the protocol; each mistake is a problem of its own.
struct InferFields: ~Escapable {
    let document: JSONDocument

    @_lifetime(copy document)
    init(_ document: borrowing JSONDocument) { self.document = copy document }

    /// Checks what kind of value stands at a place.
    func check(
        _ kind: JSONDocument.Kind,
        _ expected: String,
        at place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) throws(Problem) {
        guard document.kind(at: place) == kind else { throw mistake(expected, place, pointer) }
    }

    /// A place, unless null stands there: for some clients a member that is null is one that is left out.
    func unlessNull(_ place: JSONDocument.Place?) -> JSONDocument.Place? {
        place.flatMap { document.kind(at: $0) == .null ? nil : $0 }
    }

    func string(_ place: JSONDocument.Place, _ pointer: JSONPointer) throws(Problem) -> String {
        guard let text = document.string(at: place) else { throw mistake("a string", place, pointer) }
        return text
    }

    func optionalString(_ place: JSONDocument.Place, _ pointer: JSONPointer) throws(Problem) -> String? {
        document.kind(at: place) == .null ? nil : try string(place, pointer)
    }

    func boolean(_ place: JSONDocument.Place, _ pointer: JSONPointer) throws(Problem) -> Bool {
        guard let flag = document.boolean(at: place) else { throw mistake("true or false", place, pointer) }
        return flag
    }

    /// A whole number that is not negative.
    func count(_ place: JSONDocument.Place, _ pointer: JSONPointer) throws(Problem) -> Int {
        guard let count = document.number(at: place)?.integer(as: Int.self), count >= 0 else {
            throw mistake("a whole number, 0 or more", place, pointer)
        }
        return count
    }

    /// A whole number of a setting, which clients also send as a string.
    func number(
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer,
        in range: ClosedRange<Int>
    ) throws(Problem) -> Int {
        let text = document.string(at: place)
        let isDecimal = text?.utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) } ?? false
        let number = isDecimal ? text.flatMap { Int($0) } : document.number(at: place)?.integer(as: Int.self)
        guard let number, range.contains(number) else {
            throw mistake("a whole number from \(range.lowerBound) to \(range.upperBound)", place, pointer)
        }
        return number
    }

    /// The problem of a value that is not what was expected.
    func mistake(_ expected: String, _ place: JSONDocument.Place, _ pointer: JSONPointer) -> Problem {
        Problem(.expected(expected, at: pointer, document, place))
    }
}

extension Problem {
    /// The problem of one mistake.
    init(_ problem: InputProblem) { self.init(InputProblems([problem])) }
}
