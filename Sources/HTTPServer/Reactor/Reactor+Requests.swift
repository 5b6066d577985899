internal import HTTPWire

extension Reactor {
    /// Parses and answers what the bytes hold, as far as the connection's state allows.
    ///
    /// - Parameters:
    ///   - connection: Whose bytes they are.
    ///   - bytes: What was read and not parsed yet. They stay as they are during the call.
    /// - Returns: How many of them are done with.
    func parse(_ connection: Connection, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var position = 0
        // The request in hand while all of it lies in `bytes`: its head, and its content if that is one piece.
        var headStart = 0
        var content = 0..<0
        var isBorrowed = false
        var limit = 0
        var answered = 0

        while case .receiving = connection.state {
            if !isBorrowed, connection.incoming == nil {
                guard connection.output.count - connection.written <= Self.outputMark else { return position }
                guard answered < Self.requestLimit else {
                    readyAgain.append(connection.token)
                    return position
                }
            }
            let event: RequestDecoder.Event
            do {
                event = try connection.decoder.next(bytes.extracting(position..<bytes.count).span)
            } catch {
                refuse(connection, .protocolError(error))
                return bytes.count
            }
            switch event {
            case .needMore:
                if isBorrowed {
                    keep(connection, bytes, headStart: headStart, content: content, limit: limit)
                    setDeadline(.body, connection)
                } else if connection.incoming == nil, position < bytes.count,
                    deadlines.kind(of: connection.slot) != .head
                {
                    setDeadline(.head, connection)
                }
                return position

            case .head(let byteCount):
                headStart = position
                position += byteCount
                content = position..<position
                guard let admitted = admit(connection, bytes, headStart..<position) else { return bytes.count }
                limit = admitted
                isBorrowed = true

            case .content(let range, let consumed):
                let range = position + range.lowerBound..<position + range.upperBound
                position += consumed
                let count = isBorrowed ? content.count : connection.incoming?.body.count ?? 0
                let allowed = isBorrowed ? limit : connection.incoming?.limit ?? 0
                guard range.count <= allowed - count else {
                    refuse(connection, .contentTooLarge(limit: allowed))
                    return bytes.count
                }
                if isBorrowed, content.isEmpty {
                    content = range
                } else if isBorrowed, content.upperBound == range.lowerBound {
                    content = content.lowerBound..<range.upperBound
                } else {
                    if isBorrowed {
                        keep(connection, bytes, headStart: headStart, content: content, limit: limit)
                        isBorrowed = false
                        setDeadline(.body, connection)
                    }
                    connection.incoming?.body.append(contentsOf: bytes[range])
                }

            case .end(let consumed):
                position += consumed
                answered += 1
                deadlines.clear(slot: connection.slot)
                if isBorrowed {
                    isBorrowed = false
                    let head = bytes.extracting(headStart..<headStart + connection.decoder.head.byteCount)
                    answer(connection, connection.decoder.head, head, bytes.extracting(content))
                } else if let incoming = connection.incoming {
                    incoming.bytes.withUnsafeBufferPointer { head in
                        incoming.body.withUnsafeBufferPointer { body in
                            answer(connection, incoming.head, head, body)
                        }
                    }
                    connection.incoming = nil
                }
            }
        }
        return position
    }

    /// Asks the handler about a complete head.
    ///
    /// - Returns: The most bytes of content; nil if the request was refused.
    private func admit(
        _ connection: Connection,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>
    ) -> Int? {
        let head = connection.decoder.head
        let headBytes = bytes.extracting(range)
        begin(connection, head, headBytes)
        switch handler.admit(head, headBytes.span, requestID: connection.requestID) {
        case .refuse(let response):
            // Content that was not asked for is not read as a request: the connection ends after the answer.
            if head.framing != .none { connection.isPersistent = false }
            append(response, to: connection)
            guard head.framing == .none, case .receiving = connection.state else { return nil }
            return refuseWithoutContent(connection, bytes, range)
        case .buffer(let limit):
            if case .length(let length) = head.framing, length > limit {
                refuse(connection, .contentTooLarge(limit: limit))
                return nil
            }
            if head.expectsContinue, range.upperBound == bytes.count {
                connection.output.append(contentsOf: "HTTP/1.1 100 Continue\r\n\r\n".utf8)
                flush(connection)
                guard self.connection(connection.token) != nil else { return nil }
            }
            return limit
        }
    }

    /// A refused request without content leaves the connection as it was.
    private func refuseWithoutContent(
        _ connection: Connection,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>
    ) -> Int? {
        connection.answer = .given
        return 0
    }

    /// Copies what has arrived of a request out of a buffer that will be used again.
    private func keep(
        _ connection: Connection,
        _ bytes: UnsafeBufferPointer<UInt8>,
        headStart: Int,
        content: Range<Int>,
        limit: Int
    ) {
        let head = connection.decoder.head
        var incoming = Connection.Incoming(
            head: head,
            requestID: connection.requestID,
            bytes: Array(bytes[headStart..<headStart + head.byteCount]),
            limit: limit
        )
        // A length is only a claim: beyond a megabyte the buffer grows with what arrives.
        if case .length(let length) = head.framing { incoming.body.reserveCapacity(min(length, 1 << 20)) }
        incoming.body.append(contentsOf: bytes[content])
        connection.incoming = incoming
    }

    /// Notes what the answer to a request depends on.
    private func begin(_ connection: Connection, _ head: RequestHead, _ bytes: UnsafeBufferPointer<UInt8>) {
        connection.answer = .awaited
        connection.isHead = head.method == .head
        connection.isPersistent = head.isPersistent && !isDraining
        connection.isOldVersion = head.minorVersion == 0
        connection.requestID = identifiers.identifier(of: head, bytes.span)
    }

    /// Hands a complete request to the handler.
    private func answer(
        _ connection: Connection,
        _ head: RequestHead,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: UnsafeBufferPointer<UInt8>
    ) {
        // A refusal has been written already.
        guard connection.answer == .awaited else { return }
        var writer = ResponseWriter(reactor: self, connection: connection, head: head, bytes: bytes, body: body)
        handler.handle(head, bytes.span, body: body.span, &writer)
        switch connection.answer {
        case .given: break
        case .putOff: connection.state = .computing
        case .awaited:
            connection.answer = .given
            append(handler.response(to: .noAnswer, requestID: connection.requestID), to: connection)
        }
    }

    /// Answers what the server itself refuses, and ends the connection after that.
    func refuse(_ connection: Connection, _ failure: ServerFailure) {
        // The head of the request in hand, if any, was noted; a broken head has no identifier yet.
        switch failure {
        case .contentTooLarge: break
        default:
            if connection.incoming == nil {
                connection.requestID = identifiers.next()
                connection.isHead = false
                connection.isOldVersion = false
            }
        }
        connection.incoming = nil
        connection.isPersistent = false
        connection.answer = .given
        append(handler.response(to: failure, requestID: connection.requestID), to: connection)
    }
}
