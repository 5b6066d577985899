internal import COpenSSL

/// Whether two strings of bytes are equal, in a time that depends on their lengths only.
///
/// For comparing secrets, such as access tokens: how long a refusal takes must not tell how much of a guess was right.
/// That the lengths differ is not hidden; compare digests where it must be.
///
/// - Parameters:
///   - left: One string of bytes.
///   - right: The other one.
/// - Returns: True if they have the same length and the same bytes.
public func constantTimeEquals(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    return left.isEmpty || CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
}

/// Whether two strings of bytes are equal, in a time that depends on their lengths only.
///
/// - Parameters:
///   - left: One string of bytes.
///   - right: The other one.
/// - Returns: True if they have the same length and the same bytes.
public func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.withUnsafeBytes { left in right.withUnsafeBytes { right in constantTimeEquals(left, right) } }
}
