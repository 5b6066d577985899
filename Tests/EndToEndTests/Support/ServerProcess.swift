internal import Foundation
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
    private let process: Process
    private let end: EndOfProcess

    /// Starts a server and waits until it is ready.
    init(environment: [String: String] = [:]) throws {
        process = Program.process(["serve", "--port", "0"], environment: environment)
        end = EndOfProcess(process)
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line: [UInt8] = []
        while line.last != 10 {
            guard let byte = try output.fileHandleForReading.read(upToCount: 1)?.first else { break }
            line.append(byte)
        }
        announcement = String(decoding: line, as: UTF8.self)
        let prefix = "listening on http://127.0.0.1:"
        guard announcement.hasPrefix(prefix), announcement.hasSuffix("\n"),
            let port = UInt16(announcement.dropFirst(prefix.count).dropLast())
        else {
            process.terminate()
            throw Failure(description: "instead of its address the server printed \"\(announcement)\"")
        }
        self.port = port
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

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
    func terminate() { kill(process.processIdentifier, SIGTERM) }

    /// Waits until it has exited by itself.
    ///
    /// - Returns: Its exit status.
    func waitForExit() throws -> Int32 { try end.wait() }

    /// The most memory it has had resident so far, in bytes.
    func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
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
