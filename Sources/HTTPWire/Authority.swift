/// The grammar of a host with an optional port (RFC 3986 section 3.2, RFC 9110 section 4.2).
///
/// Stricter than RFC 3986 in five points: the host is not empty and there is no user information (both as RFC 9110
/// section 4.2 demands for http), a port is at most 65535, an address of an unknown future version is refused, and so
/// is a name with a comma: that is what becomes of two Host lines that somebody on the way has joined.
enum Authority {
    /// Where bytes stop being an authority.
    ///
    /// - Parameters:
    ///   - bytes: The bytes that `range` counts in.
    ///   - range: The authority.
    ///   - requiresPort: Whether a port has to be there, as in the target of CONNECT.
    /// - Returns: The index of the first offending byte, or the end where something is missing; nil for an authority.
    static func firstViolation(in bytes: Span<UInt8>, _ range: Range<Int>, requiresPort: Bool = false) -> Int? {
        guard let first = range.first else { return range.lowerBound }
        let isLiteral = bytes[first] == Byte.openBracket
        let host = isLiteral ? literalEnd(in: bytes, range) : nameEnd(in: bytes, range)
        switch host {
        case .violation(let index): return index
        case .end(let index): return portViolation(in: bytes, index..<range.upperBound, isRequired: requiresPort)
        }
    }

    private enum Host {
        case end(Int)
        case violation(Int)
    }

    /// Reads a registered name, or an IPv4 address, which has the same form.
    private static func nameEnd(in bytes: Span<UInt8>, _ range: Range<Int>) -> Host {
        var index = range.lowerBound
        while index < range.upperBound, bytes[index] != Byte.colon {
            if bytes[index] == Byte.percent {
                for digit in index + 1...index + 2 {
                    guard digit < range.upperBound, bytes[digit].hexadecimalValue != nil else {
                        return .violation(index)
                    }
                }
                index += 2
            } else if !bytes[index].isNameByte || bytes[index] == Byte.comma {
                return .violation(index)
            }
            index += 1
        }
        return index == range.lowerBound ? .violation(index) : .end(index)
    }

    /// Reads an IPv6 address in brackets.
    private static func literalEnd(in bytes: Span<UInt8>, _ range: Range<Int>) -> Host {
        var close = range.lowerBound + 1
        while close < range.upperBound, bytes[close] != Byte.closeBracket { close += 1 }
        guard close < range.upperBound else { return .violation(range.upperBound) }
        if let index = IPv6Address.firstViolation(in: bytes, range.lowerBound + 1..<close) { return .violation(index) }
        return .end(close + 1)
    }

    private static func portViolation(in bytes: Span<UInt8>, _ range: Range<Int>, isRequired: Bool) -> Int? {
        guard let colon = range.first else { return isRequired ? range.lowerBound : nil }
        guard bytes[colon] == Byte.colon else { return colon }
        var port = 0
        for index in colon + 1..<range.upperBound {
            guard bytes[index].isDigit else { return index }
            port = port * 10 + Int(bytes[index] - Byte.zero)
            guard port <= 65535 else { return index }
        }
        return isRequired && range.count == 1 ? range.upperBound : nil
    }
}
