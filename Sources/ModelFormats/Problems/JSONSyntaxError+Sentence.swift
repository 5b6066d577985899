public import StrictJSON

extension JSONSyntaxError {
    /// What is wrong, in a sentence without its full stop; where it is wrong is said beside it.
    public var sentence: String {
        switch reason {
        case .unexpectedEnd: "The JSON ends in the middle of a value"
        case .unexpectedByte(let byte): "\(character(byte)) cannot stand here"
        case .trailingBytes: "More follows the JSON value"
        case .byteOrderMark: "JSON does not begin with a byte order mark"
        case .nonFiniteToken: "JSON has no NaN and no Infinity"
        case .malformedNumber: "This is no number as JSON spells it"
        case .numberTooLong(let limit): "A number is longer than \(limit) bytes"
        case .invalidUTF8: "These bytes are not UTF-8"
        case .controlCharacter(let byte): "\(character(byte)) must be escaped in a string"
        case .invalidEscape: "JSON does not know this escape"
        case .loneSurrogate: "Half of a surrogate pair stands alone"
        case .duplicateKey(let key): "The key \(quoted(key)) stands twice in one object"
        case .tooDeep(let limit): "Arrays and objects nest deeper than \(limit) levels"
        }
    }

    /// What is wrong and where, for a log or a terminal, in a sentence without capital letter and full stop.
    public var summary: String { "not JSON at byte \(offset) (\(pointer)): \(sentence)" }

    private func character(_ byte: UInt8) -> String {
        guard (0x21...0x7E).contains(byte) else {
            let digits = String(byte, radix: 16, uppercase: true)
            return "The byte 0x\(digits.count == 1 ? "0" : "")\(digits)"
        }
        return "\"\(Character(UnicodeScalar(byte)))\""
    }
}
