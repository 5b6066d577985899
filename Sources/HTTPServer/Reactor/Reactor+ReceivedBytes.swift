internal import HTTPWire

extension Reactor {
    /// Whether the content that a head announces may come, as far as the bytes go that all connections hold.
    ///
    /// A little content is not asked about: most of it arrives with its head, and is never held.
    func mayHold(_ exchange: Exchange, isStreamed: Bool) -> Bool {
        if isStreamed {
            exchange.phase = .streaming
            return hold(exchange)
        }
        guard case .length(let length) = exchange.decoder.head.framing, length > Self.droppedContent else {
            return true
        }
        let share = ReceivedBytes.Share(of: receivedBytes)
        guard share.admits(length) else { return false }
        exchange.share = share
        return true
    }

    /// Counts what a connection holds from here on; refuses the request if that is too much.
    func countHeld(_ connection: Connection) {
        var isAllowed = true
        if let exchange = connection.exchange { isAllowed = hold(exchange) }
        if !connection.input.isEmpty {
            let share = connection.share ?? ReceivedBytes.Share(of: receivedBytes)
            connection.share = share
            isAllowed = share.set(connection.input.count) && isAllowed
        }
        if !isAllowed { fail(connection, .receivedBytesFull) }
    }

    private func hold(_ exchange: Exchange) -> Bool {
        let count = exchange.heldBytes
        guard count > 0 || exchange.share != nil else { return true }
        let share = exchange.share ?? ReceivedBytes.Share(of: receivedBytes)
        exchange.share = share
        return share.set(count)
    }
}
