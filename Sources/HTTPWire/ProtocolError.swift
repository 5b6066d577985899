/// Why bytes are not a request that this server takes, and where.
public struct ProtocolError: Error, Sendable, Hashable {
    /// The rule that is broken.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        // The message.

        /// A client that shut its sending side inside a request (RFC 9112 section 8).
        ///
        /// The decoder never says so: only who reads the connection sees its end.
        case incompleteRequest

        // Lines.

        /// A line feed without a carriage return before it (RFC 9112 section 2.2).
        case bareLineFeed
        /// A carriage return without a line feed after it (RFC 9112 section 2.2).
        case bareCarriageReturn
        /// A control byte other than a tab: NUL, for example (RFC 9110 section 5.5).
        case controlByte

        // The request line.

        /// More empty lines before a request line than a sender has reason for (RFC 9112 section 2.2).
        case tooManyEmptyLines
        /// A request line beyond the limit (RFC 9112 section 3).
        case requestLineTooLong
        /// A method that is empty or not a token (RFC 9110 section 9.1).
        case malformedMethod
        /// A method that alone is beyond the limit on the request line (RFC 9112 section 3).
        ///
        /// Not 501: nothing shows that it is a method, as it has no end.
        case methodTooLong
        /// A request line that is not method, space, target, space, version (RFC 9112 section 3).
        case malformedRequestLine
        /// A byte that is not visible ASCII in a target (RFC 3986 section 2).
        case invalidTargetByte
        /// A number sign in a target, which never carries a fragment (RFC 9112 section 3.2).
        case fragmentInTarget
        /// A target of none of the four forms, or of a form that the method excludes (RFC 9112 section 3.2).
        case malformedTarget
        /// An absolute target whose scheme is neither http nor https (RFC 9110 section 4.2).
        case unsupportedScheme
        /// An authority that is no host with an optional port (RFC 9110 section 7.2, RFC 3986 section 3.2).
        case malformedAuthority
        /// A version that is not `HTTP/` with two digits (RFC 9112 section 2.3).
        case malformedVersion
        /// A major version other than 1 (RFC 9110 section 15.6.6).
        case unsupportedVersion

        // Fields.

        /// A head beyond the limit (RFC 6585 section 5).
        case headTooLarge
        /// More field lines than the limit (RFC 6585 section 5).
        case tooManyFields
        /// White space between the request line and the first field line (RFC 9112 section 2.2).
        case whitespaceBeforeFirstField
        /// A field line that goes on in the next line (RFC 9112 section 5.2).
        case obsoleteFolding
        /// A field name that is empty or not a token (RFC 9110 section 5.1).
        case malformedFieldName
        /// White space between a field name and its colon (RFC 9112 section 5.1).
        case whitespaceBeforeColon
        /// A field line without a colon (RFC 9112 section 5).
        case missingColon
        /// A second line of a field that has one value: Content-Type or Authorization (RFC 9110 section 5.3).
        ///
        /// One recipient takes the first of them, another the last (RFC 9110 section 8.3).
        case repeatedField
        /// Content_Length or Transfer_Encoding, which CGI and its heirs take for the fields with a hyphen.
        case confusableFieldName

        // Host and Expect.

        /// A request of HTTP/1.1 without Host (RFC 9112 section 3.2).
        case missingHost
        /// More than one Host line (RFC 9112 section 3.2).
        case repeatedHost
        /// A Host that is no host with an optional port (RFC 9112 section 3.2).
        case malformedHost
        /// An expectation other than `100-continue` (RFC 9110 section 10.1.1).
        case unsupportedExpectation

        // Framing.

        /// A Content-Length that is not a row of digits (RFC 9110 section 8.6), or begins with a zero that it does not
        /// need, so that some read it as octal.
        case malformedContentLength
        /// More than one Content-Length, equal ones too (RFC 9112 section 6.3): what repeats it is not trusted to
        /// delimit.
        case repeatedContentLength
        /// A Content-Length beyond what can be counted (RFC 9110 section 8.6).
        ///
        /// Not 413: a number that nobody can hold is no length, and the end of the request is not known.
        case contentLengthTooLarge
        /// Content-Length and Transfer-Encoding in one request (RFC 9112 section 6.1).
        case contentLengthWithTransferEncoding
        /// Transfer-Encoding in a request of HTTP/1.0 (RFC 9112 section 6.1).
        case transferEncodingInOldVersion
        /// A Transfer-Encoding that is not a list of codings, or chunked with parameters (RFC 9112 section 7).
        case malformedTransferEncoding
        /// A transfer coding other than chunked (RFC 9112 section 6.1).
        case unsupportedTransferCoding
        /// Chunked applied twice (RFC 9112 section 6.1).
        case repeatedChunked
        /// A last coding that is not chunked, so that nothing delimits the content (RFC 9112 section 6.3).
        case chunkedNotLast

        // Chunks and trailers.

        /// A chunk size that is not a row of hexadecimal digits (RFC 9112 section 7.1).
        case malformedChunkSize
        /// A chunk size beyond what can be counted (RFC 9112 section 7.1).
        case chunkSizeTooLarge
        /// A chunk extension that breaks the grammar (RFC 9112 section 7.1.1).
        case malformedChunkExtension
        /// A chunk's size line beyond the limit (RFC 9112 section 7.1.1).
        case chunkLineTooLong
        /// More bytes of chunk extensions in one request than the limit (RFC 9112 section 7.1.1).
        case chunkExtensionsTooLarge
        /// Bytes other than CRLF after the data of a chunk (RFC 9112 section 7.1).
        case missingChunkEnd
        /// A trailer field that frames, routes or authenticates a request, or says what its content is (RFC 9110 section
        /// 6.5.1).
        case forbiddenTrailer
        /// A trailer section beyond the limit (RFC 6585 section 5).
        case trailersTooLarge
    }

    /// The rule that is broken.
    public let reason: Reason
    /// The offset of the offending byte, counted from the first byte of the request.
    ///
    /// For a limit this is the offset of the first byte beyond it, which may not have arrived. For what is missing it
    /// is where it would have to stand.
    public let offset: Int

    /// Makes an error.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// The status to answer with.
    public var statusHint: Status { reason.statusHint }

    /// A sentence for people that says what is wrong.
    public var explanation: String { reason.explanation }
}
