import COpenSSL
import Glibc
import HTTPServer
import TestSupport

/// Issues certificates of its own, in a folder that goes with it; none of them is trusted by anybody else.
final class TestAuthority {
    /// What could not be done.
    struct Failure: Error {
        let operation: String
    }

    /// Where its files are.
    let folder: TemporaryFolder
    private let key: OpaquePointer
    private let certificate: OpaquePointer
    /// The path of the authority's certificate.
    let file: String

    /// Makes an authority with a key of its own.
    init(_ name: String = "authority") throws {
        folder = try TemporaryFolder()
        key = try Self.makeKey()
        file = folder("authority.pem")
        certificate = try Self.sign("CN=\(name)", by: nil, key, key, [(NID_basic_constraints, "critical,CA:TRUE")], 2)
        try Self.write(certificate, to: file)
    }

    deinit {
        X509_free(certificate)
        EVP_PKEY_free(key)
    }

    /// The path of a file in its folder.
    func path(_ name: String) -> String { folder(name) }

    /// Issues a certificate.
    ///
    /// - Parameters:
    ///   - file: The name of both files, without what follows the dot.
    ///   - subject: Its subject, such as `O=Example,CN=alice`.
    ///   - names: The names of hosts that it is for.
    ///   - days: In how many days it ends.
    /// - Returns: The files.
    /// - Throws: What could not be done.
    @discardableResult
    func issue(
        _ file: String,
        subject: String? = nil,
        names: [String] = ["localhost"],
        days: Int = 100
    ) throws -> TLSConfiguration.Identity {
        let owner = try Self.makeKey()
        defer { EVP_PKEY_free(owner) }
        let alternatives = names.map { "DNS:\($0)" }.joined(separator: ",")
        let extensions = names.isEmpty ? [] : [(NID_subject_alt_name, alternatives)]
        let issued = try Self.sign(subject ?? "CN=\(file)", by: certificate, key, owner, extensions, days)
        defer { X509_free(issued) }
        let identity = TLSConfiguration.Identity(
            certificateFile: path("\(file).pem"),
            keyFile: path("\(file).key")
        )
        try Self.write(issued, to: identity.certificateFile)
        let sink = BIO_new_file(identity.keyFile, "w")
        defer { BIO_free(sink) }
        try require(PEM_write_bio_PrivateKey(sink, owner, nil, nil, 0, nil, nil), "write a key")
        chmod(identity.keyFile, 0o600)
        return identity
    }

    private static func makeKey() throws -> OpaquePointer {
        let context = EVP_PKEY_CTX_new_from_name(nil, "EC", nil)
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        try require(EVP_PKEY_keygen_init(context), "begin a key")
        try require(EVP_PKEY_CTX_set_group_name(context, "P-256"), "choose a curve")
        try require(EVP_PKEY_generate(context, &key), "make a key")
        guard let key else { throw Failure(operation: "make a key") }
        return key
    }

    private static func sign(
        _ subject: String,
        by issuer: OpaquePointer?,
        _ key: OpaquePointer,
        _ owner: OpaquePointer,
        _ extensions: [(kind: Int32, value: String)],
        _ days: Int
    ) throws -> OpaquePointer {
        guard let certificate = X509_new(), let name = X509_get_subject_name(certificate) else {
            throw Failure(operation: "make a certificate")
        }
        try require(X509_set_version(certificate, 2), "set the version")
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1)
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600)
        X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86_400 + 3600)
        try require(X509_set_pubkey(certificate, owner), "set the key")
        for part in subject.split(separator: ",") {
            let pair = part.split(separator: "=").map(String.init)
            let value = Array(pair[1].utf8)
            let isAdded = X509_NAME_add_entry_by_txt(name, pair[0], 0x1000, value, Int32(value.count), -1, 0)
            try require(isAdded, "name the owner")
        }
        try require(X509_set_issuer_name(certificate, issuer.map(X509_get_subject_name) ?? name), "name the issuer")
        for (kind, value) in extensions {
            let made = X509V3_EXT_conf_nid(nil, nil, kind, value)
            defer { X509_EXTENSION_free(made) }
            try require(X509_add_ext(certificate, made, -1), "extend")
        }
        guard X509_sign(certificate, key, EVP_sha256()) > 0 else { throw Failure(operation: "sign") }
        return certificate
    }

    private static func write(_ certificate: OpaquePointer, to file: String) throws {
        let sink = BIO_new_file(file, "w")
        defer { BIO_free(sink) }
        try require(PEM_write_bio_X509(sink, certificate), "write a certificate")
    }

    private static func require(_ result: Int32, _ operation: String) throws(Failure) {
        guard result == 1 else { throw Failure(operation: operation) }
    }

    private func require(_ result: Int32, _ operation: String) throws(Failure) { try Self.require(result, operation) }
}
