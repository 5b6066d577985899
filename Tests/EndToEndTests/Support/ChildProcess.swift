internal import Foundation

/// A process of the built program, over posix_spawn.
///
/// Foundation's Process keeps memory of every process that it ran, which a leak check of the tests would report.
final class ChildProcess {
    /// A process that could not be started, hung, or died of a signal.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Its number.
    let identifier: pid_t
    /// How it ended, once that was asked for.
    private var status: Int32?

    /// Starts the program; settings of the test run's own environment do not reach it.
    ///
    /// - Parameters:
    ///   - arguments: Without the program's own name.
    ///   - environment: Variables beside those of the test run.
    ///   - descriptors: Its standard input, output and error. They stay the caller's.
    /// - Throws: What the system says if the program cannot be started.
    init(_ arguments: [String], environment: [String: String], descriptors: [Int32]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, descriptor) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
        }
        let variables = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("FEEDFORWARD__") }
            .merging(environment) { $1 }
        var words = ([Program.path] + arguments).map { strdup($0) } + [nil]
        var pairs = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + pairs { free(text) } }
        var identifier: pid_t = 0
        let code = posix_spawn(&identifier, Program.path, &actions, nil, &words, &pairs)
        guard code == 0 else { throw Failure(description: "\(Program.path): \(String(cString: strerror(code)))") }
        self.identifier = identifier
    }

    deinit {
        guard status == nil else { return }
        kill(identifier, SIGKILL)
        _ = waitpid(identifier, nil, 0)
    }

    /// Sends a signal, unless the process has ended.
    func signal(_ number: Int32) { if status == nil { kill(identifier, number) } }

    /// Waits until the process has exited by itself, but not for ever.
    ///
    /// - Returns: Its exit status.
    func wait() throws -> Int32 {
        var status = self.status ?? 0
        let deadline = ContinuousClock.now.advanced(by: .seconds(Program.timeoutSeconds))
        while self.status == nil {
            if waitpid(identifier, &status, WNOHANG) == identifier {
                self.status = status
            } else if ContinuousClock.now > deadline {
                kill(identifier, SIGKILL)
                throw Failure(description: "did not end within \(Program.timeoutSeconds) s")
            } else {
                usleep(2_000)
            }
        }
        // POSIX: the low seven bits are the signal, the byte above them the exit status.
        guard status & 0x7f == 0 else { throw Failure(description: "died of signal \(status & 0x7f)") }
        return status >> 8 & 0xff
    }
}

/// The bytes of a descriptor up to its end.
func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return bytes }
        bytes += chunk[..<count]
    }
}
