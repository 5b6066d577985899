extension RequestDecoder {
    /// A target whose bytes were looked at, but not its form.
    struct RawTarget {
        var range: Range<Int>
        /// The first question mark.
        var queryMark: Int?
    }

    /// Finds the end of the target and refuses bytes that cannot stand in one.
    ///
    /// Only visible ASCII is let through, and no number sign: a fragment is not sent (RFC 9112 section 3.2), and one
    /// that is lets two recipients disagree on the path. Delimiters that RFC 3986 wants encoded (`{`, `|`, `"`) pass, as
    /// browsers send them.
    ///
    /// - Parameters:
    ///   - bytes: The bytes given.
    ///   - rest: The request line behind the space after the method.
    /// - Returns: The target, followed by a space.
    /// - Throws: What cannot stand there.
    func readTarget(_ bytes: Span<UInt8>, _ rest: Range<Int>) throws(ProtocolError) -> RawTarget {
        var index = rest.lowerBound
        var queryMark: Int?
        while index < rest.upperBound, bytes[index].isVisible {
            if bytes[index] == Byte.questionMark {
                if queryMark == nil { queryMark = index }
            } else if bytes[index] == Byte.numberSign {
                throw violation(.fragmentInTarget, at: index)
            }
            index &+= 1
        }
        guard index < rest.upperBound, index > rest.lowerBound else {
            throw violation(.malformedRequestLine, at: index)
        }
        guard bytes[index] == Byte.space else { throw violation(.invalidTargetByte, at: index) }
        return RawTarget(range: rest.lowerBound..<index, queryMark: queryMark)
    }

    /// Decides which of the four forms a target has (RFC 9112 section 3.2).
    mutating func classify(_ bytes: Span<UInt8>, _ target: RawTarget) throws(ProtocolError) {
        let range = target.range
        if head.method == .connect {
            if let index = Authority.firstViolation(in: bytes, range, requiresPort: true) {
                throw violation(.malformedAuthority, at: index)
            }
            head.target.form = .authority
            head.target.authority = range
            head.target.path = range.upperBound..<range.upperBound
        } else if bytes[range.lowerBound] == Byte.slash {
            head.target.form = .origin
            setPath(from: range.lowerBound, target)
        } else if bytes[range.lowerBound] == Byte.asterisk {
            guard head.method == .options, range.count == 1 else {
                throw violation(.malformedTarget, at: range.lowerBound)
            }
            head.target.form = .asterisk
            head.target.path = range
        } else {
            try readAbsolute(bytes, target)
        }
    }

    /// Reads a target that is a whole URI: `http://host:port/path?query` (RFC 9112 section 3.2.2).
    private mutating func readAbsolute(_ bytes: Span<UInt8>, _ target: RawTarget) throws(ProtocolError) {
        let range = target.range
        var colon = range.lowerBound
        while colon < range.upperBound, bytes[colon].isTokenByte { colon += 1 }
        let start = colon + 3
        guard colon > range.lowerBound, start <= range.upperBound, bytes[colon] == Byte.colon,
            bytes[colon + 1] == Byte.slash, bytes[colon + 2] == Byte.slash
        else { throw violation(.malformedTarget, at: range.lowerBound) }
        let scheme = range.lowerBound..<colon
        let isSecure = bytes.matches("https", in: scheme)
        guard isSecure || bytes.matches("http", in: scheme) else {
            throw violation(.unsupportedScheme, at: range.lowerBound)
        }
        let limit = target.queryMark ?? range.upperBound
        var end = start
        while end < limit, bytes[end] != Byte.slash { end += 1 }
        if let index = Authority.firstViolation(in: bytes, start..<end) {
            throw violation(.malformedAuthority, at: index)
        }
        head.target.form = .absolute
        head.target.isSecure = isSecure
        head.target.authority = start..<end
        setPath(from: end, target)
    }

    private mutating func setPath(from start: Int, _ target: RawTarget) {
        head.target.path = start..<(target.queryMark ?? target.range.upperBound)
        head.target.query = target.queryMark.map { $0 + 1..<target.range.upperBound }
    }
}
