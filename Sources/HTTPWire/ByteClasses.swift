/// The bytes that have a meaning in the grammar.
enum Byte {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let numberSign: UInt8 = 0x23
    static let percent: UInt8 = 0x25
    static let ampersand: UInt8 = 0x26
    static let asterisk: UInt8 = 0x2A
    static let plus: UInt8 = 0x2B
    static let comma: UInt8 = 0x2C
    static let period: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let questionMark: UInt8 = 0x3F
    static let openBracket: UInt8 = 0x5B
    static let backslash: UInt8 = 0x5C
    static let closeBracket: UInt8 = 0x5D
    static let delete: UInt8 = 0x7F
}

extension UInt8 {
    /// Whether the byte is a `tchar` (RFC 9110 section 5.6.2).
    ///
    /// Two constants in registers instead of a table: a table in a `static let` costs a check at each access.
    @inline(__always) var isTokenByte: Bool {
        Self.isMember(self, low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)
    }

    /// Whether the byte may stand unescaped in a registered name: `unreserved` or `sub-delims` (RFC 3986 section 2).
    @inline(__always) var isNameByte: Bool {
        Self.isMember(self, low: 0x2BFF_7FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    }

    /// Whether the byte is a control that may not stand in a line: all but the tab.
    @inline(__always) var isForbiddenControl: Bool {
        (self < Byte.space && self != Byte.tab) || self == Byte.delete
    }

    /// Whether the byte is visible ASCII.
    @inline(__always) var isVisible: Bool { self &- 0x21 < 0x5E }

    /// Whether the byte is a space or a tab.
    @inline(__always) var isWhitespace: Bool { self == Byte.space || self == Byte.tab }

    /// Whether the byte is a decimal digit.
    @inline(__always) var isDigit: Bool { self &- Byte.zero < 10 }

    /// The value of a hexadecimal digit; nil for any other byte.
    @inline(__always) var hexadecimalValue: UInt8? {
        let digit = self &- Byte.zero
        if digit < 10 { return digit }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }

    /// The byte with A to Z turned into a to z.
    @inline(__always) var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    /// Whether a byte is in a set of ASCII bytes, given as the bits 0 to 63 and 64 to 127.
    @inline(__always) private static func isMember(_ byte: UInt8, low: UInt64, high: UInt64) -> Bool {
        byte < 128 && ((byte < 64 ? low : high) &>> UInt64(byte & 63)) & 1 != 0
    }
}
