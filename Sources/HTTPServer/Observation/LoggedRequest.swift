internal import HTTPWire

/// What of a request's head the access log shows.
final class LoggedRequest: Sendable {
    /// The most bytes of a target or of a field that are shown.
    private static let limit = 512

    let method: String
    let target: String
    let userAgent: String?

    init(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) {
        // The request line is shown as it came, since a method that nobody knows has no other name.
        var words: [String] = []
        var start = 0
        for index in 0..<bytes.count where words.count < 2 {
            guard bytes[index] == UInt8(ascii: " ") || bytes[index] == 13 || bytes[index] == 10 else { continue }
            if index > start { words.append(Self.escape(bytes.extracting(start..<index))) }
            start = index + 1
        }
        method = words.first ?? "-"
        target = words.count > 1 ? words[1] : "-"
        userAgent = head.firstValue(of: "user-agent", in: bytes).map { Self.escape(bytes.extracting($0)) }
    }

    /// Text that cannot be taken for anything but a value: other bytes than visible ASCII percent-encoded.
    static func escape(_ text: String) -> String { escape(Array(text.utf8).span, keepingSpaces: true) }

    private static func escape(_ bytes: Span<UInt8>, keepingSpaces: Bool = false) -> String {
        var text: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for index in 0..<min(bytes.count, limit) {
            let byte = bytes[index]
            if (0x21...0x7e).contains(byte) || (keepingSpaces && byte == 0x20) {
                text.append(byte)
            } else {
                text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        if bytes.count > limit { text += Array("...".utf8) }
        return String(decoding: text, as: UTF8.self)
    }
}
