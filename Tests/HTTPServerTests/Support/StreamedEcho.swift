import Dispatch
import HTTPServer
import HTTPWire
import Locking

/// Answers each piece of content with the piece, as NDJSON.
final class StreamedEcho: BodyConsumer {
    /// How many consumers were told that nobody waits for their answer.
    static let cancellations = Lock(0)

    /// Whether every piece is written from another queue, during a pause.
    private let isPausing: Bool
    private let hasBegun = Lock(false)

    init(pausing: Bool) { isPausing = pausing }

    func consume(_ bytes: Span<UInt8>, isLast: Bool, _ response: StreamedResponse) -> BodyProgress {
        let piece = bytes.withUnsafeBufferPointer { Array($0) }
        guard isPausing else {
            write(piece, isLast: isLast, response)
            return isLast ? .done : .more
        }
        DispatchQueue.global().async { [self] in
            write(piece, isLast: isLast, response)
            if !isLast { response.resume() }
        }
        return .pause
    }

    func cancel() { Self.cancellations.withLock { $0 += 1 } }

    private func write(_ piece: [UInt8], isLast: Bool, _ response: StreamedResponse) {
        let isFirst = hasBegun.withLock { hasBegun in
            defer { hasBegun = true }
            return !hasBegun
        }
        if isFirst { response.begin(200, contentType: "application/x-ndjson", fields: [.init("Vary", "Accept")]) }
        response.write(piece)
        if isLast { response.finish() }
    }
}
