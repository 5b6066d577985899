internal import COpenSSL
internal import Glibc

/// Certificates and rules for connections that are accepted from now on; never changed once it is made.
///
/// The pointers are freed with it. OpenSSL counts references to a context by itself, so a connection that was made with
/// it goes on after it is gone.
final class TLSContext: @unchecked Sendable {
    /// One certificate with its context.
    private struct Host {
        let context: OpaquePointer
        let certificate: OpaquePointer
    }

    private let hosts: [Host]
    /// Referred to by the contexts without a reference of their own.
    private let tickets: TicketKeys
    /// The certificate that ends first, and when, in seconds since 1970.
    let firstEnd: (file: String, time: Int)

    /// The context that connections begin with; the name that a client asks for may exchange it.
    var pointer: OpaquePointer { hosts[0].context }

    /// Reads the files.
    init(_ configuration: TLSConfiguration, tickets: TicketKeys) throws(TLSConfigurationError) {
        guard !configuration.identities.isEmpty else {
            throw TLSConfigurationError(file: "", reason: "TLS needs a certificate")
        }
        self.tickets = tickets
        var hosts: [Host] = []
        var firstEnd = (file: "", time: Int.max)
        do throws(TLSConfigurationError) {
            for identity in configuration.identities {
                let host = try Self.host(identity, configuration, tickets)
                hosts.append(host)
                let end = Self.end(of: host.certificate)
                if end < firstEnd.time { firstEnd = (identity.certificateFile, end) }
            }
        } catch {
            for host in hosts { SSL_CTX_free(host.context) }
            throw error
        }
        self.hosts = hosts
        self.firstEnd = firstEnd
        openssl_set_server_name_callback(
            hosts[0].context,
            { session, _, context in
                // Invariant: the context's owner is kept by whoever made the session, see `TLSSession`.
                guard let session, let context else { return SSL_TLSEXT_ERR_NOACK }
                Unmanaged<TLSContext>.fromOpaque(context).takeUnretainedValue().chooseHost(for: session)
                return SSL_TLSEXT_ERR_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    deinit {
        for host in hosts { SSL_CTX_free(host.context) }
    }

    /// Shows the certificate of the name that the client asks for, if there is one.
    private func chooseHost(for session: OpaquePointer) {
        guard hosts.count > 1, let name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name) else { return }
        // By its dNSNames alone, whole labels only (RFC 9525 section 6.3).
        let flags = UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)
        for host in hosts where X509_check_host(host.certificate, name, strlen(name), flags, nil) == 1 {
            SSL_set_SSL_CTX(session, host.context)
            return
        }
    }

    private static func host(
        _ identity: TLSConfiguration.Identity,
        _ configuration: TLSConfiguration,
        _ tickets: TicketKeys
    ) throws(TLSConfigurationError) -> Host {
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_server_method()), openssl_harden(context) == 1,
            SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!kRSA") == 1
        else { throw TLSConfigurationError(file: "", reason: "OpenSSL cannot be set up: \(reason())") }
        do throws(TLSConfigurationError) {
            // A key with a passphrase would otherwise be asked for at the terminal.
            SSL_CTX_set_default_passwd_cb(context) { _, _, _, _ in -1 }
            try require(SSL_CTX_use_certificate_chain_file(context, identity.certificateFile), identity.certificateFile)
            try require(SSL_CTX_use_PrivateKey_file(context, identity.keyFile, SSL_FILETYPE_PEM), identity.keyFile)
            try require(SSL_CTX_check_private_key(context), identity.keyFile)
            try askForCertificates(context, configuration)
            guard let certificate = SSL_CTX_get0_certificate(context) else {
                throw TLSConfigurationError(file: identity.certificateFile, reason: "no certificate")
            }
            chooseProtocol(context)
            SSL_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(tickets).toOpaque())
            openssl_set_ticket_callback(context) { session, name, vector, cipher, authentication, isEncrypting in
                guard let session, let name, let vector, let cipher, let authentication,
                    let keys = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(session), 0)
                else { return -1 }
                let result = Unmanaged<TicketKeys>.fromOpaque(keys).takeUnretainedValue()
                    .prepare(name, vector, cipher, authentication, isEncrypting: isEncrypting == 1)
                // A client of TLS 1.3 uses a ticket once, so that nobody can tell that it came back (RFC 8446 section
                // C.4): without a new one every second connection would shake hands from the beginning.
                guard result == 1, isEncrypting != 1, SSL_version(session) == TLS1_3_VERSION else { return result }
                return 2
            }
            return Host(context: context, certificate: certificate)
        } catch {
            SSL_CTX_free(context)
            throw error
        }
    }

    private static func askForCertificates(
        _ context: OpaquePointer,
        _ configuration: TLSConfiguration
    ) throws(TLSConfigurationError) {
        var mode = SSL_VERIFY_PEER
        switch configuration.clientCertificates {
        case .none: return
        case .optional: break
        case .required: mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT
        }
        let file = configuration.clientAuthorityFile
        guard !file.isEmpty else {
            throw TLSConfigurationError(file: "", reason: "client certificates need the file of their authorities")
        }
        try require(SSL_CTX_load_verify_file(context, file), file)
        guard let names = SSL_load_client_CA_file(file) else {
            throw TLSConfigurationError(file: file, reason: reason())
        }
        SSL_CTX_set_client_CA_list(context, names)
        SSL_CTX_set_verify(context, mode, nil)
        try bindSessions(context, to: file)
    }

    /// Lets tickets be good only where the same authorities are trusted: who showed a certificate of another one shows
    /// it again.
    private static func bindSessions(_ context: OpaquePointer, to file: String) throws(TLSConfigurationError) {
        guard let input = BIO_new_file(file, "r") else { throw TLSConfigurationError(file: file, reason: reason()) }
        defer { BIO_free(input) }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while case let count = BIO_read(input, &piece, Int32(piece.count)), count > 0 {
            content += piece.prefix(Int(count))
        }
        var digest = [UInt8](repeating: 0, count: Int(SSL_MAX_SID_CTX_LENGTH))
        guard EVP_Digest(content, content.count, &digest, nil, EVP_sha256(), nil) == 1,
            SSL_CTX_set_session_id_context(context, digest, UInt32(digest.count)) == 1
        else { throw TLSConfigurationError(file: file, reason: reason()) }
    }

    /// Agrees on HTTP/1.1 with clients that offer protocols (RFC 7301).
    private static func chooseProtocol(_ context: OpaquePointer) {
        SSL_CTX_set_alpn_select_cb(
            context,
            { _, chosen, length, offered, count, _ in
                guard let offered, let chosen, let length else { return SSL_TLSEXT_ERR_ALERT_FATAL }
                let wanted = "http/1.1".utf8
                var start = 0
                while start < count {
                    let size = Int(offered[start])
                    guard start + 1 + size <= count else { break }
                    let name = UnsafeBufferPointer(start: offered + start + 1, count: size)
                    if name.elementsEqual(wanted) {
                        chosen.pointee = offered + start + 1
                        length.pointee = UInt8(size)
                        return SSL_TLSEXT_ERR_OK
                    }
                    start += 1 + size
                }
                return SSL_TLSEXT_ERR_ALERT_FATAL
            },
            nil
        )
    }

    private static func end(of certificate: OpaquePointer) -> Int {
        var (days, seconds): (Int32, Int32) = (0, 0)
        guard let end = X509_get0_notAfter(certificate), ASN1_TIME_diff(&days, &seconds, nil, end) == 1 else {
            return .max
        }
        return time(nil) + Int(days) * 86_400 + Int(seconds)
    }

    private static func require(_ result: Int32, _ file: String) throws(TLSConfigurationError) {
        guard result == 1 else { throw TLSConfigurationError(file: file, reason: reason()) }
    }

    /// What OpenSSL says of its last failure.
    private static func reason() -> String {
        let last = ERR_peek_last_error()
        defer { ERR_clear_error() }
        // The first error says most. With its highest bit it is an errno (ERR_SYSTEM_FLAG).
        let first = ERR_peek_error()
        if first & 0x8000_0000 != 0 { return errorText(Int32(truncatingIfNeeded: first & 0x7fff_ffff)) }
        let text = ERR_reason_error_string(first) ?? ERR_reason_error_string(last)
        return text.map { String(cString: $0) } ?? "OpenSSL does not say why"
    }
}
