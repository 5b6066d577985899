import Dispatch
import Glibc
import HTTPWire
import Locking

@testable import HTTPServer

/// Turns the case of each byte over, on a queue of its own, with a bound on what waits there.
final class WorkingConsumer: BodyConsumer {
    /// How many bytes may wait before the consumer pauses.
    static let backlogLimit = 128 << 10

    private struct State {
        var backlog: [[UInt8]] = []
        var backlogBytes = 0
        var isLast = false
        var isPaused = false
        var peakBacklog = 0
        var peakUnsent = 0
        var received = 0
        var pieces = 0
        var isCancelled = false
    }

    private let state = Lock(State())
    private let queue = DispatchQueue(label: "test.worker")
    private let delay: UInt32

    /// Makes a consumer.
    ///
    /// - Parameter delay: How long the work on a piece takes, in microseconds.
    init(delay: UInt32 = 0) { self.delay = delay }

    /// The most bytes that waited here.
    var peakBacklog: Int { state.withLock(\.peakBacklog) }
    /// The most bytes that waited for the client.
    var peakUnsent: Int { state.withLock(\.peakUnsent) }
    /// How many bytes of content came.
    var received: Int { state.withLock(\.received) }
    /// In how many pieces they came.
    var pieces: Int { state.withLock(\.pieces) }
    /// Whether nobody waits any more.
    var isCancelled: Bool { state.withLock(\.isCancelled) }

    func consume(_ bytes: Span<UInt8>, isLast: Bool, _ response: StreamedResponse) -> BodyProgress {
        let piece = bytes.withUnsafeBufferPointer(Array.init)
        let pauses = state.withLock { state in
            if state.pieces == 0 { response.begin(200) }
            state.pieces += 1
            state.received += piece.count
            state.backlog.append(piece)
            state.backlogBytes += piece.count
            state.peakBacklog = max(state.peakBacklog, state.backlogBytes)
            state.isLast = isLast
            state.isPaused = state.backlogBytes > Self.backlogLimit && !isLast
            return state.isPaused
        }
        queue.async { [self] in work(response) }
        return pauses ? .pause : .more
    }

    private func work(_ response: StreamedResponse) {
        let (piece, isLast) = state.withLock { state in
            let piece = state.backlog.isEmpty ? [] : state.backlog.removeFirst()
            return (piece, state.isLast && state.backlog.isEmpty)
        }
        if delay > 0 { usleep(delay) }
        response.write(piece.map(Self.turned))
        if isLast { response.finish() }
        let resumes = state.withLock { state in
            state.peakUnsent = max(state.peakUnsent, response.unsentBytes)
            state.backlogBytes -= piece.count
            defer { state.isPaused = state.isPaused && state.backlogBytes > Self.backlogLimit }
            return state.isPaused && state.backlogBytes <= Self.backlogLimit
        }
        if resumes { response.resume() }
    }

    func cancel() { state.withLock { $0.isCancelled = true } }

    /// What becomes of a byte.
    static func turned(_ byte: UInt8) -> UInt8 { byte ^ 0x20 }
}
