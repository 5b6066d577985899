/// Percent-decodes text of a request target once (RFC 3986 section 2.1).
///
/// - Parameters:
///   - bytes: The encoded bytes.
///   - plusIsSpace: Whether `+` means a space, as it does in a query that follows the form convention.
/// - Returns: The text; nil for a malformed escape or bytes that are not UTF-8.
public func percentDecoded(_ bytes: Span<UInt8>, plusIsSpace: Bool = false) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        switch bytes[index] {
        case Byte.percent:
            guard index + 2 < bytes.count, let high = bytes[index + 1].hexadecimalValue,
                let low = bytes[index + 2].hexadecimalValue
            else { return nil }
            decoded.append(high << 4 | low)
            index += 3
        case Byte.plus where plusIsSpace:
            decoded.append(Byte.space)
            index += 1
        case let byte:
            decoded.append(byte)
            index += 1
        }
    }
    return String(validating: decoded, as: UTF8.self)
}

/// The items of a query in order: `a=1&b` gives `("a", "1")` and `("b", "")`.
///
/// Names and values follow the form convention: `+` means a space. Nothing between two ampersands is no item.
///
/// - Parameter bytes: The query without its question mark, still encoded.
/// - Returns: The items; nil if one of them does not decode.
public func queryItems(_ bytes: Span<UInt8>) -> [(name: String, value: String)]? {
    var items: [(name: String, value: String)] = []
    var start = 0
    while start < bytes.count {
        var end = start
        var equals: Int?
        while end < bytes.count, bytes[end] != Byte.ampersand {
            if equals == nil, bytes[end] == Byte.equals { equals = end }
            end += 1
        }
        if end > start {
            let nameEnd = equals ?? end
            let valueStart = equals.map { $0 + 1 } ?? end
            guard let name = percentDecoded(bytes.extracting(start..<nameEnd), plusIsSpace: true),
                let value = percentDecoded(bytes.extracting(valueStart..<end), plusIsSpace: true)
            else { return nil }
            items.append((name, value))
        }
        start = end + 1
    }
    return items
}
