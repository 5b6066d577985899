internal import Foundation
internal import Glibc
internal import TestSupport

/// A server of the built program on a free port, killed with the last reference to it.
final class ServerProcess {
    /// Why there is no server.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The port it listens on.
    let port: UInt16
    /// The one line it printed when it was ready.
    let announcement: String
    private let process: ChildProcess

    /// Starts a server and waits until it is ready.
    ///
    /// - Parameters:
    ///   - arguments: Flags beside the one for the port.
    ///   - environment: Variables beside those of the test run.
    ///   - path: Where its log goes; nil for nowhere.
    /// - Throws: What it printed instead of its address.
    init(_ arguments: [String] = [], environment: [String: String] = [:], log path: String? = nil) throws {
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0 else { throw Failure(description: "no pipe") }
        for descriptor in pipe { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        let log = path.map { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) } ?? dup(nothing)
        defer { for descriptor in pipe + [nothing, log] where descriptor >= 0 { close(descriptor) } }
        process = try ChildProcess(
            ["serve", "--listen", "tcp://127.0.0.1:0"] + arguments,
            environment: environment,
            descriptors: [nothing, pipe[1], log]
        )
        // The reading ends with the line, or with the program.
        close(pipe[1])
        pipe[1] = -1
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.last != 10, read(pipe[0], &byte, 1) == 1 { line.append(byte) }
        announcement = String(decoding: line, as: UTF8.self)
        let prefix = "listening on http://127.0.0.1:"
        guard announcement.hasPrefix(prefix), announcement.hasSuffix("\n"),
            let port = UInt16(announcement.dropFirst(prefix.count).dropLast())
        else {
            throw Failure(description: "instead of its address the server printed \"\(announcement)\"")
        }
        self.port = port
    }

    /// A new connection.
    func connect() throws -> RawConnection { try RawConnection(port: port) }

    /// One request on a connection of its own.
    func ask(_ method: String, _ target: String, fields: [String] = [], content: [UInt8]? = nil) throws -> RawResponse {
        let connection = try connect()
        try connection.send(request(method, target, fields: fields, content: content))
        return try connection.receive(toHead: method == "HEAD")
    }

    /// One POST of JSON on a connection of its own.
    func post(_ target: String, _ content: String) throws -> RawResponse {
        try ask("POST", target, fields: ["Content-Type: application/json"], content: Array(content.utf8))
    }

    /// Asks it to stop, as an orchestrator does.
    func terminate() { process.signal(SIGTERM) }

    /// Asks it to read its folder of models again.
    func reload() { process.signal(SIGHUP) }

    /// Ends it without a chance to do anything.
    func kill() { process.signal(SIGKILL) }

    /// Waits until it has exited by itself.
    ///
    /// - Returns: Its exit status.
    func waitForExit() throws -> Int32 { try process.wait() }

    /// The most memory it has had resident so far, in bytes.
    func peakMemory() throws -> Int {
        let file = open("/proc/\(process.identifier)/status", O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        let status = String(decoding: readAll(file), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        guard let kilobytes = line?.split(separator: " ").compactMap({ Int($0) }).first else {
            throw Failure(description: "no VmHWM in /proc")
        }
        return kilobytes << 10
    }
}

/// The bytes of a request.
func request(_ method: String, _ target: String, fields: [String] = [], content: [UInt8]? = nil) -> [UInt8] {
    let length = content.map { ["Content-Length: \($0.count)"] } ?? []
    let lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1"] + fields + length
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (content ?? [])
}
