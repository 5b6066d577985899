extension RequestDecoder {
    /// The fields that have no place in a trailer section.
    ///
    /// RFC 9110 section 6.5.1 forbids what frames, routes, authenticates or modifies a request, or says what its content
    /// is. A recipient that drops these and one that merges them into the head do not see the same request.
    private static let forbiddenTrailers: [StaticString] = [
        "content-length", "content_length", "transfer-encoding", "transfer_encoding", "trailer", "host",
        "connection", "keep-alive", "proxy-connection", "upgrade", "te",
        "authorization", "proxy-authorization", "cookie",
        "cache-control", "expect", "max-forwards", "range",
        "if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range",
        "content-encoding", "content-range", "content-type",
    ]

    /// Reads trailer fields up to the empty line that ends the content, under the rules of the head, and drops them.
    ///
    /// A recipient may drop any trailer field and must not merge one that it does not know to be safe (RFC 9110 section
    /// 6.5.1).
    ///
    /// - Returns: Whether the section was complete.
    mutating func readTrailers(_ bytes: Span<UInt8>) throws(ProtocolError) -> Bool {
        while true {
            guard let end = try lineEnd(bytes, bound: trailers.bound, orThrow: .trailersTooLarge) else { return false }
            let line = cursor..<end
            passLine(endingAt: end)
            guard !line.isEmpty else { return true }
            guard trailers.count < limits.fieldCount else { throw violation(.tooManyFields, at: line.lowerBound) }
            let field = try fieldLine(bytes, line, isFirst: trailers.count == 0)
            for name in Self.forbiddenTrailers where bytes.matches(name, in: field.name) {
                throw violation(.forbiddenTrailer, at: field.name.lowerBound)
            }
            trailers.count += 1
        }
    }
}
