/// Strings: RFC 8259 section 7, UTF-8 as the Unicode Standard's table 3-7 has it.
extension JSONValidator {
    mutating func string(_ quote: BytePointer) -> BytePointer? {
        lastStringIsEscaped = false
        var pointer = quote + 1
        while true {
            pointer = bytes.skipPlainText(pointer)
            guard pointer < bytes.end else { return fail(.unexpectedEnd, bytes.end) }
            let byte = pointer.pointee
            if byte == Byte.quote { return pointer + 1 }
            guard byte >= 0x20 else { return fail(.controlCharacter(byte), pointer) }
            lastStringIsEscaped = lastStringIsEscaped || byte == Byte.backslash
            guard let next = byte == Byte.backslash ? escape(pointer) : multibyteScalar(pointer) else { return nil }
            pointer = next
        }
    }

    private mutating func escape(_ backslash: BytePointer) -> BytePointer? {
        guard bytes.end - backslash >= 2 else { return fail(.unexpectedEnd, bytes.end) }
        switch backslash[1] {
        case Byte.quote, Byte.backslash, Byte.slash, Byte.b, Byte.f, Byte.n, Byte.r, Byte.t: return backslash + 2
        case Byte.u: return unicodeEscape(backslash)
        default: return fail(.invalidEscape, backslash)
        }
    }

    private mutating func unicodeEscape(_ backslash: BytePointer) -> BytePointer? {
        guard let unit = codeUnit(backslash) else { return nil }
        guard 0xD800...0xDFFF ~= unit else { return backslash + 6 }
        guard unit < 0xDC00 else { return fail(.loneSurrogate, backslash) }

        let second = backslash + 6
        guard second < bytes.end else { return fail(.unexpectedEnd, bytes.end) }
        guard second.pointee == Byte.backslash else { return fail(.loneSurrogate, backslash) }
        guard second + 1 < bytes.end else { return fail(.unexpectedEnd, bytes.end) }
        guard second[1] == Byte.u else { return fail(.loneSurrogate, backslash) }
        guard let secondUnit = codeUnit(second) else { return nil }
        return 0xDC00...0xDFFF ~= secondUnit ? second + 6 : fail(.loneSurrogate, backslash)
    }

    /// The UTF-16 code unit of the escape `\uXXXX`; nil once it is refused.
    private mutating func codeUnit(_ backslash: BytePointer) -> UInt32? {
        var unit: UInt32 = 0
        for index in 2..<6 {
            guard backslash + index < bytes.end else {
                _ = fail(.unexpectedEnd, bytes.end)
                return nil
            }
            guard let digit = backslash[index].hexadecimalValue else {
                _ = fail(.invalidEscape, backslash)
                return nil
            }
            unit = unit << 4 | digit
        }
        return unit
    }

    private mutating func multibyteScalar(_ lead: BytePointer) -> BytePointer? {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead.pointee {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)  // no overlong form
        case 0xED: (length, second) = (3, 0x80...0x9F)  // no surrogate
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)  // no overlong form
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)  // nothing beyond U+10FFFF
        default: return fail(.invalidUTF8, lead)
        }
        for index in 1..<length {
            guard lead + index < bytes.end else { return fail(.unexpectedEnd, bytes.end) }
            let range = index == 1 ? second : 0x80...0xBF
            guard range.contains(lead[index]) else { return fail(.invalidUTF8, lead) }
        }
        return lead + length
    }
}
