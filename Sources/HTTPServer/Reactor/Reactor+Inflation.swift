internal import HTTPWire

extension Reactor {
    /// How many bytes of expanded content one connection gets in one turn: half a millisecond.
    private static let expandedPerTurn = 128 << 10

    /// Why content cannot be taken, as far as the head says; prepares to expand it if it can.
    func refusal(of exchange: Exchange, _ bytes: Span<UInt8>, limit: Int) -> ServerFailure? {
        do throws(ContentCoding.Refusal) {
            try beginInflation(exchange, bytes, limit: limit)
        } catch {
            return .unsupportedCoding(error)
        }
        let most = exchange.inflation?.compressedLimit ?? limit
        if case .length(let length) = exchange.decoder.head.framing, length > most {
            return .contentTooLarge(limit: limit)
        }
        return mayHold(exchange, isStreamed: limit == .max) ? nil : .receivedBytesFull
    }

    /// Prepares to expand the content of a request, if it is compressed.
    ///
    /// - Parameters:
    ///   - exchange: The request.
    ///   - bytes: The bytes of its head.
    ///   - limit: The most bytes of expanded content.
    /// - Throws: The coding is one that is not decoded.
    private func beginInflation(
        _ exchange: Exchange,
        _ bytes: Span<UInt8>,
        limit: Int
    ) throws(ContentCoding.Refusal) {
        let head = exchange.decoder.head
        guard head.framing != .none, let field = head.text(of: "content-encoding", in: bytes) else { return }
        let coding = try ContentCoding.ofContent(field)
        guard coding != .identity else { return }
        let limits = InflationLimits(expandedBytes: limit, ratio: configuration.inflationRatio)
        exchange.inflation = Inflation(coding, limits: limits)
    }

    /// The consumer of a request's content, behind one that expands the content if it is compressed.
    func expanding(
        _ exchange: Exchange,
        _ terms: AnswerTerms,
        for consumer: any BodyConsumer
    ) -> any BodyConsumer {
        guard let inflation = exchange.inflation else { return consumer }
        // It waits with the consumer from here on.
        exchange.inflation = nil
        return InflatingConsumer(consumer, inflation, expansion: expansion) { [handler, metrics] failure in
            metrics?.count(failure, terms)
            return handler.response(to: failure, terms.context, style: terms.failureStyle)
        }
    }

    /// Expands a piece of content, or what waits of the last one, as far as this turn allows.
    func inflate(_ connection: Connection, _ exchange: Exchange, _ piece: UnsafeBufferPointer<UInt8>? = nil) {
        guard let inflation = exchange.inflation else { return }
        let backlog = inflation.backlog
        inflation.backlog = nil
        do throws(InflationError) {
            if let piece {
                let rest = try expand(exchange, inflation, piece)
                // Copied once, since what it stands in is about to be used for other bytes.
                if let rest { inflation.backlog = (Array(piece[rest...]), 0) }
            } else if let backlog {
                let rest = try backlog.bytes.withUnsafeBufferPointer { bytes throws(InflationError) in
                    try expand(exchange, inflation, UnsafeBufferPointer(rebasing: bytes[backlog.start...]))
                }
                if let rest { inflation.backlog = (backlog.bytes, backlog.start + rest) }
            }
            if inflation.inflater.compressedCount > inflation.compressedLimit {
                throw .expandedTooLarge(limit: exchange.limit)
            }
        } catch {
            fail(connection, inflation.failure(for: error))
        }
    }

    /// Expands until more input is needed or the turn is over.
    ///
    /// - Returns: Where the rest begins that waits for another turn; nil if nothing waits.
    private func expand(
        _ exchange: Exchange,
        _ inflation: Inflation,
        _ input: UnsafeBufferPointer<UInt8>
    ) throws(InflationError) -> Int? {
        var start = 0
        var expanded = 0
        while expanded < Self.expandedPerTurn {
            let step = try inflation.inflater.step(input.span.extracting(start...), into: expansion)
            start += step.consumed
            expanded += step.produced
            exchange.take(expanded: UnsafeBufferPointer(rebasing: expansion[..<step.produced]))
            if step.needsInput { return nil }
        }
        return start
    }

    /// Ends compressed content, which has to be whole.
    ///
    /// Content without any byte was not compressed, whatever its head says.
    func finishInflation(_ exchange: Exchange) -> ServerFailure? {
        guard let inflation = exchange.inflation, inflation.inflater.compressedCount > 0 else { return nil }
        do throws(InflationError) {
            try inflation.inflater.finish()
            return nil
        } catch {
            return inflation.failure(for: error)
        }
    }
}
