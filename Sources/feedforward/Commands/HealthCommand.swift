internal import ArgumentParser
internal import HTTPServer
internal import Glibc

/// `feedforward health`: asks a running server whether it is alive, for a container's health check.
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Asks a running server whether it is alive; exits 0 if it is.",
        discussion:
            "Finds the server by the settings that `serve` reads. 0.0.0.0 and :: are asked at the loopback address."
    )

    @OptionGroup var sources: SettingSources

    func run() throws {
        let settings: Settings
        do {
            settings = try sources.reader().result()
        } catch {
            StandardStreams.writeError("\(error)\n")
            throw ExitCode(2)
        }
        let host =
            switch settings.server.host {
            case "0.0.0.0", "": "127.0.0.1"
            case "::", "[::]": "::1"
            default: settings.server.host
            }
        let outcome = HealthProbe(host: host, port: settings.server.port, seconds: 2).ask()
        switch outcome {
        case .alive: StandardStreams.writeOutput("alive\n")
        case .failed(let reason):
            StandardStreams.writeError("\(host):\(settings.server.port): \(reason)\n")
            throw ExitCode(1)
        }
    }
}

/// One GET /healthz over a socket of its own.
struct HealthProbe {
    /// What came of it.
    enum Outcome {
        case alive
        case failed(String)
    }

    let host: String
    let port: UInt16
    /// How long connecting, and each read or write, may take.
    let seconds: Int

    func ask() -> Outcome {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &found)
        guard status == 0, let first = found else { return .failed(String(cString: gai_strerror(status))) }
        defer { freeaddrinfo(first) }
        var reason = "no address"
        var next: UnsafeMutablePointer<addrinfo>? = first
        while let address = next?.pointee {
            switch ask(address) {
            case .alive: return .alive
            case .failed(let text): reason = text
            }
            next = address.ai_next
        }
        return .failed(reason)
    }

    private func ask(_ address: addrinfo) -> Outcome {
        let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .failed(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var timeout = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
        guard connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 else {
            return .failed(String(cString: strerror(errno)))
        }
        let request = Array("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        let sent = request.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent == request.count else { return .failed("the request could not be sent") }
        let expected = Array("HTTP/1.1 200 ".utf8)
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 512)
        while answer.count < expected.count {
            let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return .failed("no answer within \(seconds) s") }
            answer += chunk[..<count]
        }
        guard answer.starts(with: expected) else {
            let line = answer.prefix { $0 != 13 && $0 != 10 }
            return .failed(String(decoding: line, as: UTF8.self))
        }
        return .alive
    }
}
