internal import HTTPServer
internal import Glibc

/// One GET /healthz over a socket of its own.
struct HealthProbe {
    /// What came of it.
    enum Outcome {
        case alive
        case failed(String)
    }

    private let place: ListenerConfiguration.Place
    private let isSecure: Bool
    /// How long connecting, and each read or write, may take.
    private let seconds: Int

    init(_ listener: ListenerConfiguration, seconds: Int) {
        place = listener.place
        isSecure = listener.isSecure
        self.seconds = seconds
    }

    func ask() -> Outcome {
        switch place {
        case .unix(let path): return ask(path: path)
        case .tcp("0.0.0.0", let port): return ask(host: "127.0.0.1", port: port)
        case .tcp("::", let port): return ask(host: "::1", port: port)
        case .tcp(let host, let port): return ask(host: host, port: port)
        case .inherited: return .failed("an inherited socket has no address here")
        }
    }

    private func ask(path: String) -> Outcome {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return .failed("the path is too long") }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafeMutablePointer(to: &address) { pointer in
            // Every address is made to be seen as a sockaddr (POSIX, sys/socket.h).
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                ask(AF_UNIX, generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private func ask(host: String, port: UInt16) -> Outcome {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &found)
        guard status == 0, let first = found else { return .failed(String(cString: gai_strerror(status))) }
        defer { freeaddrinfo(first) }
        var reason = "no address"
        var next: UnsafeMutablePointer<addrinfo>? = first
        while let address = next?.pointee {
            switch ask(address.ai_family, address.ai_addr, address.ai_addrlen) {
            case .alive: return .alive
            case .failed(let text): reason = text
            }
            next = address.ai_next
        }
        return .failed(reason)
    }

    private func ask(_ family: Int32, _ address: UnsafeMutablePointer<sockaddr>?, _ length: socklen_t) -> Outcome {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .failed(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var timeout = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
        guard connect(descriptor, address, length) == 0 else {
            return .failed(String(cString: strerror(errno)))
        }
        let request = Array("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        return isSecure ? exchangeSecurely(request, descriptor) : exchange(request, descriptor)
    }

    private func exchange(_ request: [UInt8], _ descriptor: Int32) -> Outcome {
        let sent = request.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent == request.count else { return .failed("the request could not be sent") }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 512)
        while answer.count < Self.expected.count {
            let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return .failed("no answer within \(seconds) s") }
            answer += chunk[..<count]
        }
        return judge(answer)
    }

    private func exchangeSecurely(_ request: [UInt8], _ descriptor: Int32) -> Outcome {
        signal(SIGPIPE, SIG_IGN)
        switch TLSProbe.ask(request, over: descriptor, count: Self.expected.count) {
        case .answered(let answer): return judge(answer)
        case .wantsCertificate: return .alive
        case .failed(let reason): return .failed(reason)
        }
    }

    private static let expected = Array("HTTP/1.1 200 ".utf8)

    private func judge(_ answer: [UInt8]) -> Outcome {
        guard answer.starts(with: Self.expected) else {
            let line = answer.prefix { $0 != 13 && $0 != 10 }
            return .failed(String(decoding: line, as: UTF8.self))
        }
        return .alive
    }
}
