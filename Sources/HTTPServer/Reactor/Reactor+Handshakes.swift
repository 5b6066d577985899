internal import Logging

extension Reactor {
    /// How many handshakes go on in one round: each takes half a millisecond, and others wait meanwhile.
    private static let handshakesPerRound = 8

    /// What carries the bytes of an accepted socket; nil without memory for it.
    func channel(_ descriptor: consuming FileDescriptor, _ peer: Peer) -> Channel? {
        guard peer.isSecure else { return .socket(descriptor) }
        guard let context = certificates?.current, let session = TLSSession(descriptor, context) else { return nil }
        return .tls(session)
    }

    /// Goes on with the handshake of a connection; what follows it is read at once.
    func shakeHands(_ connection: Connection) {
        guard let session = connection.channel.session else { return }
        // The event comes again in the next round.
        guard handshakes < Self.handshakesPerRound else { return }
        handshakes += 1
        switch session.shakeHands() {
        case .wouldRead: watch(connection, .reading)
        case .wouldWrite: watch(connection, .writing)
        case .failed(let reason):
            metrics?.count(.failedHandshakes)
            logger.debug(
                "a TLS handshake failed",
                metadata: ["peer": "\(connection.peer.address)", "reason": "\(reason)"]
            )
            close(connection)
        case .plain:
            open(connection)
            fail(connection, .plainTextOnSecurePort)
            flush(connection)
            settle(connection)
        case .done:
            metrics?.count(.handshakes)
            if let certificate = session.clientCertificate() {
                let peer = connection.peer
                connection.peer = Peer(
                    address: peer.address,
                    port: peer.port,
                    isSecure: true,
                    certificate: certificate
                )
            }
            open(connection)
            settle(connection)
        }
    }

    /// Lets requests begin.
    private func open(_ connection: Connection) {
        connection.stage = .open
        deadlines.clear(slot: connection.slot)
    }
}
