internal import Glibc

/// A TCP connection on which a test decides about every byte that is sent, and sees every byte that comes back.
///
/// Blocking, for one thread. Reading and writing give up after `timeoutSeconds`.
public final class RawConnection {
    /// What went wrong with a connection, or what was no HTTP answer.
    public struct Failure: Error, CustomStringConvertible {
        /// What went wrong.
        public let description: String
    }

    /// How long one read or write may take: far longer than any answer should, short enough to end a test run.
    public static let timeoutSeconds = 30

    private let descriptor: Int32
    private var buffered: [UInt8] = []

    /// Connects to a port of 127.0.0.1.
    public init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(description: "socket: \(String(cString: strerror(errno)))") }
        var timeout = timeval(tv_sec: Self.timeoutSeconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure(description: "connect: \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    /// Sends text as it stands, for example `"GET / HTTP/1.1\r\nHost: a\r\n\r\n"`.
    public func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Sends bytes.
    public func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor,
                    $0.baseAddress.map { $0 + sent },
                    bytes.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { throw Failure(description: "send: \(String(cString: strerror(errno)))") }
            sent += count
        }
    }

    /// Tells the server that nothing more will be sent, and goes on reading.
    public func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Reads one answer, informational ones included.
    ///
    /// - Parameter toHead: Whether it answers HEAD, so that no content follows whatever its length says.
    /// - Returns: The answer, its content complete.
    /// - Throws: `Failure` if what comes is no answer, or ends too early.
    public func receive(toHead: Bool = false) throws -> RawResponse {
        var response = try RawResponse(head: take(through: Array("\r\n\r\n".utf8)))
        let hasContent = !toHead && response.status >= 200 && response.status != 204 && response.status != 304
        guard hasContent else { return response }
        if let length = response.field("Content-Length") {
            guard let count = Int(length) else { throw Failure(description: "Content-Length: \(length)") }
            response.content = try take(count)
        } else if response.field("Transfer-Encoding") == "chunked" {
            while case let chunk = try takeChunk(), !chunk.isEmpty { response.content += chunk }
        } else {
            response.content = try takeRest()
        }
        return response
    }

    /// Reads the head of a chunked answer, and its first chunk.
    ///
    /// - Returns: The text of the chunk.
    /// - Throws: `Failure` if what comes is no such answer.
    public func receiveChunkAfterHead() throws -> String {
        let response = try RawResponse(head: take(through: Array("\r\n\r\n".utf8)))
        guard response.status == 200, response.field("Transfer-Encoding") == "chunked" else {
            throw Failure(description: "no chunked answer: \(response.head)")
        }
        return try receiveChunk()
    }

    /// Reads one chunk of an answer.
    ///
    /// - Returns: The text of the chunk; empty at the end of the content.
    /// - Throws: `Failure` if what comes is no chunk.
    public func receiveChunk() throws -> String { String(decoding: try takeChunk(), as: UTF8.self) }

    /// Reads until the server closes.
    ///
    /// - Returns: What came before that.
    public func takeRest() throws -> [UInt8] {
        while try fill() {}
        defer { buffered = [] }
        return buffered
    }

    private func takeChunk() throws -> [UInt8] {
        let line = try String(decoding: take(through: Array("\r\n".utf8)).dropLast(2), as: UTF8.self)
        guard let count = Int(line, radix: 16) else { throw Failure(description: "chunk size \(line)") }
        let content = try take(count)
        guard try take(2) == Array("\r\n".utf8) else { throw Failure(description: "chunk without end") }
        return content
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while buffered.count < count {
            guard try fill() else { throw Failure(description: "closed \(count - buffered.count) bytes too early") }
        }
        defer { buffered.removeFirst(count) }
        return Array(buffered[..<count])
    }

    private func take(through end: [UInt8]) throws -> [UInt8] {
        var searched = 0
        while true {
            while searched + end.count <= buffered.count {
                if buffered[searched..<searched + end.count].elementsEqual(end) {
                    return try take(searched + end.count)
                }
                searched += 1
            }
            guard try fill() else {
                throw Failure(description: "closed after \(buffered.count) bytes, in the middle of a head")
            }
        }
    }

    /// Reads once; false at the end of the stream.
    private func fill() throws -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else { throw Failure(description: "recv: \(String(cString: strerror(errno)))") }
        buffered += chunk[..<count]
        return count > 0
    }
}

/// One answer as it came.
public struct RawResponse: Sendable {
    /// The text of the head, with its line ends.
    public let head: String
    /// The status code.
    public let status: Int
    /// Names and values in order.
    public let fields: [(name: String, value: String)]
    /// The content, transfer coding removed.
    public var content: [UInt8] = []

    init(head bytes: [UInt8]) throws {
        head = String(decoding: bytes, as: UTF8.self)
        // By code units: to Swift, "\r\n" is a single character.
        let lines = bytes.split(separator: 10).map {
            String(decoding: $0.last == 13 ? $0.dropLast() : $0, as: UTF8.self)
        }
        guard let first = lines.first, first.hasPrefix("HTTP/1.1 "), let status = Int(first.dropFirst(9).prefix(3))
        else {
            throw RawConnection.Failure(description: "no status line: \(lines.first ?? "")")
        }
        self.status = status
        fields = lines.dropFirst().filter { !$0.isEmpty }.map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return (String(line[..<colon]), String(line[colon...].dropFirst().drop { $0 == " " }))
        }
    }

    /// The value of a field, if it is there exactly once.
    public func field(_ name: String) -> String? {
        let values = fields.filter { $0.name.lowercased() == name.lowercased() }
        return values.count == 1 ? values[0].value : nil
    }

    /// The content as text.
    public var text: String { String(decoding: content, as: UTF8.self) }

    /// The content as JSON.
    public var json: GoldenValue {
        get throws { try GoldenValue(json: content) }
    }
}
