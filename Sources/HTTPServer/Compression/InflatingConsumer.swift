internal import HTTPWire

/// Stands in front of a consumer whose content comes compressed, and hands on what it expands to.
///
/// A small piece may expand to a large one, so it does only so much at a time: then it asks the server for a pause, and
/// for its end at once, which comes after others had their turn.
///
/// Touched only on the reactor's queue, as all consumers are.
final class InflatingConsumer: BodyConsumer, @unchecked Sendable {
    /// How many bytes of expanded content are handed on before others get their turn.
    private static let expandedPerTurn = 128 << 10

    private let consumer: any BodyConsumer
    private let inflation: Inflation
    /// What content is expanded into; the reactor's.
    private let expansion: UnsafeMutableBufferPointer<UInt8>
    /// The answer to content that is not whole.
    private let response: (ServerFailure) -> Response
    /// Whether the content that waits is the last.
    private var isLast = false
    /// Whether it was the consumer that asked for a pause.
    private var isPausedByConsumer = false
    /// Whether the consumer was given the last piece.
    private var isComplete = false
    /// Whether the consumer was told that nobody waits for the answer.
    private var isCancelled = false

    /// Makes a consumer in front of another.
    ///
    /// - Parameters:
    ///   - consumer: The other one.
    ///   - inflation: The coding of the content, nothing of which was expanded yet.
    ///   - expansion: What content is expanded into: not empty, not used by others during a call, and lasting as long.
    ///   - response: The answer to content that is not whole.
    init(
        _ consumer: any BodyConsumer,
        _ inflation: Inflation,
        expansion: UnsafeMutableBufferPointer<UInt8>,
        response: @escaping (ServerFailure) -> Response
    ) {
        self.consumer = consumer
        self.inflation = inflation
        self.expansion = expansion
        self.response = response
    }

    func consume(_ bytes: Span<UInt8>, isLast: Bool, _ response: StreamedResponse) -> BodyProgress {
        self.isLast = isLast
        let (progress, start) = expand(bytes, response)
        if progress == .pause {
            let rest = bytes.extracting(start...).withUnsafeBufferPointer { Array($0) }
            inflation.backlog = (rest, 0)
        }
        return progress
    }

    func proceed(_ response: StreamedResponse) -> BodyProgress {
        if isPausedByConsumer {
            isPausedByConsumer = false
            let progress = consumer.proceed(response)
            isPausedByConsumer = progress == .pause
            guard progress == .more, !isComplete else { return progress }
        }
        guard let (bytes, before) = inflation.backlog else { return .more }
        let (progress, start) = expand(bytes.span.extracting(before...), response)
        inflation.backlog = progress == .pause ? (bytes, before + start) : nil
        return progress
    }

    func outputHasRoom() { consumer.outputHasRoom() }

    func cancel() {
        guard !isCancelled else { return }
        isCancelled = true
        consumer.cancel()
    }

    /// Expands and hands on until more is needed, the consumer wants no more or the turn is over.
    ///
    /// - Returns: How it goes on, and where the rest begins.
    private func expand(_ bytes: Span<UInt8>, _ response: StreamedResponse) -> (BodyProgress, rest: Int) {
        var start = 0
        var expanded = 0
        do throws(InflationError) {
            while expanded < Self.expandedPerTurn {
                let step = try inflation.inflater.step(bytes.extracting(start...), into: expansion)
                start += step.consumed
                expanded += step.produced
                if step.produced > 0 {
                    let piece = UnsafeBufferPointer(rebasing: expansion[..<step.produced])
                    let progress = consumer.consume(piece.span, isLast: false, response)
                    isPausedByConsumer = progress == .pause
                    // What was expanded is gone, so the next call goes on behind it, input or not.
                    if progress != .more { return (progress, start) }
                }
                if step.needsInput { return (try end(response), start) }
            }
            response.resume()
            return (.pause, start)
        } catch {
            response.send(self.response(inflation.failure(for: error)))
            // If an answer was begun, it has to end here.
            response.fail()
            cancel()
            return (.done, start)
        }
    }

    /// All input was expanded: says that it was the last.
    private func end(_ response: StreamedResponse) throws(InflationError) -> BodyProgress {
        guard isLast else { return .more }
        // Content without any byte was not compressed, whatever its head says.
        if inflation.inflater.compressedCount > 0 { try inflation.inflater.finish() }
        isComplete = true
        let progress = consumer.consume(Span(), isLast: true, response)
        isPausedByConsumer = progress == .pause
        return progress
    }
}
