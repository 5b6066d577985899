internal import CLinux
internal import Glibc

/// A non-blocking socket that connections arrive at.
struct Listener: ~Copyable {
    private let descriptor: FileDescriptor

    /// What became of an attempt to take a connection.
    enum Arrival: ~Copyable {
        /// A connection.
        case connection(FileDescriptor, Peer)
        /// A connection that went away before it was taken; there may be more.
        case aborted
        /// None is waiting.
        case none
        /// The process or the system is out of descriptors or memory; the connection stays queued.
        case exhausted(SystemError)
    }

    /// How many connections the kernel queues; it cuts this to `net.core.somaxconn`.
    private static let backlog: Int32 = 4096

    /// What was asked for.
    private let configuration: ListenerConfiguration
    /// The socket's entry in the file system, to be removed with it; nil if there is none.
    private let file: SocketFile?

    /// Binds and listens.
    ///
    /// A name that has addresses of both families is listened on at IPv4, which is what `localhost` means to most
    /// clients.
    ///
    /// - Parameters:
    ///   - configuration: Where to listen.
    ///   - others: All places of the server, which decide whether `[::]` takes IPv4 as well.
    /// - Throws: The failure of the first address tried, if none works.
    init(_ configuration: ListenerConfiguration, beside others: [ListenerConfiguration]) throws(ServerStartError) {
        self.configuration = configuration
        if case .inherited(let number) = configuration.place {
            do throws(SystemError) {
                descriptor = try Self.adopt(number)
                file = nil
                return
            } catch {
                throw ServerStartError(error, configuration)
            }
        }
        let takesBoth = configuration.takesBothFamilies(beside: others)
        var firstFailure: SystemError?
        for address in try Self.addresses(of: configuration) {
            do throws(SystemError) {
                if case .unix(let path) = configuration.place {
                    try SocketFile.removeAbandoned(path, address)
                    descriptor = try Self.listen(at: address, takesBoth: false, file: (path, configuration.mode))
                    file = SocketFile(path)
                } else {
                    descriptor = try Self.listen(at: address, takesBoth: takesBoth, file: nil)
                    file = nil
                }
                return
            } catch {
                firstFailure = firstFailure ?? error
            }
        }
        throw ServerStartError(
            firstFailure ?? SystemError(operation: "getaddrinfo", code: EADDRNOTAVAIL),
            configuration
        )
    }

    deinit { file?.remove() }

    /// Whether connections begin with a TLS handshake.
    var isSecure: Bool { configuration.isSecure }

    /// The descriptor's number, for readiness.
    var number: Int32 { descriptor.number }

    /// Where the socket is bound, with the port that was taken.
    func bound() throws(SystemError) -> ListenerConfiguration {
        if case .unix = configuration.place { return configuration }
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let number = descriptor.number
        _ = try withGenericAddress(&storage) { (address) throws(SystemError) in
            try succeeding("getsockname") { getsockname(number, address, &length) }
        }
        guard let address = NumericAddress(storage) else {
            let path = withUnsafeBytes(of: &storage) { bytes in
                // The path, up to its zero, follows the family in a sockaddr_un.
                String(decoding: bytes[MemoryLayout<sa_family_t>.size...].prefix { $0 != 0 }, as: UTF8.self)
            }
            return ListenerConfiguration(.unix(path: path), isSecure: configuration.isSecure)
        }
        return ListenerConfiguration(.tcp(host: address.host, port: address.port), isSecure: configuration.isSecure)
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
            return .connection(FileDescriptor(owning: number), Peer(storage, isSecure: isSecure))
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

    private static func addresses(of asked: ListenerConfiguration) throws(ServerStartError) -> [SocketAddress] {
        let name: String
        let port: UInt16
        switch asked.place {
        case .unix(let path):
            guard let address = SocketAddress(path: path) else {
                throw .system(operation: "bind", code: ENAMETOOLONG, place: asked.url)
            }
            return [address]
        case .tcp(let host, let number): (name, port) = (host, number)
        case .inherited: return []
        }
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, String(port), &hints, &list)
        guard code == 0 else { throw .system(operation: "getaddrinfo", code: code, place: asked.url) }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = SocketAddress(entry) { addresses.append(address) }
            next = entry.ai_next
        }
        return addresses.filter { $0.family == AF_INET } + addresses.filter { $0.family != AF_INET }
    }

    private static func listen(
        at address: SocketAddress,
        takesBoth: Bool,
        file: (path: String, mode: UInt32?)?
    ) throws(SystemError) -> FileDescriptor {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = FileDescriptor(owning: try succeeding("socket") { socket(address.family, type, 0) })
        let number = descriptor.number
        var enabled: Int32 = 1
        if address.family == AF_INET6 {
            var isSixthOnly: Int32 = takesBoth ? 0 : 1
            _ = try succeeding("setsockopt") {
                setsockopt(number, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &isSixthOnly, socklen_t(MemoryLayout<Int32>.size))
            }
        }
        _ = try succeeding("setsockopt") {
            setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &enabled, socklen_t(MemoryLayout<Int32>.size))
        }
        var storage = address.storage
        let length = address.length
        _ = try withGenericAddress(&storage) { (generic) throws(SystemError) in
            try succeeding("bind") { bind(number, generic, length) }
        }
        if let file, let mode = file.mode {
            // Nobody can connect before `listen`.
            _ = try succeeding("chmod") { chmod(file.path, mode_t(mode)) }
        }
        _ = try succeeding("listen") { Glibc.listen(number, backlog) }
        return descriptor
    }

    /// Takes over a socket that was handed to the process.
    ///
    /// - Throws: EBADF, ENOTSOCK or EINVAL if it is no stream socket that listens.
    private static func adopt(_ name: String) throws(SystemError) -> FileDescriptor {
        guard let number = Int32(name), number > 2 else { throw SystemError(operation: "inherit", code: EBADF) }
        for (option, expected) in [(SO_ACCEPTCONN, Int32(1)), (SO_TYPE, Int32(SOCK_STREAM.rawValue))] {
            var value: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            _ = try succeeding("getsockopt") { getsockopt(number, SOL_SOCKET, option, &value, &size) }
            guard value == expected else { throw SystemError(operation: "inherit", code: EINVAL) }
        }
        let flags = try succeeding("fcntl") { fcntl(number, F_GETFL) }
        _ = try succeeding("fcntl") { fcntl(number, F_SETFL, flags | O_NONBLOCK) }
        _ = try succeeding("fcntl") { fcntl(number, F_SETFD, FD_CLOEXEC) }
        return FileDescriptor(owning: number)
    }
}

extension ListenerConfiguration {
    /// Whether `[::]` takes connections of IPv4 too: unless another place has the port there.
    func takesBothFamilies(beside others: [ListenerConfiguration]) -> Bool {
        guard case .tcp("::", let port) = place else { return false }
        return !others.contains { other in
            guard case .tcp(let host, port) = other.place else { return false }
            return !host.contains(":")
        }
    }
}
