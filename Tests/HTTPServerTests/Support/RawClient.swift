import Dispatch
import Glibc
import HTTPServer
import Locking

/// A client that sends what it is told, byte for byte, and reads answers one after the other.
///
/// One thread may send while another reads. Every read gives up after 30 seconds, so that a server that does not answer fails a test instead of hanging it.
final class RawClient: @unchecked Sendable {
    /// One answer.
    struct Answer {
        var status = 0
        /// The field lines, names in lower case.
        var fields: [String: String] = [:]
        var content: [UInt8] = []
        /// The bytes of the head.
        var head = ""

        var text: String { String(decoding: content, as: UTF8.self) }
    }

    private(set) var descriptor: Int32
    private var received: [UInt8] = []

    /// Connects, with a receive buffer that bounds what the kernel keeps for a client that does not read.
    init(port: UInt16, host: String = "127.0.0.1", receiveBuffer: Int32? = nil) throws(Failure) {
        let isIPv6 = host.contains(":")
        descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure("socket") }
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var timeout = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        let result: Int32
        if isIPv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            inet_pton(AF_INET6, host, &address.sin6_addr)
            result = Self.connect(descriptor, &address)
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            inet_pton(AF_INET, host, &address.sin_addr)
            result = Self.connect(descriptor, &address)
        }
        guard result == 0 else { throw Failure("connect") }
    }

    /// Connects to a place where a server listens.
    convenience init(_ place: ListenerConfiguration) throws(Failure) {
        switch place.place {
        case .tcp(let host, let port): try self.init(port: port, host: host)
        case .unix(let path): try self.init(path: path)
        case .inherited: throw Failure("socket")
        }
    }

    /// Connects to a Unix-domain socket.
    init(path: String) throws(Failure) {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure("socket") }
        var timeout = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = unixAddress(path)
        guard Self.connect(descriptor, &address) == 0 else { throw Failure("connect") }
    }

    deinit { disconnect() }

    /// What failed, with errno.
    struct Failure: Error {
        let operation: String
        let code: Int32

        init(_ operation: String) {
            self.operation = operation
            code = errno
        }
    }

    private static func connect<Address>(_ descriptor: Int32, _ address: inout Address) -> Int32 {
        withUnsafeMutableBytes(of: &address) { bytes in
            guard let base = bytes.baseAddress else { return -1 }
            return Glibc.connect(
                descriptor,
                base.assumingMemoryBound(to: sockaddr.self),
                socklen_t(MemoryLayout<Address>.size)
            )
        }
    }

    /// Sends text.
    func send(_ text: String) throws(Failure) { try send(Array(text.utf8)) }

    /// Sends bytes, all of them.
    func send(_ bytes: [UInt8]) throws(Failure) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure("send") }
            sent += count
        }
    }

    /// Sends bytes from another thread.
    ///
    /// - Parameters:
    ///   - bytes: What to send.
    ///   - size: How many at a time.
    ///   - thenFinish: Whether the sending side is shut after them.
    /// - Returns: Waits for the end, and says whether everything was sent.
    func sendAside(_ bytes: [UInt8], by size: Int = .max, thenFinish: Bool = false) -> () -> Bool {
        let group = DispatchGroup()
        let isSent = Lock(false)
        DispatchQueue.global().async(group: group) { [self] in
            do throws(Failure) {
                var rest = bytes[...]
                while !rest.isEmpty {
                    try send(Array(rest.prefix(size)))
                    rest = rest.dropFirst(size)
                }
                if thenFinish { finishSending() }
                isSent.withLock { $0 = true }
            } catch {}
        }
        return {
            group.wait()
            return isSent.withLock { $0 }
        }
    }

    /// Reads one answer, which has no content if it is to HEAD; nil at the end of the connection.
    func answer(isHead: Bool = false) throws(Failure) -> Answer? {
        let separator: [UInt8] = [13, 10, 13, 10]
        var end = find(separator)
        while end == nil {
            guard try receive() else {
                guard received.isEmpty else { throw Failure("end inside an answer") }
                return nil
            }
            end = find(separator)
        }
        guard let end else { return nil }
        var answer = Answer()
        answer.head = String(decoding: received[..<end], as: UTF8.self)
        received.removeFirst(end + 4)
        let lines = answer.head.split(separator: "\r\n")
        answer.status = Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            answer.fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        if !isHead, answer.fields["transfer-encoding"] == "chunked" {
            answer.content = try chunks()
            return answer
        }
        guard !isHead, let length = answer.fields["content-length"].flatMap(Int.init) else { return answer }
        while received.count < length {
            guard try receive() else { throw Failure("end inside content") }
        }
        answer.content = Array(received[..<length])
        received.removeFirst(length)
        return answer
    }

    /// Reads chunked content to its end.
    private func chunks() throws(Failure) -> [UInt8] {
        var content: [UInt8] = []
        while let piece = try chunk() { content += piece }
        return content
    }

    /// Reads one chunk; nil for the last.
    func chunk() throws(Failure) -> [UInt8]? {
        while true {
            if let end = received.prefix(20).firstIndex(of: 10) {
                let line = String(decoding: received[..<end].dropLast(), as: UTF8.self)
                guard let count = Int(line, radix: 16) else { throw Failure("chunk size") }
                while received.count < end + 1 + count + 2 {
                    guard try receive() else { throw Failure("end inside content") }
                }
                defer { received.removeFirst(end + 1 + count + 2) }
                return count == 0 ? nil : Array(received[end + 1..<end + 1 + count])
            }
            guard try receive() else { throw Failure("end inside content") }
        }
    }

    /// Reads to the end of the connection.
    func rest() throws(Failure) -> [UInt8] {
        while try receive() {}
        defer { received = [] }
        return received
    }

    private func find(_ pattern: [UInt8]) -> Int? {
        guard received.count >= pattern.count else { return nil }
        return (0...received.count - pattern.count).first { received[$0..<$0 + pattern.count].elementsEqual(pattern) }
    }

    /// Whether the server has shut the connection, in order, and sent nothing more before.
    func isAtEnd() throws(Failure) -> Bool {
        guard received.isEmpty else { return false }
        return try !receive()
    }

    /// Reads some bytes; false at the end.
    @discardableResult
    func receive(atMost limit: Int = 1 << 16) throws(Failure) -> Bool {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            result = recv(descriptor, buffer.baseAddress, limit, 0)
            count = max(0, result)
        }
        guard result >= 0 else { throw Failure("recv") }
        received += bytes
        return result > 0
    }

    /// Whether something comes within some milliseconds.
    func hasInput(withinMilliseconds time: Int32) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return !received.isEmpty || poll(&watched, 1, time) > 0
    }

    /// Tells the server that nothing more will be sent.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes the connection.
    ///
    /// - Parameter resetting: Whether by a reset, as when a process dies with unread input.
    func disconnect(resetting: Bool = false) {
        guard descriptor >= 0 else { return }
        if resetting {
            var option = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }
        close(descriptor)
        descriptor = -1
    }
}

/// The address of a Unix-domain socket; the path is cut to what fits.
func unixAddress(_ path: String) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return address
}
