internal import HTTPWire

extension Reactor {
    /// How many requests of one connection are answered before others get their turn.
    private static let requestsPerTurn = 32
    /// How much of a stream is read at once, so that many streams cost little each and take turns.
    private static let streamedBytes = 64 << 10
    /// How many exchanges wait for reuse.
    private static let spareExchangeCount = 8

    /// Reads once and handles what came.
    func readable(_ connection: Connection) {
        if connection.stage == .lingering {
            drop(connection)
            return
        }
        guard connection.takesInput else {
            updateInterest(connection, isDisturbed: true)
            return
        }
        // It has unparsed input, which comes first.
        guard !connection.isReadyAgain else { return }
        let kept = connection.input.count
        let end = connection.stream == nil ? scratch.count : min(scratch.count, kept + Self.streamedBytes)
        switch connection.channel.read(into: UnsafeMutableRawBufferPointer(scratch.extracting(kept..<end))) {
        case .count(let count):
            connection.movedBytes += count
            takeInput(of: connection)
            process(connection, count: kept + count)
        case .end: inputEnded(connection)
        case .closed: close(connection)
        case .wouldRead: break
        // TLS has to say something first.
        case .wouldWrite: watch(connection, .writing)
        }
    }

    /// Goes on with a connection whose input waits in its own buffer.
    func proceed(_ connection: Connection) {
        connection.isReadyAgain = false
        guard connection.takesInput else { return }
        // Parsed is all there is, but more was taken from the socket, which is read as if an event had announced it.
        let isParsed = connection.input.isEmpty || connection.needsMore
        if isParsed, connection.exchange?.inflation?.backlog == nil, connection.channel.hasPending {
            readable(connection)
            return
        }
        let kept = connection.input.count
        takeInput(of: connection)
        process(connection, count: kept)
    }

    /// Moves what a connection kept to the beginning of the scratch buffer.
    private func takeInput(of connection: Connection) {
        guard !connection.input.isEmpty else { return }
        _ = scratch.update(fromContentsOf: connection.input)
        connection.input = []
        connection.share = nil
    }

    /// Parses and answers what stands in the scratch buffer, as far as the connection takes it.
    private func process(_ connection: Connection, count: Int) {
        let exchange = connection.exchange ?? spareExchanges.popLast() ?? Exchange(limits: configuration.wire)
        connection.exchange = exchange
        var start = 0
        var requests = 0
        var needsMore = false
        inflate(connection, exchange)
        parsing: while takesParsing(connection, exchange) {
            // At the beginning of a request without a byte of it there is nothing to ask the decoder.
            if case .head = exchange.phase, start == count { break }
            guard requests < Self.requestsPerTurn else { break }
            let event: RequestDecoder.Event
            do throws(ProtocolError) {
                event = try exchange.decoder.next(received.extracting(start..<count).span)
            } catch {
                fail(connection, .protocolError(error))
                break
            }
            switch event {
            case .needMore:
                needsMore = true
                break parsing
            case .head(let byteCount):
                begin(connection, exchange, start..<start + byteCount, isFollowed: start + byteCount < count)
                start += byteCount
            case .content(let range, let consumed):
                take(connection, exchange, start + range.lowerBound..<start + range.upperBound)
                start += consumed
            case .end(let consumed):
                start += consumed
                requests += 1
                finish(connection, exchange)
            }
            if encoder.bytes.count >= Self.outputMark { flush(connection) }
        }
        if exchange.phase == .streaming { deliver(connection, exchange, isLast: false) }
        keep(connection, exchange, start..<count, needsMore: needsMore)
        flush(connection)
        settle(connection)
    }

    /// Whether more of what was read is to be parsed.
    private func takesParsing(_ connection: Connection, _ exchange: Exchange) -> Bool {
        guard exchange.inflation?.backlog == nil else { return false }
        return connection.takesInput || isStreaming(connection, exchange)
    }

    /// Whether content is for a consumer, who takes all that was read before it is asked whether to go on.
    private func isStreaming(_ connection: Connection, _ exchange: Exchange) -> Bool {
        connection.stage == .open && exchange.phase == .streaming
    }

    /// Keeps of the scratch buffer what has to wait.
    private func keep(_ connection: Connection, _ exchange: Exchange, _ rest: Range<Int>, needsMore: Bool) {
        guard connection.stage == .open else {
            // What follows the last answer is never looked at.
            if !rest.isEmpty { connection.lingers = true }
            return
        }
        if !rest.isEmpty { connection.input = Array(received[rest]) }
        connection.needsMore = needsMore
        if exchange.phase != .head {
            exchange.keep(of: received)
        } else if !needsMore {
            // Between two requests the decoder is as new.
            connection.exchange = nil
            if spareExchanges.count < Self.spareExchangeCount { spareExchanges.append(exchange) }
        }
        if !needsMore, !rest.isEmpty || exchange.inflation?.backlog != nil { scheduleAgain(connection) }
        countHeld(connection)
    }

    /// Asks the handler about a complete head.
    private func begin(_ connection: Connection, _ exchange: Exchange, _ range: Range<Int>, isFollowed: Bool) {
        let bytes = received.extracting(range)
        var terms = AnswerTerms(
            exchange.decoder.head,
            bytes.span,
            RequestContext(
                requestID: identifiers.identify(exchange.decoder.head, bytes.span),
                peer: connection.peer,
                allowedOrigin: configuration.crossOrigin.allowed(exchange.decoder.head, bytes.span)
            ),
            failureStyle: handler.failureStyle(of: exchange.decoder.head, bytes.span)
        )
        terms.start = Clock.now()
        terms.context.trace = exchange.decoder.head.text(of: "traceparent", in: bytes.span).flatMap(TraceContext.init)
        if configuration.accessLog != nil { terms.logged = LoggedRequest(exchange.decoder.head, bytes.span) }
        let reception = handler.admit(exchange.decoder.head, bytes.span, terms.context)
        terms.route = reception.match?.index
        terms.context.principal = reception.principal
        exchange.terms = terms
        exchange.scratchHead = range
        switch reception.admission {
        case .refuse(let response):
            refuse(connection, exchange, terms, response)
        case .buffer(let limit):
            if let failure = refusal(of: exchange, bytes.span, limit: limit) {
                refuse(connection, exchange, terms, response(to: failure, terms))
                return
            }
            exchange.phase = .body
            exchange.limit = limit
            exchange.match = reception.match
            if !isFollowed { askToContinue(exchange) }
        case .stream(let consumer):
            if let failure = refusal(of: exchange, bytes.span, limit: .max) {
                consumer.cancel()
                refuse(connection, exchange, terms, response(to: failure, terms))
                return
            }
            open(expanding(exchange, terms, for: consumer), for: connection, exchange, terms)
            if !isFollowed { askToContinue(exchange) }
        }
    }

    /// Tells a client that waits for it to send its content.
    ///
    /// One that sends its content without waiting has no use for it (RFC 9110 section 10.1.1).
    private func askToContinue(_ exchange: Exchange) {
        let head = exchange.decoder.head
        guard head.expectsContinue, head.framing != .none, head.framing != .length(0) else { return }
        encoder.begin(100)
        encoder.end()
    }

    private func take(_ connection: Connection, _ exchange: Exchange, _ range: Range<Int>) {
        switch exchange.phase {
        case .body: break
        case .streaming:
            exchange.gather(range, in: scratch)
            return
        case .dropping:
            drop(connection, exchange, range)
            return
        case .head: return
        }
        guard exchange.inflation == nil else {
            inflate(connection, exchange, UnsafeBufferPointer(rebasing: received[range]))
            return
        }
        guard range.count <= exchange.limit - exchange.received else {
            fail(connection, .contentTooLarge(limit: exchange.limit))
            return
        }
        exchange.take(range, of: received)
    }

    /// Hands a complete request to the handler.
    private func finish(_ connection: Connection, _ exchange: Exchange) {
        // The next wait for a head begins with that head.
        deadlines.clear(slot: connection.slot)
        defer { exchange.reset() }
        if exchange.phase == .streaming { deliver(connection, exchange, isLast: true) }
        if exchange.phase == .dropping {
            connection.stream?.intake = .ended
            answerRefusal(connection, exchange, closes: false)
        }
        guard case .body = exchange.phase, var terms = exchange.terms else { return }
        terms.receivedBytes = exchange.received
        if let failure = finishInflation(exchange) {
            answer(connection, terms, response(to: failure, terms))
            return
        }
        let outcome = exchange.withRequest(in: received) { bytes, body in
            var writer = ResponseWriter(
                reactor: self,
                token: connection.token,
                exchange: exchange,
                terms: terms,
                bytes: bytes,
                body: body
            )
            handler.handle(exchange.decoder.head, bytes.span, body: body.span, &writer)
            return writer.outcome
        }
        switch outcome {
        case .answered(let response) where coder.isLong(response, for: terms.accepted):
            encodeElsewhere(connection, terms, response)
        case .answered(let response): answer(connection, terms, response)
        case .nothing: answer(connection, terms, noAnswer(terms))
        case .postponed(let state):
            connection.pending = (state, terms)
            // Both are the pending response's now.
            exchange.head = []
            exchange.body = []
        }
    }

    /// Answers what the server itself refuses, and ends the connection after that.
    func fail(_ connection: Connection, _ failure: ServerFailure) {
        let exchange = connection.exchange
        connection.lingers = true
        if let stream = connection.stream {
            fail(stream, of: connection, failure)
        } else if let exchange, exchange.phase == .dropping, exchange.refusal == nil {
            // The request was answered already.
            connection.stage = .closing
        } else {
            exchange?.refusal = nil
            let terms =
                exchange?.terms ?? AnswerTerms(RequestContext(requestID: identifiers.next(), peer: connection.peer))
            exchange?.letGo()
            answer(connection, terms, response(to: failure, terms), closes: true)
        }
    }

    /// The peer has sent all it will send.
    private func inputEnded(_ connection: Connection) {
        connection.inputEnded = true
        guard connection.exchange != nil else {
            close(connection)
            return
        }
        fail(connection, .protocolError(ProtocolError(.incompleteRequest, at: connection.input.count)))
        flush(connection)
        settle(connection)
    }

    /// Reads what a client sends after its answer, so that it is not reset before it has read that.
    private func drop(_ connection: Connection) {
        // The end may have come with what is before it, so that no event announces it. A fast sender has its turns.
        for _ in 0..<Self.dropsPerTurn {
            switch connection.channel.read(into: UnsafeMutableRawBufferPointer(scratch)) {
            case .count(let count):
                connection.dropped += count
                if connection.dropped > Self.droppedAfterEnd { close(connection) }
            case .end, .closed: close(connection)
            case .wouldRead, .wouldWrite: return
            }
            guard connection.stage == .lingering, connection.channel.hasPending else { return }
        }
    }

    /// How many times what nobody wants is read before others get their turn.
    private static let dropsPerTurn = 4
    /// How much a client may send after its last answer.
    private static let droppedAfterEnd = 1 << 30
}
