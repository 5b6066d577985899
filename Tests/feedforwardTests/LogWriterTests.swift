import Dispatch
import Glibc
import TestSupport
import Testing

@testable import feedforward

@Suite("Log lines on their way out")
struct LogWriterTests {
    /// Both ends of a pipe.
    private func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        try #require(Glibc.pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    private func readAll(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }

    @Test("Lines come whole and in order")
    func order() throws {
        let ends = try pipe()
        let writer = LogWriter(ends.writing)
        for number in 0..<1000 { writer.write("line \(number)\n") }
        writer.flush(seconds: 30)
        close(ends.writing)
        #expect(readAll(ends.reading) == (0..<1000).map { "line \($0)\n" }.joined())
        close(ends.reading)
    }

    @Test("A pipe that nobody reads holds nobody up, and what was lost is told once it is read")
    func stuck() throws {
        let ends = try pipe()
        let writer = LogWriter(ends.writing, capacity: 1 << 16)
        let line = String(repeating: "x", count: 1023) + "\n"
        // More than the pipe and the writer hold together; none of these calls may wait.
        for _ in 0..<1000 { writer.write(line) }
        let collected = DispatchSemaphore(value: 0)
        let text = Collected()
        DispatchQueue(label: "reader").async {
            text.value = readAll(ends.reading)
            collected.signal()
        }
        writer.flush(seconds: 30)
        writer.write("afterwards\n")
        writer.flush(seconds: 30)
        close(ends.writing)
        #expect(collected.wait(timeout: .now() + 30) == .success)
        let lines = text.value.split(separator: "\n")
        #expect(lines.contains("afterwards"))
        let lost = lines.compactMap { $0.hasSuffix(" log lines were lost") ? Int($0.prefix { $0 != " " }) : nil }
        let whole = lines.count { $0.utf8.count == 1023 }
        #expect(lost.reduce(0, +) + whole == 1000)
        #expect(whole < 1000)
        close(ends.reading)
    }

    @Test("A full disk loses lines, and nothing else")
    func full() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let writer = LogWriter(descriptor)
        for number in 0..<100 { writer.write("line \(number)\n") }
        writer.flush(seconds: 30)
    }

    @Test("A line that broke off is not continued by another")
    func torn() throws {
        signal(SIGPIPE, SIG_IGN)
        let folder = try TemporaryFolder()
        try #require(mkfifo(folder("log"), 0o600) == 0)
        let leaving = open(folder("log"), O_RDONLY | O_NONBLOCK)
        let writing = open(folder("log"), O_WRONLY)
        try #require(leaving >= 0 && writing >= 0)
        let writer = LogWriter(writing)
        // What a pipe holds is no multiple of this, so it is full inside a line.
        let line = String(repeating: "x", count: 999) + "\n"
        // All at once: a pipe takes a little whole or not at all.
        writer.write(String(repeating: line, count: 100))
        var room = pollfd(fd: writing, events: Int16(POLLOUT), revents: 0)
        for _ in 0..<3000 where poll(&room, 1, 0) == 1 { usleep(10_000) }
        try #require(poll(&room, 1, 0) == 0)
        // The write that waits for room ends with what it has written.
        close(leaving)
        writer.flush(seconds: 30)
        let reading = open(folder("log"), O_RDONLY)
        try #require(reading >= 0)
        writer.write("afterwards\n")
        let collected = DispatchSemaphore(value: 0)
        let text = Collected()
        DispatchQueue(label: "reader").async {
            text.value = readAll(reading)
            collected.signal()
        }
        writer.flush(seconds: 30)
        close(writing)
        #expect(collected.wait(timeout: .now() + 30) == .success)
        close(reading)
        let lines = text.value.split(separator: "\n")
        let whole = lines.count { $0.utf8.count == 999 }
        let rest = lines.filter { $0.utf8.count != 999 }
        #expect(whole < 100)
        try #require(rest.count == 3, "\(lines.map(\.utf8.count))")
        #expect(rest[0].utf8.count < 999 && rest[0].allSatisfy { $0 == "x" })
        #expect(rest[1...] == ["afterwards", "\(100 - whole) log lines were lost"])
    }

    private final class Collected: @unchecked Sendable {
        // Written before a semaphore is signalled and read after it was waited for.
        var value = ""
    }
}
