internal import Digests
public import HTTPServer

/// A new token, and the line by which it is recognised.
public struct AccessToken: Sendable {
    /// The token: `ff_` and 256 random bits in the alphabet for URLs (RFC 4648 section 5), without padding.
    public let text: String
    /// The line for the file of tokens, without its end.
    public let line: String

    /// Makes a token.
    ///
    /// - Parameters:
    ///   - name: Whose it is, on one line.
    ///   - scopes: What it grants.
    public init(name: String, scopes: Set<Scope>) {
        var bytes = [UInt8](repeating: 0, count: 32)
        bytes.withUnsafeMutableBytes { RandomBytes.fill($0) }
        text = "ff_" + Self.base64URL(bytes)
        var hash = SHA256()
        hash.update(Array(text.utf8))
        let words = Scope.granted.filter(scopes.contains).map(\.rawValue).joined(separator: ",")
        line = "sha256:\(hash.hexDigest()) \(words) \(name)"
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static func base64URL(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in bytes {
            (bits, count) = (bits << 8 | Int(byte), count + 8)
            while count >= 6 {
                count -= 6
                digits.append(alphabet[bits >> count & 63])
            }
            bits &= 63
        }
        if count > 0 { digits.append(alphabet[bits << (6 - count) & 63]) }
        return String(decoding: digits, as: UTF8.self)
    }
}
