import HTTPWire

/// What a decoder said about some bytes, with offsets from the first byte of the request.
///
/// Pieces of content that lie next to each other are one, so that two ways to feed the same bytes can be compared.
enum Observation: Hashable {
    case head(HeadFacts, text: [UInt8])
    case content(Range<Int>, [UInt8])
    case end(Int)
    case error(ProtocolError)
    /// The bytes end within a request; not said at the end of one.
    case incomplete
}

/// A head as a value that can be compared.
struct HeadFacts: Hashable {
    let method: Method
    let methodRange: Range<Int>
    let target: RequestTarget
    let minorVersion: Int
    let fields: [FieldLine]
    let framing: BodyFraming
    let isPersistent: Bool
    let expectsContinue: Bool
    let authority: Range<Int>?

    init(_ head: RequestHead) {
        method = head.method
        methodRange = head.methodRange
        target = head.target
        minorVersion = head.minorVersion
        fields = head.fields
        framing = head.framing
        isPersistent = head.isPersistent
        expectsContinue = head.expectsContinue
        authority = head.authority
    }
}

extension Observation {
    /// The lines of the corpus for an observation; field lines only on request.
    func lines(withFields: Bool) -> [String] {
        switch self {
        case .head(let facts, let text): [facts.line(text)] + (withFields ? facts.fieldLines(text) : [])
        case .content(let range, let bytes): ["content \(range) \(EscapedText.quoted(bytes))"]
        case .end(let offset): ["end \(offset)"]
        case .error(let error): ["error \(error.offset) \(error.reason) \(error.statusHint.rawValue)"]
        case .incomplete: ["incomplete"]
        }
    }
}

extension HeadFacts {
    func line(_ text: [UInt8]) -> String {
        var line = "head \(text.count): \(String(decoding: text[methodRange], as: UTF8.self)), "
        line += "\(target.form) \(EscapedText.quoted(text[target.path]))"
        if let query = target.query { line += " query \(EscapedText.quoted(text[query]))" }
        line += ", HTTP/1.\(minorVersion)"
        if let authority { line += ", for \(EscapedText.quoted(text[authority]))" }
        switch framing {
        case .none: line += ", no content"
        case .length(let length): line += ", length \(length)"
        case .chunked: line += ", chunked"
        }
        line += isPersistent ? ", persistent" : ", closing"
        return expectsContinue ? line + ", expects 100-continue" : line
    }

    func fieldLines(_ text: [UInt8]) -> [String] {
        fields.map {
            "field \($0.name) \(EscapedText.quoted(text[$0.name])) \($0.value) \(EscapedText.quoted(text[$0.value]))"
        }
    }
}
