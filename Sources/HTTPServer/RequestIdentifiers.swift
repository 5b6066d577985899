internal import HTTPWire

/// What X-Request-Id says: the client's own text where it fits, else a new one.
struct RequestIdentifiers {
    private let prefix: UInt32
    private var count: UInt32 = 0

    /// Begins a sequence that differs from those of other reactors and processes.
    init() { prefix = UInt32.random(in: 0...0xff_ffff) }

    /// The identifier of a request.
    mutating func identifier(of head: borrowing RequestHead, _ bytes: Span<UInt8>) -> String {
        if let range = head.firstValue(of: "x-request-id", in: bytes), Self.fits(bytes.extracting(range)) {
            return head.text(of: "x-request-id", in: bytes).flatMap { $0.utf8.count == range.count ? $0 : nil }
                ?? next()
        }
        return next()
    }

    /// A new identifier: 15 characters, which a String holds without allocating.
    mutating func next() -> String {
        count &+= 1
        return Self.hexadecimal(prefix, digits: 6) + "-" + Self.hexadecimal(count, digits: 8)
    }

    /// Whether a client's text is 1 to 128 of `A-Z a-z 0-9 . _ -`.
    private static func fits(_ text: Span<UInt8>) -> Bool {
        guard (1...128).contains(text.count) else { return false }
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                continue
            default: return false
            }
        }
        return true
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
