/// Why bytes are not a JSON document (RFC 8259), and where.
public struct JSONSyntaxError: Error, Sendable, Hashable {
    /// The rule that is broken.
    public enum Reason: Sendable, Hashable {
        /// The document ends in the middle of a value.
        case unexpectedEnd
        /// A byte that cannot stand here.
        case unexpectedByte(UInt8)
        /// More than white space follows the document's value.
        case trailingBytes
        /// A byte order mark stands before the document (RFC 8259 section 8.1).
        case byteOrderMark
        /// NaN, Infinity and the like are no JSON numbers (RFC 8259 section 6).
        case nonFiniteToken
        /// A number is not spelt as RFC 8259 section 6 says: a leading zero or plus, a bare point.
        case malformedNumber
        /// A number longer than `limit` bytes.
        case numberTooLong(limit: Int)
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// A control character inside a string, which must be escaped.
        case controlCharacter(UInt8)
        /// An escape that RFC 8259 section 7 does not know.
        case invalidEscape
        /// Half of a surrogate pair.
        case loneSurrogate
        /// A key that stands twice in one object.
        case duplicateKey(String)
        /// Arrays and objects nested deeper than `limit`.
        case tooDeep(limit: Int)
    }

    /// The rule that is broken.
    public let reason: Reason
    /// The offset of the offending byte, counted from 0.
    public let offset: Int
    /// The innermost value that was being read.
    public let pointer: JSONPointer
}
