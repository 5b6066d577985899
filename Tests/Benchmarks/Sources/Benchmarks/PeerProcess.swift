internal import Foundation

/// A program to compare with, which does a round of a case when it is told the case's name.
///
/// It reads the name as a line and answers a line of two numbers: the nanoseconds of processor time that the round took
/// and the checksum of the result. Between rounds it waits, so it does not disturb the other contestants. It ends when
/// its input does.
final class PeerProcess {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let name: String

    /// Starts the program.
    ///
    /// - Throws: What Foundation throws where there is no such program.
    init(_ command: [String], name: String) throws {
        self.name = name
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The peer as a contestant in one of its cases.
    ///
    /// - Parameters:
    ///   - name: The case.
    ///   - contestant: What the contestant is called; the peer's name unless given.
    /// - Returns: The contestant.
    func contestant(in name: String, as contestant: String? = nil) -> Contestant {
        Contestant(name: contestant ?? self.name) { try self.round(of: name) }
    }

    private func round(of name: String) throws -> Contestant.Round {
        try input.fileHandleForWriting.write(contentsOf: Data("\(name)\n".utf8))
        let answer = try readLine()
        let numbers = answer.split(separator: " ")
        guard numbers.count == 2, let nanoseconds = Double(numbers[0]), let checksum = UInt64(numbers[1]) else {
            throw Failure(description: "\(self.name) answered “\(answer)” to “\(name)”")
        }
        return Contestant.Round(nanoseconds: nanoseconds, checksum: checksum)
    }

    private func readLine() throws -> String {
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
            if byte.first == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line += byte
        }
        throw Failure(description: "\(name) ended without an answer")
    }
}
