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
        integer(
            "tls.strict_transport_seconds",
            "For how long browsers have to use TLS for this host, on all its ports; 0 to ask nothing of them",
            0...1_000_000_000
        ) {
            $0.tls.strictTransportSeconds
        } apply: {
            $0.tls.strictTransportSeconds = $1
        },
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
