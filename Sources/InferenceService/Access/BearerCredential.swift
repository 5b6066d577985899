internal import HTTPServer
internal import HTTPWire

/// What a request's Authorization says (RFC 9110 section 11.6.2, RFC 6750 section 2.1).
enum BearerCredential {
    /// There is none, or it is of another scheme.
    case none
    /// It is no token, however it is meant.
    case malformed
    /// A token.
    case token([UInt8])

    /// The longest token that is looked at, in bytes.
    static let lengthLimit = 512

    init(_ request: borrowing Request) {
        guard let text = request.head.text(of: "authorization", in: request.bytes) else {
            self = .none
            return
        }
        let bytes = Array(text.utf8)
        let scheme = bytes.prefix { $0 != 32 }
        guard scheme.count == 6, zip(scheme, "bearer".utf8).allSatisfy({ $0 | 0x20 == $1 }) else {
            self = .none
            return
        }
        let token = bytes[scheme.count...].drop { $0 == 32 }
        let isWhole = 1...Self.lengthLimit ~= token.count && token.allSatisfy(Self.isTokenByte)
        self = isWhole ? .token(Array(token)) : .malformed
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~+/=".utf8.contains(byte)
        }
    }
}
