extension RequestDecoder {
    /// How many empty lines are skipped before a request line.
    ///
    /// A sender of the nineties appended one to its content
    /// (RFC 9112 section 2.2); nobody has reason for more than a few.
    private static let maximumEmptyLines = 4

    /// Reads a request line, and empty lines before it.
    ///
    /// - Returns: Whether it was complete.
    mutating func readRequestLine(_ bytes: Span<UInt8>) throws(ProtocolError) -> Bool {
        while true {
            let bound = min(lineBound(limits.requestLineBytes), limits.headBytes)
            guard let end = try requestLineEnd(bytes, bound: bound) else { return false }
            let line = cursor..<end
            passLine(endingAt: end)
            if !line.isEmpty {
                try readRequestLine(bytes, line)
                return true
            }
            emptyLines += 1
            if emptyLines > Self.maximumEmptyLines { throw violation(.tooManyEmptyLines, at: line.lowerBound) }
        }
    }

    /// Finds the end of a request line; a line that is too long is blamed on its method if that has no end.
    private mutating func requestLineEnd(_ bytes: Span<UInt8>, bound: Int) throws(ProtocolError) -> Int? {
        do throws(ProtocolError) {
            return try lineEnd(bytes, bound: bound, orThrow: .requestLineTooLong)
        } catch {
            guard error.reason == .requestLineTooLong else { throw error }
            var index = cursor
            while index < bound, bytes[index].isTokenByte { index &+= 1 }
            guard index > cursor, index == bound || bytes[index] == Byte.carriageReturn else { throw error }
            throw violation(.methodTooLong, at: bound)
        }
    }

    /// Takes a request line apart (RFC 9112 section 3): one space between the parts, no other white space.
    private mutating func readRequestLine(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(ProtocolError) {
        let method = try readMethod(bytes, line)
        let target = try readTarget(bytes, method.upperBound + 1..<line.upperBound)
        // The version comes first, so that a client of HTTP/2, whose first line is `PRI * HTTP/2.0`, learns its mistake.
        try readVersion(bytes, target.range.upperBound + 1..<line.upperBound)
        try classify(bytes, target)
    }

    /// Reads the method and finds the space after it.
    private mutating func readMethod(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(ProtocolError) -> Range<Int> {
        var index = line.lowerBound
        // The last eight bytes of the token as one number.
        var packed: UInt64 = 0
        while index < line.upperBound, bytes[index].isTokenByte {
            packed = packed &<< 8 | UInt64(bytes[index])
            index &+= 1
        }
        let range = line.lowerBound..<index
        guard index < line.upperBound else { throw violation(.malformedRequestLine, at: index) }
        guard bytes[index] == Byte.space, !range.isEmpty else { throw violation(.malformedMethod, at: index) }
        head.methodRange = range
        head.method = range.count < 8 ? Method(packed) : .other
        return range
    }

    /// Reads `HTTP/` DIGIT `.` DIGIT (RFC 9112 section 2.3).
    private mutating func readVersion(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(ProtocolError) {
        guard range.count == 8 else { throw violation(.malformedVersion, at: range.lowerBound) }
        let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self).bigEndian
        let major = UInt8(truncatingIfNeeded: word >> 16)
        let minor = UInt8(truncatingIfNeeded: word)
        // "HTTP/", any byte, ".", any byte.
        guard word & 0xFFFF_FFFF_FF00_FF00 == 0x4854_5450_2F00_2E00, major.isDigit, minor.isDigit else {
            throw violation(.malformedVersion, at: range.lowerBound)
        }
        guard major == 0x31 else { throw violation(.unsupportedVersion, at: range.lowerBound) }
        head.minorVersion = minor == Byte.zero ? 0 : 1
    }
}

extension Method {
    /// The method whose token is given as a big-endian number.
    init(_ packed: UInt64) {
        switch packed {
        case 0x47_4554: self = .get
        case 0x4845_4144: self = .head
        case 0x504F_5354: self = .post
        case 0x50_5554: self = .put
        case 0x4445_4C45_5445: self = .delete
        case 0x4F_5054_494F_4E53: self = .options
        case 0x50_4154_4348: self = .patch
        case 0x54_5241_4345: self = .trace
        case 0x43_4F4E_4E45_4354: self = .connect
        case 0x51_5545_5259: self = .query
        default: self = .other
        }
    }
}
