/// Percent-decodes text of a request target once (RFC 3986 section 2.1).
///
/// - Parameters:
///   - bytes: The encoded bytes.
///   - plusIsSpace: Whether `+` means a space, as it does in a query that follows the form convention.
/// - Returns: The text; nil for a malformed escape or bytes that are not UTF-8.
public func percentDecoded(_ bytes: Span<UInt8>, plusIsSpace: Bool = false) -> String? {
    fatalError("to be written")
}

/// The items of a query in order: `a=1&b` gives `("a", "1")` and `("b", "")`.
///
/// - Parameter bytes: The query without its question mark, still encoded.
/// - Returns: The items; nil if one of them does not decode.
public func queryItems(_ bytes: Span<UInt8>) -> [(name: String, value: String)]? {
    fatalError("to be written")
}
