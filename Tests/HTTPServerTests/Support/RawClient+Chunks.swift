import Dispatch
import Locking

extension RawClient {
    /// Reads one answer whose content is chunked.
    func chunkedAnswer() throws(Failure) -> Answer? {
        guard var answer = try answer(isHead: true) else { return nil }
        while let chunk = try chunk() { answer.content += chunk }
        return answer
    }

    /// Reads one chunk; nil for the last one.
    func chunk() throws(Failure) -> [UInt8]? {
        let line = try take(through: [13, 10])
        guard let count = Int(String(decoding: line.dropLast(2), as: UTF8.self), radix: 16) else {
            throw Failure("chunk size")
        }
        while received.count < count + 2 {
            guard try receive() else { throw Failure("end inside a chunk") }
        }
        defer { received.removeFirst(count + 2) }
        return count == 0 ? nil : Array(received[..<count])
    }

    private func take(through pattern: [UInt8]) throws(Failure) -> [UInt8] {
        while true {
            if let index = find(pattern) {
                defer { received.removeFirst(index + pattern.count) }
                return Array(received[..<(index + pattern.count)])
            }
            guard try receive() else { throw Failure("end inside content") }
        }
    }
}

/// Sends on a thread of its own, so that a test can read meanwhile.
final class Sender: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let failure = Lock<RawClient.Failure?>(nil)

    init(_ client: RawClient, _ bytes: [UInt8]) {
        // Sending touches nothing of the client but its descriptor, which stays as long as the client.
        nonisolated(unsafe) let client = client
        DispatchQueue.global().async { [self] in
            do throws(RawClient.Failure) {
                try client.send(bytes)
            } catch {
                failure.withLock { $0 = error }
            }
            done.signal()
        }
    }

    /// Waits until everything is sent.
    func wait() throws {
        done.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
