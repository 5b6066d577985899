typealias BytePointer = UnsafePointer<UInt8>

/// The bytes of a document, and the ways over them that need no opinion on what is allowed.
///
/// Invariant: every pointer passed in or given back lies in `start...end`, and a byte is read only below `end`; so
/// even a place of another document leads to nonsense at worst, never out of the buffer.
struct JSONBytes {
    let start: BytePointer
    let end: BytePointer

    /// Nil for a buffer without bytes.
    init?(_ buffer: UnsafeBufferPointer<UInt8>) {
        guard let start = buffer.baseAddress, !buffer.isEmpty else { return nil }
        self.start = start
        end = start + buffer.count
    }

    /// The first byte at or after `pointer` that is no white space.
    @inline(__always)
    func skipWhiteSpace(_ pointer: BytePointer) -> BytePointer {
        var pointer = pointer
        while pointer < end, pointer.pointee <= 0x20, pointer.pointee.isWhiteSpace { pointer += 1 }
        return pointer
    }

    /// The first byte at or after `pointer` that is no digit.
    @inline(__always)
    func skipDigits(_ pointer: BytePointer) -> BytePointer {
        var pointer = pointer
        while end - pointer >= 8 {
            let count = EightBytes(at: pointer).digitCount
            pointer += count
            if count < 8 { return pointer }
        }
        while pointer < end, pointer.pointee.isDigit { pointer += 1 }
        return pointer
    }

    /// The first byte at or after `pointer` that a string cannot hold as it is, or that is not ASCII.
    @inline(__always)
    func skipPlainText(_ pointer: BytePointer) -> BytePointer {
        var pointer = pointer
        while end - pointer >= 8 {
            let count = EightBytes(at: pointer).plainTextCount
            pointer += count
            if count < 8 { return pointer }
        }
        while pointer < end {
            let byte = pointer.pointee
            if byte < 0x20 || byte >= 0x80 || byte == Byte.quote || byte == Byte.backslash { break }
            pointer += 1
        }
        return pointer
    }

    /// The byte after the string whose quote stands at `pointer`, and whether the string has escapes.
    func skipString(_ pointer: BytePointer) -> (end: BytePointer, isEscaped: Bool) {
        var pointer = pointer + 1
        var isEscaped = false
        while true {
            pointer = skipPlainText(pointer)
            guard pointer < end else { return (end, isEscaped) }
            switch pointer.pointee {
            case Byte.quote: return (pointer + 1, isEscaped)
            case Byte.backslash:
                isEscaped = true
                pointer += min(2, end - pointer)
            default: pointer += 1
            }
        }
    }

    /// The byte after the value that begins at `pointer`.
    func skipValue(_ pointer: BytePointer) -> BytePointer {
        guard pointer < end else { return end }
        switch pointer.pointee {
        case Byte.quote: return skipString(pointer).end
        case Byte.openBracket, Byte.openBrace: return skipContainer(pointer)
        default: return skipScalar(pointer)
        }
    }

    private func skipScalar(_ pointer: BytePointer) -> BytePointer {
        var pointer = pointer + 1
        while pointer < end {
            let byte = pointer.pointee
            if byte <= 0x20 || byte == Byte.comma || byte == Byte.closeBracket || byte == Byte.closeBrace { break }
            pointer += 1
        }
        return pointer
    }

    private func skipContainer(_ pointer: BytePointer) -> BytePointer {
        var pointer = pointer
        var depth = 0
        while pointer < end {
            while end - pointer >= 8, EightBytes(at: pointer).isFlat { pointer += 8 }
            guard pointer < end else { break }
            switch pointer.pointee {
            case Byte.quote:
                pointer = skipString(pointer).end
                continue
            case Byte.openBracket, Byte.openBrace: depth += 1
            case Byte.closeBracket, Byte.closeBrace:
                depth -= 1
                if depth == 0 { return pointer + 1 }
            default: break
            }
            pointer += 1
        }
        return end
    }

    /// What kind of value begins at `pointer`.
    func kind(_ pointer: BytePointer) -> JSONDocument.Kind {
        guard pointer < end else { return .null }
        switch pointer.pointee {
        case Byte.openBrace: return .object
        case Byte.openBracket: return .array
        case Byte.quote: return .string
        case Byte.t, Byte.f: return .boolean
        case Byte.minus, Byte.zero...Byte.nine: return .number
        default: return .null
        }
    }
}
