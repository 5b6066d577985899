/// How content is encoded for its way over the network (RFC 9110 section 8.4.1).
public enum ContentCoding: String, Sendable, Hashable, CaseIterable {
    /// RFC 1952, checked by a CRC-32; several members in a row are one content.
    case gzip
    /// RFC 1950, the zlib format around RFC 1951, checked by an Adler-32.
    ///
    /// Deflate without that wrapper, which some clients once sent, is not the coding of this name.
    case deflate
    /// As it is.
    case identity

    /// What requests are decoded from, as the value of Accept-Encoding.
    public static let accepted = "gzip, deflate"

    /// The coding of a name, whatever the case of its letters; nil for an unknown one.
    ///
    /// `x-gzip` is gzip (RFC 9110 section 8.4.1.3).
    init?(_ name: Span<UInt8>) {
        if name.isName("gzip") || name.isName("x-gzip") {
            self = .gzip
        } else if name.isName("deflate") {
            self = .deflate
        } else if name.isName("identity") {
            self = .identity
        } else {
            return nil
        }
    }
}

extension ContentCoding {
    /// Why content cannot be decoded.
    public enum Refusal: Error, Sendable, Hashable {
        /// The coding has a name that is not known.
        case unknown(String)
        /// More than one coding was applied, in this order.
        ///
        /// Nobody gains by compressing twice, and each step would multiply what a byte can expand to.
        case several([ContentCoding])
    }

    /// Reads the value of Content-Encoding.
    ///
    /// - Parameter field: The value, several lines joined by commas; empty elements count for nothing (RFC 9110 section 5.6.1.2).
    /// - Returns: The one coding that was applied; identity without any.
    /// - Throws: What cannot be decoded, to be answered by 415.
    static func ofContent(_ field: String) throws(Refusal) -> ContentCoding {
        var codings: [ContentCoding] = []
        for element in field.utf8.split(separator: UInt8(ascii: ",")) {
            let name = Array(element).span.trimmedOfWhitespace
            guard name.count > 0 else { continue }
            guard let coding = ContentCoding(name) else {
                throw .unknown(name.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
            }
            if coding != .identity { codings.append(coding) }
        }
        guard codings.count <= 1 else { throw .several(codings) }
        return codings.first ?? .identity
    }
}

extension Span<UInt8> {
    /// Whether the bytes are a name in lower case, whatever the case of their letters.
    func isName(_ name: StaticString) -> Bool {
        guard count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { name in
            for index in 0..<count {
                let byte = self[index]
                let isCapital = byte &- UInt8(ascii: "A") < 26
                if name[index] != (isCapital ? byte | 0x20 : byte) { return false }
            }
            return true
        }
    }

    /// The bytes without the spaces and tabs at their ends (OWS, RFC 9110 section 5.6.3).
    var trimmedOfWhitespace: Span<UInt8> {
        @_lifetime(copy self) get {
            var start = 0
            var end = count
            while start < end, self[start] == UInt8(ascii: " ") || self[start] == UInt8(ascii: "\t") { start &+= 1 }
            while start < end, self[end - 1] == UInt8(ascii: " ") || self[end - 1] == UInt8(ascii: "\t") { end &-= 1 }
            return extracting(start..<end)
        }
    }
}
