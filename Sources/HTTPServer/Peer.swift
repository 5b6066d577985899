/// Who is at the other end of a connection.
public final class Peer: Sendable {
    /// The numeric address, without brackets for IPv6; `unix` for a Unix-domain socket.
    public let address: String
    /// The port; 0 for a Unix-domain socket.
    public let port: UInt16
    /// Whether the connection is encrypted.
    public let isSecure: Bool
    /// What a client certificate says that was verified; nil without one.
    public let certificate: ClientCertificate?

    /// Makes a peer.
    public init(address: String, port: UInt16 = 0, isSecure: Bool = false, certificate: ClientCertificate? = nil) {
        self.address = address
        self.port = port
        self.isSecure = isSecure
        self.certificate = certificate
    }
}

/// What a verified client certificate says of its owner.
public struct ClientCertificate: Sendable, Hashable {
    /// The subject in the form of RFC 2253, for example `CN=alice,O=Example`.
    public let subject: String

    /// Makes a certificate's content.
    public init(subject: String) { self.subject = subject }
}
