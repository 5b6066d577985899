internal import HTTPServer
internal import HTTPWire

/// A host as a request names it, in lower case and without its port.
struct RequestHost: Sendable, Hashable {
    /// The name or address; in brackets for IPv6.
    let name: String
    /// The port as it was written, empty without one.
    let port: String

    /// Reads the text of an authority.
    init(_ authority: String) {
        let text = authority.lowercased()
        let bytes = Array(text.utf8)
        let nameEnd = bytes.lastIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? bytes.firstIndex(of: UInt8(ascii: ":"))
        let end = nameEnd ?? bytes.count
        name = String(decoding: bytes[..<end], as: UTF8.self)
        port = String(decoding: bytes[end...].dropFirst(), as: UTF8.self)
    }

    /// The host that a request is for; nil where HTTP/1.0 names none.
    init?(_ request: borrowing Request) {
        guard let range = request.head.authority else { return nil }
        let bytes = request.bytes.extracting(range)
        self.init(bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    }

    /// Whether no name service has a say in who answers at the host: an address, or this machine.
    ///
    /// A page can have its own name point to this machine (DNS rebinding), but not an address or `localhost`.
    var isFixed: Bool {
        if name == "localhost" || name.hasSuffix(".localhost") || name.hasPrefix("[") { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Whether an origin is that of the host: its own pages, over either scheme.
    func isHost(ofOrigin origin: String) -> Bool {
        for (scheme, standard) in [("http://", "80"), ("https://", "443")] where origin.hasPrefix(scheme) {
            let other = RequestHost(String(origin.dropFirst(scheme.count)))
            let port = port.isEmpty ? standard : port
            return other.name == name && (other.port.isEmpty ? standard : other.port) == port
        }
        return false
    }
}
