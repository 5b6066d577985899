internal import Foundation

/// The built program, run as a user runs it.
enum Program {
    /// How long a run may take before it is killed and counts as hung.
    static let timeoutSeconds = 60

    /// What a run left behind.
    struct Outcome {
        let status: Int32
        let output: String
        let error: String
    }

    /// The program lies beside the test runner, whichever build directory that is.
    static let path: String = {
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(filePath: runner).deletingLastPathComponent().appending(path: "feedforward").path
        return FileManager.default.isExecutableFile(atPath: beside) ? beside : repository(".build/debug/feedforward")
    }()

    /// The path of a file of the repository.
    static func repository(_ path: String) -> String {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.appending(path: path).path
    }

    /// Runs the program to its end.
    ///
    /// Neither standard output nor standard error is a terminal.
    static func run(_ arguments: [String], input: String = "") throws -> Outcome {
        // Files, not pipes: a pipe that nobody empties would stop the program.
        let files = try (0..<3).map { _ in try temporaryFile() }
        defer { for file in files { close(file) } }
        _ = Array(input.utf8).withUnsafeBytes { write(files[0], $0.baseAddress, $0.count) }
        lseek(files[0], 0, SEEK_SET)
        let status = try ChildProcess(arguments, environment: [:], descriptors: files).wait()
        for file in files[1...] { lseek(file, 0, SEEK_SET) }
        return Outcome(
            status: status,
            output: String(decoding: readAll(files[1]), as: UTF8.self),
            error: String(decoding: readAll(files[2]), as: UTF8.self)
        )
    }

    /// A file without a name, which ends with its last descriptor.
    private static func temporaryFile() throws -> Int32 {
        var template = Array((NSTemporaryDirectory() + "/feedforward-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw ChildProcess.Failure(description: "no temporary file") }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }
}
