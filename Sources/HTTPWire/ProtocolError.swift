/// Why bytes are not a request that this server takes, and where.
public struct ProtocolError: Error, Sendable, Hashable {
    /// The rule that is broken. The decoder's author completes the list; each case names its RFC section.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case malformedRequestLine
    }

    /// The rule that is broken.
    public let reason: Reason
    /// The offset of the offending byte, counted from the first byte of the request.
    public let offset: Int

    /// The status to answer with.
    public var statusHint: Status { fatalError("to be written") }
}
