internal import HTTPServer

extension SettingKey {
    /// The settings of TLS.
    static let tls: [SettingKey] = [
        text(
            "tls.certificate",
            "The PEM file with the server's certificate and those between it and a root",
            \.certificate
        ),
        text("tls.key", "The PEM file with the private key of the certificate", \.key),
        SettingKey(
            name: "tls.identities",
            summary: "Further certificates with their keys, chosen by the name that a client asks for",
            domain: .identities,
            value: { .text($0.tls.identities) },
            apply: { if case .text(let text) = $1 { $0.tls.identities = text } }
        ),
        SettingKey(
            name: "tls.client_certificates",
            summary: "What is asked of clients",
            domain: .choice(TLSConfiguration.ClientCertificates.allCases.map(\.rawValue)),
            value: { .text($0.tls.clientCertificates.rawValue) },
            apply: {
                guard case .text(let word) = $1 else { return }
                $0.tls.clientCertificates = TLSConfiguration.ClientCertificates(rawValue: word) ?? .none
            }
        ),
        text("tls.client_authorities", "The PEM file with the authorities of client certificates", \.clientAuthorities),
    ]

    private static func text(
        _ name: String,
        _ summary: String,
        _ path: any WritableKeyPath<TLSSettings, String> & Sendable
    ) -> SettingKey {
        SettingKey(
            name: name,
            summary: summary,
            domain: .optionalText,
            value: { .text($0.tls[keyPath: path]) },
            apply: { if case .text(let text) = $1 { $0.tls[keyPath: path] = text } }
        )
    }
}

/// The settings of TLS as an operator writes them.
struct TLSSettings: Sendable {
    var certificate = ""
    var key = ""
    var identities = ""
    var clientCertificates = TLSConfiguration.ClientCertificates.none
    var clientAuthorities = ""

    /// What the server makes of them; nil if no certificate is set.
    var configuration: TLSConfiguration? {
        guard !certificate.isEmpty else { return nil }
        let first = TLSConfiguration.Identity(certificateFile: certificate, keyFile: key.isEmpty ? certificate : key)
        var configuration = TLSConfiguration(identities: [first] + (Self.identities(identities) ?? []))
        configuration.clientCertificates = clientCertificates
        configuration.clientAuthorityFile = clientAuthorities
        return configuration
    }

    /// Reads pairs of files; nil if they are none.
    static func identities(_ text: String) -> [TLSConfiguration.Identity]? {
        let pairs = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false)
        var identities: [TLSConfiguration.Identity] = []
        for pair in pairs {
            let files = pair.drop { $0 == " " }.split(separator: ":", omittingEmptySubsequences: false)
            guard files.count == 2, files.allSatisfy({ !$0.isEmpty }) else { return nil }
            identities.append(.init(certificateFile: String(files[0]), keyFile: String(files[1])))
        }
        return identities
    }
}
