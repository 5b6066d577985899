import HTTPWire
import TestSupport

/// Feeds a decoder as a connection would, and holds it to what it promises.
struct Feeding {
    /// A promise that the decoder broke.
    struct Broken: Error { let promise: String }

    var limits = WireLimits()
    /// Where bytes are placed, so that they end at a page that must not be touched; nil for an ordinary array.
    var room: GuardedBytes?

    /// Feeds bytes in pieces.
    ///
    /// - Parameters:
    ///   - input: The bytes of a connection.
    ///   - cuts: The offsets at which pieces end, ascending; the end of the input need not be named.
    /// - Returns: What the decoder said, up to the first violation.
    /// - Throws: A promise that is broken.
    func observations(of input: [UInt8], cuts: [Int] = []) throws -> [Observation] {
        var decoder = RequestDecoder(limits: limits)
        var log = ObservationLog()
        var start = 0
        for cut in cuts + [input.count] {
            // Two events without a byte in between are the most: the end of a request and then the need for more.
            var idleEvents = 0
            while true {
                let event: RequestDecoder.Event
                switch next(&decoder, input, start..<cut) {
                case .failure(let error):
                    guard case .failure(error) = next(&decoder, input, start..<cut) else {
                        throw Broken(promise: "an error that stays")
                    }
                    return log.observations + [.error(error)]
                case .success(let success): event = success
                }
                guard let consumed = log.record(event, head: decoder.head, given: input[start..<cut]) else {
                    throw Broken(promise: "ranges within the bytes given: \(event)")
                }
                if event == .needMore { break }
                start += consumed
                idleEvents = consumed > 0 ? 0 : idleEvents + 1
                guard idleEvents < 2 else { throw Broken(promise: "progress") }
                guard decoder.head.fields.count <= limits.fieldCount else { throw Broken(promise: "bounded fields") }
            }
            guard cut - start <= mostPending else { throw Broken(promise: "bounded memory") }
        }
        return log.isBetweenRequests && start == input.count ? log.observations : log.observations + [.incomplete]
    }

    /// The most bytes that a decoder may leave unconsumed while it waits.
    private var mostPending: Int {
        max(limits.headBytes, 2 + limits.chunkLineBytes + limits.trailerBytes)
    }

    private func next(
        _ decoder: inout RequestDecoder,
        _ input: [UInt8],
        _ range: Range<Int>
    ) -> Result<RequestDecoder.Event, ProtocolError> {
        do throws(ProtocolError) {
            guard let room else { return .success(try decoder.next(input.span.extracting(range))) }
            room.place(input[range])
            return .success(try room.withSpan { span throws(ProtocolError) in try decoder.next(span) })
        } catch {
            return .failure(error)
        }
    }
}

/// Events put together, with offsets from the first byte of their request.
private struct ObservationLog {
    var observations: [Observation] = []
    var isBetweenRequests = true
    private var base = 0

    /// Adds an event.
    ///
    /// - Returns: The number of bytes consumed; nil if the event speaks of bytes that were not given.
    mutating func record(_ event: RequestDecoder.Event, head: RequestHead, given: ArraySlice<UInt8>) -> Int? {
        switch event {
        case .needMore:
            return 0
        case .head(let count):
            guard isBetweenRequests, 0 < count, count <= given.count, count == head.byteCount else { return nil }
            observations.append(.head(HeadFacts(head), text: Array(given.prefix(count))))
            isBetweenRequests = false
            base = count
            return count
        case .content(let range, let consumed):
            guard !isBetweenRequests, !range.isEmpty, 0 <= range.lowerBound, range.upperBound <= consumed,
                consumed <= given.count
            else { return nil }
            let piece = given[(given.startIndex + range.lowerBound)..<(given.startIndex + range.upperBound)]
            append(range.lowerBound + base..<range.upperBound + base, piece)
            base += consumed
            return consumed
        case .end(let consumed):
            guard !isBetweenRequests, 0 <= consumed, consumed <= given.count else { return nil }
            observations.append(.end(base + consumed))
            isBetweenRequests = true
            base = 0
            return consumed
        }
    }

    private mutating func append(_ range: Range<Int>, _ piece: ArraySlice<UInt8>) {
        if case .content(let before, let bytes) = observations.last, before.upperBound == range.lowerBound {
            observations[observations.count - 1] = .content(before.lowerBound..<range.upperBound, bytes + piece)
        } else {
            observations.append(.content(range, Array(piece)))
        }
    }
}
