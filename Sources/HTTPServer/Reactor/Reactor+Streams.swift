internal import HTTPWire
internal import Logging

extension Reactor {
    /// Begins to give the content of a request to a consumer.
    func open(_ consumer: any BodyConsumer, for connection: Connection, _ exchange: Exchange, _ terms: AnswerTerms) {
        let state = StreamState(isHead: terms.isHead)
        let response = StreamedResponse(
            terms: terms,
            reactor: self,
            token: connection.token,
            state: state
        )
        connection.stream = RequestStream(consumer, response, state, terms)
        exchange.phase = .streaming
        // The consumer has seen as much of the head as it wanted.
        exchange.scratchHead = nil
    }

    /// Gives the content that was gathered in the scratch buffer to the consumer.
    func deliver(_ connection: Connection, _ exchange: Exchange, isLast: Bool) {
        let range = exchange.scratchBody ?? 0..<0
        exchange.scratchBody = nil
        guard isLast || !range.isEmpty, let stream = connection.stream, stream.intake == .receiving,
            let response = stream.response
        else { return }
        // The wait is for content, so each piece begins it anew.
        deadlines.clear(slot: connection.slot)
        stream.isComplete = isLast
        stream.terms.receivedBytes = exchange.received
        stream.state.stayAwake()
        let bytes = received.extracting(range)
        let progress = stream.consumer.consume(bytes.span, isLast: isLast, response)
        go(on: progress, stream, of: connection)
        transfer(stream, of: connection)
    }

    /// Does what a consumer asks for.
    private func go(on progress: BodyProgress, _ stream: RequestStream, of connection: Connection) {
        switch progress {
        case .more where !stream.isComplete: stream.intake = .receiving
        case .pause: stream.intake = .paused
        case .more, .done: stopReceiving(stream, of: connection)
        }
    }

    /// Gives the consumer no more content.
    private func stopReceiving(_ stream: RequestStream, of connection: Connection) {
        guard stream.intake == .receiving || stream.intake == .paused else { return }
        stream.response = nil
        guard !stream.isComplete, let exchange = connection.exchange else {
            stream.intake = .ended
            return
        }
        exchange.phase = .dropping
        if case .length(let length) = exchange.decoder.head.framing,
            length - exchange.received <= Self.droppedContent
        {
            stream.intake = .dropping
        } else {
            endIntake(stream, of: connection)
        }
    }

    /// Ends the connection after the answer of a stream whose content is not read to its end.
    private func endIntake(_ stream: RequestStream, of connection: Connection) {
        stream.intake = .ended
        stream.closes = true
        connection.lingers = true
    }

    /// Takes what the answer's side of a stream has done, and writes what there is of the answer.
    func transfer(_ stream: RequestStream, of connection: Connection) {
        let news = stream.state.take()
        if let response = news.response {
            stopReceiving(stream, of: connection)
            leave(stream, of: connection)
            if stream.intake == .dropping, let exchange = connection.exchange {
                // As with a request that is refused before its content.
                exchange.terms = stream.terms
                exchange.refusal = response
                exchange.received = 0
            } else {
                answer(connection, stream.terms, response, closes: stream.closes)
            }
            return
        }
        if let head = news.head { begin(head, stream, of: connection) }
        for piece in news.pieces.drained() where connection.stream === stream {
            write(piece, stream, of: connection)
        }
        guard connection.stream === stream else { return }
        if news.head != nil || news.pieces.byteCount > 0 {
            // A stream that moves is not cut.
            if connection.output.isEmpty { deadlines.clear(slot: connection.slot) }
        }
        switch news.ending {
        case .finished: finish(stream, of: connection)
        case .failed: abandon(stream, of: connection)
        case nil:
            guard news.isResumed, stream.intake == .paused, let response = stream.response else { return }
            go(on: stream.consumer.proceed(response), stream, of: connection)
        }
    }

    private func begin(_ head: AnswerHead, _ stream: RequestStream, of connection: Connection) {
        guard 200...999 ~= head.status.rawValue else {
            logger.error("no final status", metadata: ["status": "\(head.status.rawValue)"])
            stopReceiving(stream, of: connection)
            cancel(stream, of: connection)
            answer(connection, stream.terms, Response(500), closes: stream.closes)
            return
        }
        stream.status = head.status
        connection.hasAnswered = true
        stream.isChunked = !stream.terms.isOldVersion && !head.status.forbidsContent
        if isRetiring || !stream.terms.isPersistent || stream.terms.isOldVersion { stream.closes = true }
        let framing = stream.isChunked ? ContentFraming.chunked : .none
        writeHead(head, framing, stream.terms, closes: stream.closes)
    }

    private func write(_ piece: [UInt8], _ stream: RequestStream, of connection: Connection) {
        if stream.isChunked { encoder.beginChunk(piece.count) }
        append(piece, connection)
        if !stream.terms.isHead { stream.sentBytes += piece.count }
        if stream.isChunked { encoder.endChunk() }
    }

    /// Completes an answer.
    private func finish(_ stream: RequestStream, of connection: Connection) {
        stopReceiving(stream, of: connection)
        // The answer is at its end before the request is.
        if stream.intake == .dropping { endIntake(stream, of: connection) }
        leave(stream, of: connection)
        record(stream.terms, stream.status, sentBytes: stream.sentBytes)
        if stream.isChunked, !stream.terms.isHead { encoder.lastChunk() }
        guard stream.closes || isDraining else { return }
        connection.stage = .closing
        if stream.terms.isPersistent { connection.lingers = true }
    }

    /// Ends an answer that its side has given up.
    private func abandon(_ stream: RequestStream, of connection: Connection) {
        stopReceiving(stream, of: connection)
        if stream.intake == .dropping { endIntake(stream, of: connection) }
        leave(stream, of: connection)
        if stream.hasBegun {
            cutOff(connection, stream)
        } else {
            answer(connection, stream.terms, noAnswer(stream.terms), closes: stream.closes)
        }
    }

    /// Ends a connection inside an answer.
    private func cutOff(_ connection: Connection, _ stream: RequestStream) {
        record(stream.terms, stream.status, sentBytes: stream.sentBytes, .cutOff)
        if stream.isChunked || stream.terms.isHead {
            // The last chunk is missing.
            connection.stage = .closing
            connection.lingers = true
        } else {
            // Without chunks only a reset tells this end from the right one.
            connection.channel.abandonOutput()
            close(connection)
        }
    }

    /// Ends a stream that the server has to refuse; nothing comes of it if its content is not wanted any more.
    func fail(_ stream: RequestStream, of connection: Connection, _ failure: ServerFailure) {
        switch stream.intake {
        case .dropping, .ended: endIntake(stream, of: connection)
        case .receiving, .paused: giveUp(stream, of: connection, failure)
        }
    }

    /// Ends a stream whatever it is at.
    func giveUp(_ stream: RequestStream, of connection: Connection, _ failure: ServerFailure) {
        connection.lingers = true
        cancel(stream, of: connection)
        if stream.hasBegun {
            metrics?.count(failure, stream.terms)
            cutOff(connection, stream)
        } else {
            answer(connection, stream.terms, response(to: failure, stream.terms), closes: true)
        }
    }

    /// Tells both sides of a stream that nobody waits for the answer.
    func cancel(_ stream: RequestStream, of connection: Connection) {
        connection.stream = nil
        stream.state.close(isCancelled: true)
        stream.consumer.cancel()
    }

    /// Takes a stream whose answer is over from its connection.
    private func leave(_ stream: RequestStream, of connection: Connection) {
        connection.stream = nil
        stream.state.close(isCancelled: false)
    }

    /// Tells a writer that waits for room if there is some.
    func reportRoom(_ connection: Connection) {
        guard let stream = connection.stream, stream.state.report(queued: connection.output.byteCount) else { return }
        stream.consumer.outputHasRoom()
    }
}
