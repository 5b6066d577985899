internal import COpenSSL
internal import Glibc

/// One request over TLS from the client's side, to see whether a server answers.
///
/// It does not ask who answers: it is for a server on the same machine, whose address comes from its own settings.
public enum TLSProbe {
    /// What came of it.
    public enum Outcome: Sendable, Hashable {
        /// The answer's first bytes.
        case answered([UInt8])
        /// The server takes clients with certificates only, which it says at the end of a handshake.
        case wantsCertificate
        /// Why there was no answer.
        case failed(String)
    }

    /// Sends a request over a connected socket that blocks, and reads the beginning of the answer.
    ///
    /// - Parameters:
    ///   - request: The bytes of the request.
    ///   - descriptor: The socket, which stays open. Its timeouts (`SO_RCVTIMEO`, `SO_SNDTIMEO`) bound each step, and
    ///     the process has to ignore SIGPIPE.
    ///   - count: How many bytes of the answer to wait for, at least 1.
    /// - Returns: What came of it.
    public static func ask(_ request: [UInt8], over descriptor: Int32, count: Int) -> Outcome {
        ERR_clear_error()
        // A session keeps its context, so both are freed here.
        guard let context = SSL_CTX_new(TLS_client_method()) else { return .failed("OpenSSL cannot be set up") }
        defer { SSL_CTX_free(context) }
        guard let session = SSL_new(context), SSL_set_fd(session, descriptor) == 1 else {
            return .failed("OpenSSL cannot be set up")
        }
        defer { SSL_free(session) }
        guard SSL_connect(session) == 1 else { return failure("the handshake did not come to its end") }
        guard SSL_write(session, request, Int32(clamping: request.count)) == Int32(clamping: request.count) else {
            return failure("the request could not be sent")
        }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 512)
        while answer.count < count {
            let read = SSL_read(session, &piece, Int32(piece.count))
            guard read > 0 else { return failure("no answer came in time") }
            answer += piece[..<Int(read)]
        }
        return .answered(answer)
    }

    private static func failure(_ text: String) -> Outcome {
        defer { ERR_clear_error() }
        let error = ERR_peek_error()
        // TLS 1.3 has an alert for just this (RFC 8446 section 6.2). That of TLS 1.2 would stand for any failure.
        if ERR_GET_REASON(error) == SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED { return .wantsCertificate }
        guard error != 0, let reason = ERR_reason_error_string(error) else { return .failed(text) }
        return .failed("\(text): \(String(cString: reason))")
    }
}
