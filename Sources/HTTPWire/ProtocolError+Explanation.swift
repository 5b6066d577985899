extension ProtocolError.Reason {
    /// The status to answer with: 400, unless an RFC has a closer one.
    public var statusHint: Status {
        switch self {
        case .requestLineTooLong: 414
        case .unsupportedExpectation: 417
        case .headTooLarge, .tooManyFields, .trailersTooLarge: 431
        case .unsupportedTransferCoding: 501
        case .unsupportedVersion: 505
        default: 400
        }
    }

    /// A sentence for people that says what is wrong.
    public var explanation: String {
        switch self {
        case .incompleteRequest: "The connection ended in the middle of the request."
        case .bareLineFeed: "A line ends in a line feed without the carriage return that belongs before it."
        case .bareCarriageReturn: "A carriage return is not followed by a line feed."
        case .controlByte: "A control byte stands in the head or in the trailers."
        case .tooManyEmptyLines: "Too many empty lines precede the request line."
        case .requestLineTooLong: "The request line is longer than this server takes."
        case .malformedMethod: "The method is not a token."
        case .methodTooLong: "The method is longer than any."
        case .malformedRequestLine: "The request line is not a method, a target and a version with one space between."
        case .invalidTargetByte: "The request target contains a byte that has to be percent-encoded."
        case .fragmentInTarget: "The request target contains a fragment, which is not sent."
        case .malformedTarget: "The request target has no form that this method can have."
        case .unsupportedScheme: "The scheme of the request target is neither http nor https."
        case .malformedAuthority: "The authority of the request target is not a host with an optional port."
        case .malformedVersion: "The protocol version is not of the form HTTP/1.1."
        case .unsupportedVersion: "This server speaks HTTP/1.1 and HTTP/1.0 only."
        case .headTooLarge: "The head of the request is larger than this server takes."
        case .tooManyFields: "The request has more field lines than this server takes."
        case .whitespaceBeforeFirstField: "White space follows the request line where a field name has to begin."
        case .obsoleteFolding: "A field line is continued in the next line, which HTTP no longer allows."
        case .malformedFieldName: "A field name is not a token."
        case .whitespaceBeforeColon: "White space stands between a field name and its colon."
        case .missingColon: "A field line has no colon."
        case .repeatedField: "The request carries more than one line of a field that has one value."
        case .confusableFieldName: "A field has an underscore where Content-Length or Transfer-Encoding has a hyphen."
        case .missingHost: "A request of HTTP/1.1 has to carry Host."
        case .repeatedHost: "The request carries more than one Host."
        case .malformedHost: "Host is not a host with an optional port."
        case .unsupportedExpectation: "The only expectation that this server can meet is 100-continue."
        case .malformedContentLength: "Content-Length is not a decimal number without sign and leading zeros."
        case .repeatedContentLength: "The request carries more than one Content-Length."
        case .contentLengthTooLarge: "Content-Length is larger than any content can be."
        case .contentLengthWithTransferEncoding: "The request carries both Content-Length and Transfer-Encoding."
        case .transferEncodingInOldVersion: "A request of HTTP/1.0 cannot carry Transfer-Encoding."
        case .malformedTransferEncoding: "Transfer-Encoding is not a list of codings."
        case .unsupportedTransferCoding: "The only transfer coding that this server takes is chunked."
        case .repeatedChunked: "The chunked coding is applied more than once."
        case .chunkedNotLast: "The last transfer coding is not chunked, so the content has no end."
        case .malformedChunkSize: "The size of a chunk is not a row of hexadecimal digits."
        case .chunkSizeTooLarge: "The size of a chunk is larger than any content can be."
        case .malformedChunkExtension: "A chunk extension is malformed."
        case .chunkLineTooLong: "The size line of a chunk is longer than this server takes."
        case .chunkExtensionsTooLarge: "The chunk extensions of the request are larger than this server takes."
        case .missingChunkEnd: "The data of a chunk are not followed by a line end: the size of the chunk is wrong."
        case .forbiddenTrailer: "A field stands in the trailers that belongs into the head of a request."
        case .trailersTooLarge: "The trailer section is larger than this server takes."
        }
    }
}
