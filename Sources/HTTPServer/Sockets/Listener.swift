internal import CLinux
internal import Glibc

/// A non-blocking socket that connections arrive at.
struct Listener: ~Copyable {
    private let descriptor: FileDescriptor

    /// What became of an attempt to take a connection.
    enum Arrival: ~Copyable {
        /// A connection.
        case connection(Channel, Peer)
        /// A connection that went away before it was taken; there may be more.
        case aborted
        /// None is waiting.
        case none
        /// The process or the system is out of descriptors or memory; the connection stays queued.
        case exhausted(SystemError)
    }

    /// How many connections the kernel queues; it cuts this to `net.core.somaxconn`.
    private static let backlog: Int32 = 4096

    /// Binds and listens.
    ///
    /// - Parameters:
    ///   - host: A name or a numeric address; an IPv6 address with or without brackets. A name that has addresses of
    ///     both families is listened on at IPv4, which is what `localhost` means to most clients.
    ///   - port: The port; 0 for a free one.
    /// - Throws: The failure of the first address tried, if none works.
    init(host: String, port: UInt16) throws(ServerStartError) {
        let asked = ListeningAddress(host: host, port: port)
        var firstFailure: SystemError?
        for address in try Self.addresses(of: asked) {
            do throws(SystemError) {
                descriptor = try Self.listen(at: address)
                return
            } catch {
                firstFailure = firstFailure ?? error
            }
        }
        let failure = firstFailure ?? SystemError(operation: "getaddrinfo", code: EADDRNOTAVAIL)
        throw ServerStartError(failure, address: asked)
    }

    /// The descriptor's number, for readiness.
    var number: Int32 { descriptor.number }

    /// Where the socket is bound.
    func address() throws(SystemError) -> ListeningAddress {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let number = descriptor.number
        _ = try withGenericAddress(&storage) { (address) throws(SystemError) in
            try succeeding("getsockname") { getsockname(number, address, &length) }
        }
        return ListeningAddress(storage)
    }

    /// Takes the next connection.
    func accept() -> Arrival {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let listener = descriptor.number
        let accepted = withGenericAddress(&storage) { address in
            retryingInterrupts { linux_accept(listener, address, &length) }
        }
        switch accepted {
        case .success(let number):
            var enabled: Int32 = 1
            // Nagle's algorithm and delayed acknowledgement together hold an answer back for 40 ms.
            let size = socklen_t(MemoryLayout<Int32>.size)
            _ = setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &enabled, size)
            return .connection(.socket(FileDescriptor(owning: number)), Peer(storage))
        case .failure(let error):
            switch error.code {
            case EAGAIN, EWOULDBLOCK:
                return .none
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                return .exhausted(SystemError(operation: "accept4", code: error.code))
            default:
                // accept(2): errors of the network that are already pending on the new socket arrive here too.
                return .aborted
            }
        }
    }

    private static func addresses(of asked: ListeningAddress) throws(ServerStartError) -> [SocketAddress] {
        var name = asked.host
        if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, String(asked.port), &hints, &list)
        guard code == 0 else { throw ServerStartError(operation: "getaddrinfo", code: code, address: asked.text) }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = SocketAddress(entry) { addresses.append(address) }
            next = entry.ai_next
        }
        return addresses.filter { $0.family == AF_INET } + addresses.filter { $0.family != AF_INET }
    }

    private static func listen(at address: SocketAddress) throws(SystemError) -> FileDescriptor {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = FileDescriptor(owning: try succeeding("socket") { socket(address.family, type, 0) })
        let number = descriptor.number
        var enabled: Int32 = 1
        _ = try succeeding("setsockopt") {
            setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &enabled, socklen_t(MemoryLayout<Int32>.size))
        }
        var storage = address.storage
        let length = address.length
        _ = try withGenericAddress(&storage) { (generic) throws(SystemError) in
            try succeeding("bind") { bind(number, generic, length) }
        }
        _ = try succeeding("listen") { Glibc.listen(number, backlog) }
        return descriptor
    }
}
