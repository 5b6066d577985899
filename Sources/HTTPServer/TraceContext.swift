internal import HTTPWire

/// The place of a request in a distributed trace, as `traceparent` says.
///
/// Source: W3C Trace Context, section 3.2.
public struct TraceContext: Sendable, Hashable {
    /// The trace: 32 hexadecimal digits, not all zero.
    public let traceID: String
    /// The caller's span: 16 hexadecimal digits, not all zero.
    public let parentID: String
    /// Whether the caller records the trace.
    public let isSampled: Bool
    /// The value as it came, which is sent back.
    let text: String

    /// Reads a value; nil if it breaks a rule, and then it is as if it had not been sent.
    ///
    /// Of a version that is not known the parts of version 00 are read.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        func isHex(_ range: Range<Int>) -> Bool {
            bytes[range].allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        }
        func isZero(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 == 0x30 } }
        let dash = UInt8(ascii: "-")
        guard bytes.count >= 55, bytes.count <= 512, isHex(0..<2), bytes[2] == dash, isHex(3..<35), bytes[35] == dash,
            isHex(36..<52), bytes[52] == dash, isHex(53..<55), !isZero(3..<35), !isZero(36..<52)
        else { return nil }
        let version = String(decoding: bytes[0..<2], as: UTF8.self)
        guard version != "ff", bytes.count == 55 || (version != "00" && bytes[55] == dash) else { return nil }
        guard bytes.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
        traceID = String(decoding: bytes[3..<35], as: UTF8.self)
        parentID = String(decoding: bytes[36..<52], as: UTF8.self)
        isSampled = (UInt8(String(decoding: bytes[53..<55], as: UTF8.self), radix: 16) ?? 0) & 1 == 1
        self.text = text
    }
}
