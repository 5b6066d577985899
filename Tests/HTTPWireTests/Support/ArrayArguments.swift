@testable import HTTPWire

// The macros of Swift Testing take no spans, so the tests hand over arrays and slices.

extension RequestDecoder {
    mutating func next(_ bytes: [UInt8]) throws(ProtocolError) -> Event { try next(bytes.span) }
    mutating func next(_ bytes: ArraySlice<UInt8>) throws(ProtocolError) -> Event { try next(bytes.span) }
}

extension RequestHead {
    func firstValue(of name: StaticString, in bytes: [UInt8]) -> Range<Int>? { firstValue(of: name, in: bytes.span) }
    func text(of name: StaticString, in bytes: [UInt8]) -> String? { text(of: name, in: bytes.span) }
}

extension Array<UInt8> {
    func firstForbiddenControl(from start: Int, to end: Int) -> Int { span.firstForbiddenControl(from: start, to: end) }
}

func percentDecoded(_ text: String, plusIsSpace: Bool = false) -> String? {
    percentDecoded(Array(text.utf8).span, plusIsSpace: plusIsSpace)
}

func queryItems(_ text: String) -> [(name: String, value: String)]? { queryItems(Array(text.utf8).span) }
