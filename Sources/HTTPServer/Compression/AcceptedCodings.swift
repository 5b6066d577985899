internal import HTTPWire

/// The content codings that a client takes, from Accept-Encoding (RFC 9110 section 12.5.3).
///
/// Small and without any allocation: it is read for every request.
struct AcceptedCodings: Sendable, Hashable {
    /// The weights in thousandths, nil for what is not listed; the largest one of what is listed twice.
    private var gzip: UInt16?
    private var deflate: UInt16?
    private var identity: UInt16?
    /// The weight of what is not listed.
    private var others: UInt16?

    /// What a client takes that says nothing: the content as it is, which suits everyone.
    init() {}

    /// What the client of a request takes.
    init(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) {
        for line in head.fields where bytes.extracting(line.name).isName("accept-encoding") {
            add(bytes.extracting(line.value))
        }
    }

    /// Adds the value of one field line; elements that are none of the grammar's are skipped.
    mutating func add(_ value: Span<UInt8>) {
        var start = 0
        while start <= value.count {
            var end = start
            while end < value.count, value[end] != UInt8(ascii: ",") { end &+= 1 }
            addElement(value.extracting(start..<end))
            start = end &+ 1
        }
    }

    /// The coding of an answer.
    ///
    /// The one with the largest weight. Of equals one that compresses, and of those gzip. The content as it is needs
    /// no mention, but then anything that is mentioned comes first.
    ///
    /// Where the client takes nothing at all, the content is sent as it is: RFC 9110 section 12.1 lets a server
    /// disregard the field, and a client that reads an answer it did not want is better off than one without an answer.
    ///
    /// - Parameter isLarge: Whether compressing is worth while; if not, it is done only for who refuses the content as
    ///   it is.
    /// - Returns: A coding that the client takes, as far as there is one.
    func coding(isLarge: Bool) -> ContentCoding {
        let gzip = weight(of: .gzip)
        let best = max(gzip, weight(of: .deflate))
        guard best > 0, refusesIdentity || isLarge && best >= identity ?? others ?? 0 else { return .identity }
        return gzip == best ? .gzip : .deflate
    }

    /// Whether the client refuses the content as it is, and takes it in a coding that there is.
    var mustCompress: Bool { refusesIdentity && max(weight(of: .gzip), weight(of: .deflate)) > 0 }

    /// Whether the client takes a coding.
    func accepts(_ coding: ContentCoding) -> Bool {
        coding == .identity ? !refusesIdentity : weight(of: coding) > 0
    }

    private var refusesIdentity: Bool { (identity ?? others) == 0 }

    /// The weight of a coding other than identity.
    private func weight(of coding: ContentCoding) -> UInt16 { (coding == .gzip ? gzip : deflate) ?? others ?? 0 }

    private mutating func addElement(_ element: Span<UInt8>) {
        var end = 0
        while end < element.count, element[end] != UInt8(ascii: ";") { end &+= 1 }
        let name = element.extracting(0..<end).trimmedOfWhitespace
        guard name.count > 0 else { return }
        guard let weight = end == element.count ? 1000 : Self.weight(element.extracting((end + 1)...)) else { return }
        if name.count == 1, name[0] == UInt8(ascii: "*") {
            others = max(others ?? 0, weight)
        } else {
            switch ContentCoding(name) {
            case .gzip: gzip = max(gzip ?? 0, weight)
            case .deflate: deflate = max(deflate ?? 0, weight)
            case .identity: identity = max(identity ?? 0, weight)
            case nil: break
            }
        }
    }

    /// Reads `q=0.5` in thousandths; nil if it is none (RFC 9110 section 12.4.2).
    private static func weight(_ parameter: Span<UInt8>) -> UInt16? {
        let text = parameter.trimmedOfWhitespace
        guard text.count >= 3, text[0] | 0x20 == UInt8(ascii: "q"), text[1] == UInt8(ascii: "=") else { return nil }
        let whole = text[2] &- UInt8(ascii: "0")
        guard whole <= 1, text.count <= 7, text.count == 3 || text[3] == UInt8(ascii: ".") else { return nil }
        var thousandths = UInt16(whole) * 1000
        var place: UInt16 = 100
        var index = 4
        while index < text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            thousandths += UInt16(digit) * place
            place /= 10
            index += 1
        }
        return thousandths <= 1000 ? thousandths : nil
    }
}
