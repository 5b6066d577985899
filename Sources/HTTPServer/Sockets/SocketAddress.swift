internal import Glibc

/// An address of a socket, of either family.
struct SocketAddress {
    /// AF_INET or AF_INET6.
    let family: Int32
    /// The address in the layout of its family.
    let storage: sockaddr_storage
    /// How many bytes of `storage` it takes.
    let length: socklen_t

    /// Takes the address out of an answer of the resolver; nil for another family.
    init?(_ entry: addrinfo) {
        guard entry.ai_family == AF_INET || entry.ai_family == AF_INET6, let address = entry.ai_addr else { return nil }
        guard Int(entry.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size else { return nil }
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) { target in
            target.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen)))
        }
        family = entry.ai_family
        self.storage = storage
        length = entry.ai_addrlen
    }
}

/// Lends an address in the form that the system calls take.
func withGenericAddress<Value, Failure: Error>(
    _ storage: inout sockaddr_storage,
    _ body: (UnsafeMutablePointer<sockaddr>) throws(Failure) -> Value
) throws(Failure) -> Value {
    try withUnsafeMutablePointer(to: &storage) { (pointer) throws(Failure) in
        // A sockaddr_storage is made to be seen as any sockaddr (POSIX, sys/socket.h).
        try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { (generic) throws(Failure) in
            try body(generic)
        }
    }
}

extension ListeningAddress {
    /// Reads an address that the system gave.
    init(_ storage: sockaddr_storage) {
        var storage = storage
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN) + 1)
        let capacity = socklen_t(INET6_ADDRSTRLEN)
        if Int32(storage.ss_family) == AF_INET6 {
            let port = withUnsafeMutableBytes(of: &storage) { bytes in
                var address = bytes.loadUnaligned(as: sockaddr_in6.self)
                inet_ntop(AF_INET6, &address.sin6_addr, &text, capacity)
                return UInt16(bigEndian: address.sin6_port)
            }
            self.init(host: "[" + Self.string(text) + "]", port: port)
        } else {
            let port = withUnsafeMutableBytes(of: &storage) { bytes in
                var address = bytes.loadUnaligned(as: sockaddr_in.self)
                inet_ntop(AF_INET, &address.sin_addr, &text, capacity)
                return UInt16(bigEndian: address.sin_port)
            }
            self.init(host: Self.string(text), port: port)
        }
    }

    /// Host and port, as in an authority.
    var text: String { host.contains(":") && !host.hasPrefix("[") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    private static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension Peer {
    /// Reads an address that the system gave.
    convenience init(_ storage: sockaddr_storage) {
        switch Int32(storage.ss_family) {
        case AF_INET, AF_INET6:
            let address = ListeningAddress(storage)
            let isBracketed = address.host.hasPrefix("[")
            self.init(
                address: isBracketed ? String(address.host.dropFirst().dropLast()) : address.host,
                port: address.port
            )
        default: self.init(address: "unix")
        }
    }
}
