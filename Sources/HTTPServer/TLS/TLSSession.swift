internal import COpenSSL
internal import Glibc

/// One TLS connection over a socket that never blocks.
///
/// Touched only on the queue of the connection.
final class TLSSession {
    /// How far a handshake is.
    enum Handshake {
        case done
        case wouldRead
        case wouldWrite
        case failed(reason: String)
        /// The peer does not speak TLS.
        case plain
    }

    /// The first byte of a record with a part of a handshake (RFC 8446 section 5.1).
    private static let handshakeRecord: UInt8 = 22
    /// The most bytes of a record (RFC 8446 section 5.1).
    private static let recordBytes = 16 << 10

    private static let goneAway = "the client went away"

    // Freed once, when the value ends; the descriptor closes after it.
    private let session: OpaquePointer
    private let context: TLSContext
    let descriptor: FileDescriptor
    /// Whether there is nobody to say good-bye to.
    private var isBroken = true
    /// Whether the peer speaks without TLS, and is answered in the same way.
    private var isPlain = false
    /// Whether the last read found less than a record.
    private var isStarved = false
    /// Whether the last read found the end behind what it gave.
    private var holdsEnd = false

    /// Begins as the server's side; nil without memory.
    init?(_ descriptor: consuming FileDescriptor, _ context: TLSContext) {
        ERR_clear_error()
        guard let session = SSL_new(context.pointer) else { return nil }
        guard SSL_set_fd(session, descriptor.number) == 1 else {
            SSL_free(session)
            return nil
        }
        SSL_set_accept_state(session)
        self.session = session
        self.context = context
        self.descriptor = descriptor
    }

    deinit {
        sayGoodbye()
        SSL_free(session)
    }

    /// Whether bytes were taken from the socket that no event will announce.
    ///
    /// Part of a record is no reason to read again: the socket announces the rest.
    var hasPending: Bool { holdsEnd || !isStarved && SSL_has_pending(session) == 1 }

    /// Goes on with the handshake.
    ///
    /// A peer whose first byte is not that of a TLS record is answered without TLS from then on.
    func shakeHands() -> Handshake {
        if SSL_in_before(session) == 1 {
            var first: UInt8 = 0
            switch retryingInterrupts({ recv(descriptor.number, &first, 1, Int32(MSG_PEEK)) }) {
            case .success(0): return .failed(reason: Self.goneAway)
            case .success: break
            case .failure(let error):
                return Channel.isBlocked(error) ? .wouldRead : .failed(reason: errorText(error.code))
            }
            guard first == Self.handshakeRecord else {
                isPlain = true
                return .plain
            }
        }
        ERR_clear_error()
        let result = SSL_do_handshake(session)
        guard result != 1 else {
            isBroken = false
            return .done
        }
        switch SSL_get_error(session, result) {
        case SSL_ERROR_WANT_READ: return .wouldRead
        case SSL_ERROR_WANT_WRITE: return .wouldWrite
        default:
            let text = ERR_reason_error_string(ERR_peek_error()).map { String(cString: $0) }
            return .failed(reason: text ?? Self.goneAway)
        }
    }

    /// What the client's certificate says, if it showed a valid one.
    func clientCertificate() -> ClientCertificate? {
        guard SSL_get_verify_result(session) == Int(X509_V_OK), let certificate = SSL_get1_peer_certificate(session)
        else { return nil }
        defer { X509_free(certificate) }
        guard let sink = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(sink) }
        var bytes: UnsafeMutablePointer<CChar>?
        var count = 0
        guard openssl_name_text(X509_get_subject_name(certificate), sink, &bytes, &count) == 1, let bytes else {
            return nil
        }
        let text = UnsafeRawBufferPointer(start: bytes, count: count)
        return ClientCertificate(subject: String(decoding: text, as: UTF8.self))
    }

    /// Reads what is there: at most as much as fits, as many records as that takes.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Channel.Outcome {
        guard !isPlain else { return Channel.receive(descriptor.number, buffer) }
        var filled = 0
        isStarved = false
        holdsEnd = false
        while filled < buffer.count {
            var count = 0
            ERR_clear_error()
            let result = SSL_read_ex(session, buffer.baseAddress.map { $0 + filled }, buffer.count - filled, &count)
            guard result == 1 else {
                let outcome = outcome(of: result)
                if case .wouldRead = outcome { isStarved = true }
                guard filled > 0 else { return outcome }
                // What was read comes first; the next read finds the end or the failure again.
                holdsEnd = !isStarved
                return .count(filled)
            }
            filled += count
            // Less than a record and nothing left of it: what follows is announced by the socket.
            if count < Self.recordBytes, !hasPending { break }
        }
        return .count(filled)
    }

    /// Writes as much as the peer's window takes.
    func write(_ bytes: UnsafeRawBufferPointer) -> Channel.Outcome {
        guard !isPlain else { return Channel.send(descriptor.number, bytes, isMoreComing: false) }
        var sent = 0
        while sent < bytes.count {
            var count = 0
            ERR_clear_error()
            let result = SSL_write_ex(session, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, &count)
            guard result == 1 else {
                let outcome = outcome(of: result)
                return sent > 0 ? .count(sent) : outcome
            }
            sent += count
        }
        return .count(sent)
    }

    /// Tells the peer that nothing more will be sent (RFC 8446 section 6.1).
    func finishSending() {
        sayGoodbye()
        // Once is enough.
        isBroken = true
        _ = shutdown(descriptor.number, Int32(SHUT_WR))
    }

    /// Sends nothing more, not even that this is the end.
    func abandon() { isBroken = true }

    private func sayGoodbye() {
        guard !isBroken else { return }
        ERR_clear_error()
        _ = SSL_shutdown(session)
    }

    private func outcome(of result: Int32) -> Channel.Outcome {
        switch SSL_get_error(session, result) {
        case SSL_ERROR_WANT_READ: return .wouldRead
        case SSL_ERROR_WANT_WRITE: return .wouldWrite
        case SSL_ERROR_ZERO_RETURN: return .end
        default:
            // Also an end without a good-bye: what came before it may have been cut by anybody on the way.
            isBroken = true
            return .closed
        }
    }
}
