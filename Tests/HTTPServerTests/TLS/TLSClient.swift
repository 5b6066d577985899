import COpenSSL
import Glibc
import HTTPServer

/// A client's side of TLS on a blocking socket.
final class TLSClient {
    /// How a client speaks.
    struct Options {
        /// The name that it asks for; nil for none.
        var name: String? = "localhost"
        var minimumVersion = TLS1_2_VERSION
        var maximumVersion = TLS1_3_VERSION
        /// The suites of TLS 1.2.
        var suites: String?
        /// What it offers by ALPN; nothing if empty.
        var protocols: [String] = []
        /// What it shows; nil for nothing.
        var identity: TLSConfiguration.Identity?
        var receiveBuffer: Int32?
        /// A session to take up.
        var session: Session?
    }

    /// A session that can be taken up, with its ticket.
    final class Session {
        fileprivate let pointer: OpaquePointer
        fileprivate init(_ pointer: OpaquePointer) { self.pointer = pointer }
        deinit { SSL_SESSION_free(pointer) }

        /// What the server gave for the next connection.
        var ticket: [UInt8] {
            var (bytes, count): (UnsafePointer<UInt8>?, Int) = (nil, 0)
            SSL_SESSION_get0_ticket(pointer, &bytes, &count)
            return Array(UnsafeBufferPointer(start: bytes, count: count))
        }
    }

    /// What the other side, or OpenSSL, did not like.
    struct Failure: Error {
        let reason: String
    }

    let raw: RawClient
    private let context: OpaquePointer
    private let session: OpaquePointer
    private var received: [UInt8] = []

    /// Connects and shakes hands.
    convenience init(_ server: TestServer, trusting authority: TestAuthority, _ options: Options = Options()) throws {
        try self.init(server.connect(receiveBuffer: options.receiveBuffer), authority, options)
    }

    private init(_ raw: RawClient, _ authority: TestAuthority, _ options: Options) throws {
        self.raw = raw
        guard let context = SSL_CTX_new(TLS_client_method()), let session = SSL_new(context) else {
            throw Failure(reason: "no memory")
        }
        (self.context, self.session) = (context, session)
        SSL_ctrl(session, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(options.minimumVersion), nil)
        SSL_ctrl(session, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(options.maximumVersion), nil)
        if let suites = options.suites { SSL_set_cipher_list(session, suites) }
        // The context's store is that of the session as well.
        SSL_CTX_load_verify_file(context, authority.file)
        SSL_set_verify(session, SSL_VERIFY_PEER, nil)
        if let name = options.name {
            _ = name.withCString {
                SSL_ctrl(
                    session,
                    SSL_CTRL_SET_TLSEXT_HOSTNAME,
                    Int(TLSEXT_NAMETYPE_host_name),
                    UnsafeMutableRawPointer(mutating: $0)
                )
            }
        }
        let offered = options.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        if !offered.isEmpty { SSL_set_alpn_protos(session, offered, UInt32(offered.count)) }
        if let identity = options.identity {
            SSL_use_certificate_chain_file(session, identity.certificateFile)
            SSL_use_PrivateKey_file(session, identity.keyFile, SSL_FILETYPE_PEM)
        }
        if let taken = options.session { SSL_set_session(session, taken.pointer) }
        SSL_set_fd(session, raw.descriptor)
        ERR_clear_error()
        guard SSL_connect(session) == 1 else { throw Self.failure() }
    }

    deinit {
        SSL_free(session)
        SSL_CTX_free(context)
    }

    private static func failure() -> Failure {
        defer { ERR_clear_error() }
        return Failure(reason: ERR_reason_error_string(ERR_peek_error()).map { String(cString: $0) } ?? "closed")
    }

    /// The version that was agreed upon.
    var version: String { String(cString: SSL_get_version(session)) }
    /// The suite that was agreed upon.
    var suite: String { SSL_get_current_cipher(session).map { String(cString: SSL_CIPHER_get_name($0)) } ?? "" }
    /// Whether a session was taken up.
    var isResumed: Bool { SSL_session_reused(session) == 1 }
    /// The session, for another connection.
    var resumable: Session? { SSL_get1_session(session).map(Session.init) }

    /// The protocol that was agreed upon.
    var agreedProtocol: String {
        var (name, count): (UnsafePointer<UInt8>?, UInt32) = (nil, 0)
        SSL_get0_alpn_selected(session, &name, &count)
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
    }

    /// The common name of the server's certificate.
    var serverName: String {
        guard let certificate = SSL_get1_peer_certificate(session) else { return "" }
        defer { X509_free(certificate) }
        var text = [CChar](repeating: 0, count: 256)
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, &text, 256)
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Sends bytes, all of them.
    func send(_ bytes: [UInt8]) throws(Failure) {
        var count = 0
        ERR_clear_error()
        guard bytes.isEmpty || SSL_write_ex(session, bytes, bytes.count, &count) == 1 else { throw Self.failure() }
    }

    /// Sends text.
    func send(_ text: String) throws(Failure) { try send(Array(text.utf8)) }

    /// The record of a text, which is not sent.
    func record(_ text: String) throws(Failure) -> [UInt8] {
        try held { () throws(Failure) in try send(text) }
    }

    /// The record that tells the server that nothing more will be sent, which is not sent.
    func goodbye() throws(Failure) -> [UInt8] {
        try held { () throws(Failure) in sayGoodbye() }
    }

    /// What would be sent.
    private func held(_ work: () throws(Failure) -> Void) throws(Failure) -> [UInt8] {
        // The session frees what it writes to when it gets another.
        guard let memory = BIO_new(BIO_s_mem()), let socket = BIO_new_socket(raw.descriptor, BIO_NOCLOSE) else {
            throw Failure(reason: "no memory")
        }
        SSL_set0_wbio(session, memory)
        defer { SSL_set0_wbio(session, socket) }
        try work()
        var bytes = [UInt8](repeating: 0, count: 1 << 15)
        let count = BIO_read(memory, &bytes, Int32(bytes.count))
        guard count > 0, count < bytes.count else { throw Self.failure() }
        return Array(bytes.prefix(Int(count)))
    }

    /// Asks the server for new keys, and for new ones of its own in answer (RFC 8446 section 4.6.3).
    func updateKeys() throws(Failure) {
        guard SSL_key_update(session, SSL_KEY_UPDATE_REQUESTED) == 1, SSL_do_handshake(session) == 1 else {
            throw Self.failure()
        }
    }

    /// Asks for another handshake; TLS 1.2 only.
    ///
    /// - Returns: Whether there was one.
    func renegotiate() -> Bool {
        ERR_clear_error()
        return SSL_renegotiate(session) == 1 && SSL_do_handshake(session) == 1
    }

    /// Tells the server that nothing more will be sent.
    func sayGoodbye() { SSL_shutdown(session) }

    /// Reads once: false after the server's close_notify.
    private func receive() throws(Failure) -> Bool {
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        var count = 0
        ERR_clear_error()
        let result = SSL_read_ex(session, &piece, piece.count, &count)
        guard result == 1 else {
            guard SSL_get_error(session, result) == SSL_ERROR_ZERO_RETURN else { throw Self.failure() }
            return false
        }
        received += piece.prefix(count)
        return true
    }

    /// Whether the server says that nothing more comes, and nothing came before.
    func isAtEnd() throws(Failure) -> Bool { received.isEmpty ? try !receive() : false }

    /// Reads one answer whose length its head says.
    func answer() throws(Failure) -> RawClient.Answer {
        var answer = RawClient.Answer()
        var end: Int?
        while end == nil {
            end = received.indices.first { received[$0...].starts(with: [13, 10, 13, 10]) }
            if end == nil, try !receive() { throw Failure(reason: "end inside a head") }
        }
        answer.head = String(decoding: received.prefix(end ?? 0), as: UTF8.self)
        received.removeFirst((end ?? 0) + 4)
        let lines = answer.head.split(separator: "\r\n")
        answer.status = Int(lines[0].split(separator: " ")[1]) ?? 0
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            answer.fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        let length = Int(answer.fields["content-length"] ?? "") ?? 0
        while received.count < length {
            guard try receive() else { throw Failure(reason: "end inside content") }
        }
        answer.content = Array(received.prefix(length))
        received.removeFirst(length)
        return answer
    }

    /// Sends a request without content and reads its answer.
    func get(_ path: String, fields: String = "") throws(Failure) -> RawClient.Answer {
        try send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
        return try answer()
    }
}
