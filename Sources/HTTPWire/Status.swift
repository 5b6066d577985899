/// A response status code (RFC 9110 section 15).
public struct Status: Sendable, Hashable, RawRepresentable, ExpressibleByIntegerLiteral {
    /// The three-digit code.
    public let rawValue: Int

    /// Makes a status from its code.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Makes a status from its code.
    public init(integerLiteral value: Int) { rawValue = value }

    /// The reason phrase of RFC 9110; empty for a code that it does not register.
    public var reason: String { fatalError("to be written") }

    /// Whether a response with this status never has content (RFC 9110 section 6.4.1): 1xx, 204 and 304.
    public var forbidsContent: Bool { rawValue < 200 || rawValue == 204 || rawValue == 304 }
}
