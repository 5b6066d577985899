/// How a server speaks TLS.
public struct TLSConfiguration: Sendable, Hashable {
    /// A certificate and its key.
    public struct Identity: Sendable, Hashable {
        /// The path of a PEM file: the server's certificate, then those between it and a root.
        public var certificateFile: String
        /// The path of a PEM file with the private key, without a passphrase.
        public var keyFile: String

        /// Names both files.
        public init(certificateFile: String, keyFile: String) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
        }
    }

    /// What is asked of clients.
    public enum ClientCertificates: String, Sendable, Hashable, CaseIterable {
        /// No certificate is asked for.
        case none
        /// A client may show one, which then has to be valid.
        case optional
        /// A client without a valid one is turned away in the handshake.
        case required
    }

    /// The identities: a client that asks for a name gets the first one whose certificate has it, any other the first.
    public var identities: [Identity]
    /// What is asked of clients.
    public var clientCertificates = ClientCertificates.none
    /// The path of a PEM file with the authorities whose client certificates are valid; empty if none is asked for.
    public var clientAuthorityFile = ""
    /// For how many seconds browsers have to ask this host over TLS only, as answers over TLS then say
    /// (Strict-Transport-Security, RFC 6797 section 6.1.1); 0 to say nothing.
    public var strictTransportSeconds = 0

    /// Makes a configuration that asks clients for no certificate.
    public init(identities: [Identity]) { self.identities = identities }

    /// All files that it names.
    var files: [String] {
        identities.flatMap { [$0.certificateFile, $0.keyFile] }
            + (clientAuthorityFile.isEmpty ? [] : [clientAuthorityFile])
    }
}

/// Why certificates cannot be used.
public struct TLSConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file that is at fault; empty if none is.
    public let file: String
    /// What is wrong, in words.
    public let reason: String

    /// The file and what is wrong with it.
    public var description: String { file.isEmpty ? reason : "\(file): \(reason)" }
}
