internal import CLinux
internal import Glibc

/// An address of a socket.
struct SocketAddress {
    /// AF_INET, AF_INET6 or AF_UNIX.
    let family: Int32
    /// The address in the layout of its family.
    let storage: sockaddr_storage
    /// How many bytes of `storage` it takes.
    let length: socklen_t

    /// Makes the address of a path; nil if it is too long for one.
    init?(path: String) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path), !bytes.contains(0) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) { target in
            withUnsafeBytes(of: &address) { target.copyMemory(from: $0) }
        }
        family = AF_UNIX
        self.storage = storage
        length = socklen_t(MemoryLayout<sockaddr_un>.size)
    }

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

/// A numeric address and a port.
struct NumericAddress {
    /// The address; IPv6 without brackets.
    let host: String
    let port: UInt16

    /// Reads an address that the system gave; nil for one of another family.
    init?(_ storage: sockaddr_storage) {
        var storage = storage
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN) + 1)
        let capacity = socklen_t(INET6_ADDRSTRLEN)
        switch Int32(storage.ss_family) {
        case AF_INET6:
            port = withUnsafeMutableBytes(of: &storage) { bytes in
                var address = bytes.loadUnaligned(as: sockaddr_in6.self)
                inet_ntop(AF_INET6, &address.sin6_addr, &text, capacity)
                return UInt16(bigEndian: address.sin6_port)
            }
        case AF_INET:
            port = withUnsafeMutableBytes(of: &storage) { bytes in
                var address = bytes.loadUnaligned(as: sockaddr_in.self)
                inet_ntop(AF_INET, &address.sin_addr, &text, capacity)
                return UInt16(bigEndian: address.sin_port)
            }
        default: return nil
        }
        let numeric = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // A client of IPv4 at a socket for both families (RFC 4291 section 2.5.5.2).
        let isMapped = numeric.hasPrefix("::ffff:") && numeric.contains(".")
        host = isMapped ? String(numeric.dropFirst(7)) : numeric
    }
}

extension Peer {
    /// Reads an address that the system gave.
    convenience init(_ storage: sockaddr_storage, isSecure: Bool) {
        if let address = NumericAddress(storage) {
            self.init(address: address.host, port: address.port, isSecure: isSecure)
        } else {
            self.init(address: "unix", isSecure: isSecure)
        }
    }
}
