internal import HTTPWire

extension Reactor {
    /// Writes an answer behind what a connection still has to send.
    func append(_ response: Response, to connection: Connection) {
        let closes = response.closesConnection || !connection.isPersistent || isDraining
        // Moved out and back, so that the buffer is not copied.
        var encoder = ResponseEncoder(appendingTo: connection.output)
        connection.output = []
        encoder.begin(response.status)
        encoder.field("Date", date.now())
        if let contentType = response.contentType { encoder.field("Content-Type", contentType) }
        if !response.status.forbidsContent { encoder.field("Content-Length", response.content.count) }
        encoder.field("X-Request-Id", connection.requestID)
        for field in response.fields { encoder.field(field.name, field.value) }
        if closes {
            encoder.field("Connection", "close" as StaticString)
        } else if connection.isOldVersion {
            encoder.field("Connection", "keep-alive" as StaticString)
        }
        encoder.end()
        if !connection.isHead, !response.status.forbidsContent { encoder.bytes.append(contentsOf: response.content) }
        connection.output = encoder.bytes
        if closes { connection.state = .closing }
    }

    /// Writes until everything is written or the client has to read first.
    func flush(_ connection: Connection) {
        while connection.hasOutput {
            let outcome = connection.output.withUnsafeBytes { output in
                connection.channel.write(
                    UnsafeRawBufferPointer(rebasing: output[connection.written...]),
                    isMoreComing: false
                )
            }
            switch outcome {
            case .count(let count):
                connection.written += count
                if connection.hasOutput { setDeadline(.write, connection) }
            case .wouldWrite, .wouldRead:
                if deadlines.kind(of: connection.slot) != .write { setDeadline(.write, connection) }
                watch(connection)
                return
            case .end, .closed:
                close(connection)
                return
            }
        }
        afterOutput(connection)
    }

    /// Decides what comes next when nothing is left to write.
    func afterOutput(_ connection: Connection) {
        if !connection.output.isEmpty {
            // An idle connection owns no buffer.
            connection.output = []
            connection.written = 0
            deadlines.clear(slot: connection.slot)
        }
        switch connection.state {
        case .receiving:
            if connection.hasEnded, connection.input.isEmpty || connection.incoming != nil {
                close(connection)
                return
            }
            if connection.isIdle, deadlines.kind(of: connection.slot) == nil {
                setDeadline(isDraining ? .grace : .idle, connection)
            } else if connection.incoming != nil, deadlines.kind(of: connection.slot) == nil {
                setDeadline(.body, connection)
            } else if !connection.input.isEmpty, deadlines.kind(of: connection.slot) == nil {
                // Requests that were left while answers waited to be read, or the beginning of one.
                readyAgain.append(connection.token)
                setDeadline(.head, connection)
            }
        case .computing: deadlines.clear(slot: connection.slot)
        case .closing:
            if connection.hasEnded {
                close(connection)
                return
            }
            // Closing with unread input would reset the connection and take the answer away from a client that has
            // not read it yet.
            connection.channel.finishSending()
            connection.state = .lingering
            connection.input = []
            connection.incoming = nil
            setDeadline(.linger, connection)
        case .lingering: break
        }
        watch(connection)
    }
}
