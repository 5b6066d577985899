internal import Dispatch
internal import Glibc
internal import Locking

/// Writes log lines to a descriptor on a queue of its own, so that nobody who logs waits for it.
///
/// What is not written yet is bounded: where a pipe is not read or a disk is full, further lines are lost, and their
/// number is told as soon as writing works again.
final class LogWriter: Sendable {
    /// The writer of standard error.
    static let standardError = LogWriter(STDERR_FILENO)

    private struct State {
        var waiting: [UInt8] = []
        var lost = 0
        var isWriting = false
        /// Whether what was written last ends inside a line.
        var isTorn = false
    }

    /// The most bytes that wait.
    private let capacity: Int
    private let descriptor: Int32
    private let state = Lock(State())
    private let queue = DispatchQueue(label: "feedforward.log", qos: .utility)

    /// Makes a writer of a descriptor that stays open.
    init(_ descriptor: Int32, capacity: Int = 1 << 20) {
        self.descriptor = descriptor
        self.capacity = capacity
    }

    /// Takes a line with its end.
    func write(_ line: String) {
        let isFirst = state.withLock { state -> Bool in
            guard state.waiting.count + line.utf8.count <= capacity else {
                state.lost += 1
                return false
            }
            state.waiting.append(contentsOf: line.utf8)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isFirst { queue.async { [self] in drain() } }
    }

    /// Waits until what was taken is written, or a time is over.
    func flush(seconds: Double = 1) {
        let written = DispatchSemaphore(value: 0)
        queue.async { written.signal() }
        _ = written.wait(timeout: .now() + seconds)
    }

    private func drain() {
        while true {
            let (bytes, lost) = state.withLock { state -> ([UInt8], Int) in
                guard !state.waiting.isEmpty else {
                    state.isWriting = false
                    return ([], 0)
                }
                defer { (state.waiting, state.lost) = ([], 0) }
                return (state.waiting, state.lost)
            }
            guard !bytes.isEmpty else { return }
            let unwritten = putLines(bytes)
            guard lost + unwritten > 0 else { continue }
            let report = Array("\(lost + unwritten) log lines were lost\n".utf8)
            if unwritten > 0 || putLines(report) > 0 { state.withLock { $0.lost += lost + unwritten } }
        }
    }

    /// Writes lines with their ends.
    ///
    /// Where the lines before them broke off, they begin on a new line, so that nobody takes two halves for one line.
    ///
    /// - Returns: How many lines could not be written.
    private func putLines(_ bytes: [UInt8]) -> Int {
        if state.withLock({ $0.isTorn }) {
            guard put([Self.newLine]) == 1 else { return bytes.count { $0 == Self.newLine } }
        }
        let written = put(bytes)
        state.withLock { $0.isTorn = written > 0 && bytes[written - 1] != Self.newLine }
        return bytes[written...].count { $0 == Self.newLine }
    }

    private static let newLine = UInt8(ascii: "\n")

    /// Writes bytes.
    ///
    /// - Returns: How many of them were written.
    private func put(_ bytes: [UInt8]) -> Int {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
            }
            guard count < 0 else {
                start += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                // Whoever gave us the descriptor made it non-blocking.
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wait, 1, 1000)
            default: return start
            }
        }
        return start
    }
}
