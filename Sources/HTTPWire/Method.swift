/// A request method (RFC 9110 section 9).
public enum Method: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
    case options = "OPTIONS"
    case patch = "PATCH"
    case trace = "TRACE"
    case connect = "CONNECT"
    /// Not of RFC 9110; new enough that clients probe for it, and known, so that 405 answers them.
    case query = "QUERY"
    /// A token that is none of the above.
    case other = ""
}
