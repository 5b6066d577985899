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

    /// A process of the program that has not started; settings of the test run's own environment do not reach it.
    static func process(_ arguments: [String], environment: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("FEEDFORWARD__") }
            .merging(environment) { $1 }
        return process
    }

    /// Runs the program to its end.
    ///
    /// Neither standard output nor standard error is a terminal.
    static func run(_ arguments: [String], input: String = "") throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appending(path: "feedforward-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, not pipes: a pipe that nobody empties would stop the program.
        let files = ["input", "output", "error"].map { folder.appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        let process = process(arguments)
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        let end = EndOfProcess(process)
        try process.run()
        let status = try end.wait()
        return Outcome(
            status: status,
            output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
        )
    }
}

/// Waits for the end of a process, but not for ever.
struct EndOfProcess {
    /// A process that had to be killed, or that died of a signal.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let process: Process
    private let ended = DispatchSemaphore(value: 0)

    /// Prepares for a process that has not started.
    init(_ process: Process) {
        self.process = process
        process.terminationHandler = { [ended] _ in ended.signal() }
    }

    /// Waits until the process has exited by itself.
    ///
    /// - Returns: Its exit status.
    func wait() throws -> Int32 {
        guard ended.wait(timeout: .now() + .seconds(Program.timeoutSeconds)) == .success else {
            kill(process.processIdentifier, SIGKILL)
            throw Failure(description: "did not end within \(Program.timeoutSeconds) s")
        }
        guard process.terminationReason == .exit else {
            throw Failure(description: "died of signal \(process.terminationStatus)")
        }
        return process.terminationStatus
    }
}
