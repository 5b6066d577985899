internal import Dispatch
internal import HTTPWire
internal import Logging

extension Reactor {
    /// How many bytes of answers are collected before they are written.
    static let outputMark = 64 << 10
    /// Up to how many bytes content is copied behind its head; more is sent from where it lies.
    private static let copiedContent = 32 << 10

    /// Puts an answer behind those that the connection in hand has to send, and ends the connection after it if it
    /// has to end or `closes` says so.
    func answer(_ connection: Connection, _ terms: AnswerTerms, _ response: Response, closes: Bool = false) {
        guard connection.stage == .open else { return }
        guard 200...999 ~= response.status.rawValue else {
            logger.error("no final status", metadata: ["status": "\(response.status.rawValue)"])
            answer(connection, terms, Response(500), closes: closes)
            return
        }
        var response = response
        coder.encode(&response, for: terms.accepted)
        let closes = closes || response.closesConnection || isRetiring || !terms.isPersistent
        connection.hasAnswered = true
        // RFC 9110 section 8.6: not with 204, and with 304 only what a 200 would have had, which is not known here.
        let framing = response.status.forbidsContent ? ContentFraming.none : .length(response.content.count)
        let head = AnswerHead(
            status: response.status,
            contentType: response.contentType,
            fields: response.fields,
            coded: response.coded ?? CodedContent()
        )
        writeHead(head, framing, terms, closes: closes)
        let isSent = !terms.isHead && !response.status.forbidsContent
        record(terms, response.status, sentBytes: isSent ? response.content.count : 0)
        if closes {
            connection.stage = .closing
            // A client that wanted to go on may have sent its next request already.
            if terms.isPersistent { connection.lingers = true }
        }
        guard isSent else { return }
        append(response.content, connection)
    }

    /// How the head of an answer says where the content ends.
    enum ContentFraming {
        case none
        case length(Int)
        case chunked
    }

    /// Writes the head of an answer.
    func writeHead(
        _ head: AnswerHead,
        _ framing: ContentFraming,
        _ terms: AnswerTerms,
        closes: Bool
    ) {
        encoder.begin(head.status)
        encoder.bytes.append(contentsOf: date.bytes)
        if let contentType = head.contentType { encoder.field("Content-Type", contentType) }
        let condition = head.status == 304 ? terms.noneMatch : nil
        head.coded.write(head.fields, condition: condition, terms.accepted, to: &encoder)
        switch framing {
        case .none: break
        case .length(let length): encoder.field("Content-Length", length)
        case .chunked: encoder.field("Transfer-Encoding", "chunked" as StaticString)
        }
        encoder.field("X-Request-Id", terms.context.requestID)
        writeOrigin(terms)
        if let strictTransport, terms.context.peer.isSecure {
            encoder.field("Strict-Transport-Security", strictTransport)
        }
        if let trace = terms.context.trace { encoder.field("traceparent", trace.text) }
        if closes {
            encoder.field("Connection", "close" as StaticString)
        } else if terms.isOldVersion {
            encoder.field("Connection", "keep-alive" as StaticString)
        }
        encoder.end()
    }

    /// Writes whose scripts may read the answer, whatever its status is.
    private func writeOrigin(_ terms: AnswerTerms) {
        guard !configuration.crossOrigin.isOff else { return }
        if configuration.crossOrigin.isByOrigin { encoder.field("Vary", "Origin" as StaticString) }
        guard let origin = terms.context.allowedOrigin else { return }
        encoder.field("Access-Control-Allow-Origin", origin)
        encoder.field("Access-Control-Expose-Headers", CrossOriginRules.exposedFields)
        encoder.field("Timing-Allow-Origin", origin)
    }

    /// Writes content behind what is collected.
    func append(_ content: [UInt8], _ connection: Connection) {
        if content.count <= Self.copiedContent {
            encoder.bytes.append(contentsOf: content)
            if encoder.bytes.count >= Self.outputMark { flush(connection) }
        } else {
            flush(connection, then: content)
        }
    }

    /// Puts an answer off until its content was compressed on another queue.
    func encodeElsewhere(_ connection: Connection, _ terms: AnswerTerms, _ response: Response) {
        let state = PendingState()
        connection.pending = (state, terms)
        let token = connection.token
        coder.queue.async { [self] in
            var response = response
            coder.encode(&response, for: terms.accepted)
            complete(token, response, state)
        }
    }

    /// The answer for a handler that gave none.
    func noAnswer(_ terms: AnswerTerms) -> Response { response(to: .noAnswer, terms) }

    /// The answer to what the server itself has to refuse, which is counted.
    func response(to failure: ServerFailure, _ terms: AnswerTerms) -> Response {
        metrics?.count(failure, terms)
        return handler.response(to: failure, terms.context, style: terms.failureStyle)
    }

    /// Writes the collected answers of a connection and the content that follows them; what the client does not take
    /// now is queued.
    func flush(_ connection: Connection, then content: [UInt8] = []) {
        if !encoder.bytes.isEmpty {
            let sent = encoder.bytes.withUnsafeBytes { write($0, to: connection, isMoreComing: !content.isEmpty) }
            if sent < encoder.bytes.count { connection.output.append(Array(encoder.bytes[sent...])) }
            encoder.bytes.removeAll(keepingCapacity: true)
        }
        if !content.isEmpty {
            let sent = content.withUnsafeBytes { write($0, to: connection, isMoreComing: false) }
            connection.output.append(content, from: sent)
        }
        if connection.stage == .closed { connection.output.removeAll() }
    }

    /// Writes behind what is queued.
    ///
    /// - Returns: The number of bytes that need not be queued.
    private func write(_ bytes: UnsafeRawBufferPointer, to connection: Connection, isMoreComing: Bool) -> Int {
        guard connection.stage != .closed else { return bytes.count }
        guard connection.output.isEmpty else { return 0 }
        switch connection.channel.write(bytes, isMoreComing: isMoreComing) {
        case .count(let count): return count
        case .wouldRead, .wouldWrite: return 0
        case .end, .closed:
            close(connection)
            return bytes.count
        }
    }

    /// Goes on writing what is queued.
    func writable(_ connection: Connection) {
        var isBroken = false
        var progress = 0
        while !connection.output.isEmpty {
            let isPieceDone = connection.output.sendFirst { bytes, isMoreComing in
                switch connection.channel.write(bytes, isMoreComing: isMoreComing) {
                case .count(let count):
                    progress += count
                    return count
                case .wouldRead, .wouldWrite: return nil
                case .end, .closed:
                    isBroken = true
                    return nil
                }
            }
            if !isPieceDone { break }
        }
        guard !isBroken else {
            close(connection)
            return
        }
        connection.movedBytes += progress
        // A stream that moves is not cut.
        if progress > 0, connection.stream != nil { deadlines.clear(slot: connection.slot) }
        if connection.hasWaitingInput { scheduleAgain(connection) }
        settle(connection)
    }

    /// Waits for what comes next, with the deadline that belongs to it.
    func settle(_ connection: Connection) {
        guard connection.stage != .closed else { return }
        reportRoom(connection)
        if !connection.output.isEmpty {
            wait(.write, connection)
        } else {
            switch connection.stage {
            case .open: settleOpen(connection)
            case .closing: endOutput(connection)
            case .shakingHands, .lingering, .closed: break
            }
        }
        if connection.channel.hasPending, connection.takesInput { scheduleAgain(connection) }
        updateInterest(connection)
    }

    private func settleOpen(_ connection: Connection) {
        if connection.exchange?.inflation?.backlog != nil {
            // A client cannot gain time by content that takes many turns.
            wait(.body, connection)
        } else if connection.pending != nil {
            wait(.request, connection)
        } else if connection.isReadyAgain {
            // Not the client's fault.
            deadlines.clear(slot: connection.slot)
        } else if let stream = connection.stream, stream.intake != .receiving {
            // Our own work, or that of the answer, which begins the wait anew with each piece.
            wait(.request, connection)
        } else if let exchange = connection.exchange, exchange.phase != .head {
            wait(.body, connection)
        } else if !connection.input.isEmpty {
            wait(.head, connection)
        } else {
            deadlines.set(isDraining ? .grace : .idle, slot: connection.slot, now: now)
        }
    }

    /// Begins a wait, unless the connection is in one of this kind already.
    func wait(_ kind: Deadlines.Kind, _ connection: Connection) {
        guard deadlines.kind(of: connection.slot) != kind else { return }
        connection.movedBytes = 0
        deadlines.set(kind, slot: connection.slot, now: now)
    }

    /// The last answer is on its way: ends the connection so that the client gets to read it.
    ///
    /// A socket that is closed while input is unread, or receives more later, resets the connection, and then the
    /// client may lose what it has not read yet (RFC 9112 section 9.6).
    private func endOutput(_ connection: Connection) {
        connection.exchange = nil
        if !connection.input.isEmpty {
            connection.input = []
            connection.lingers = true
        }
        if !connection.lingers, !connection.inputEnded {
            if case .count = connection.channel.read(into: UnsafeMutableRawBufferPointer(scratch)) {
                connection.lingers = true
            }
        }
        // What is much stays ours until the client has it: with the descriptor goes the sight of how fast it reads.
        connection.undelivered = connection.channel.undeliveredBytes
        let isMuch = connection.undelivered > Self.leftToKernel
        guard connection.lingers || isMuch, !connection.inputEnded else {
            close(connection)
            return
        }
        connection.channel.finishSending()
        connection.stage = .lingering
        let wait = isDraining ? Deadlines.Kind.briefLinger : isMuch ? .delivery : .linger
        deadlines.set(wait, slot: connection.slot, now: now)
    }

    /// How many bytes of a last answer are left to the kernel, so that short answers cost no wait for their delivery.
    private static let leftToKernel = 64 << 10

    /// Watches a connection for what it can use.
    ///
    /// To look away from input is worth a system call only when it `isDisturbed` by input that it cannot use now: most
    /// clients send nothing before they have their answer.
    func updateInterest(_ connection: Connection, isDisturbed: Bool = false) {
        guard connection.stage != .closed else { return }
        var interest: EpollSet.Interest = connection.output.isEmpty ? [] : .writing
        if connection.takesInput || connection.stage == .lingering { interest.insert(.reading) }
        if !isDisturbed, connection.registered.contains(.reading) { interest.insert(.reading) }
        watch(connection, interest)
    }

    /// Watches a connection for just that.
    func watch(_ connection: Connection, _ interest: EpollSet.Interest) {
        guard interest != connection.registered else { return }
        connection.registered = interest
        do throws(SystemError) {
            try epoll.change(connection.channel.number, token: connection.token, interest)
        } catch {
            logger.error("a connection cannot be watched", metadata: ["error": "\(error)"])
            close(connection)
        }
    }
}
