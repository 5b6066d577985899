import HTTPServer
import HTTPWire
import Locking

/// Answers each piece with itself, in place, and stops while the client does not read.
final class EchoingConsumer: BodyConsumer {
    private struct State {
        var hasBegun = false
        var paused: StreamedResponse?
        var received = 0
        var isCancelled = false
    }

    private let state = Lock(State())

    /// How many bytes of content came.
    var received: Int { state.withLock(\.received) }
    /// Whether nobody waits any more.
    var isCancelled: Bool { state.withLock(\.isCancelled) }

    func consume(_ bytes: Span<UInt8>, isLast: Bool, _ response: StreamedResponse) -> BodyProgress {
        let isFirst = state.withLock { state in
            defer { state.hasBegun = true }
            state.received += bytes.count
            return !state.hasBegun
        }
        if isFirst { response.begin(200, contentType: "text/plain", fields: [.init("X-Kind", "stream")]) }
        // Who waits for room says so first: it may come before `write` has returned.
        state.withLock { $0.paused = response }
        let hasRoom = response.write(bytes.withUnsafeBufferPointer(Array.init))
        if isLast { response.finish() }
        guard hasRoom || isLast else { return .pause }
        state.withLock { $0.paused = nil }
        return .more
    }

    func outputHasRoom() {
        let paused = state.withLock { state in
            defer { state.paused = nil }
            return state.paused
        }
        paused?.resume()
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.paused = nil
        }
    }
}
