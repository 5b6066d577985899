extension SettingKey {
    /// The settings of the area `access`.
    static let access: [SettingKey] = [
        text("access.tokens", "The file of tokens; SIGHUP reads it again", .optionalText, \.tokens),
        text(
            "access.certificates",
            "The file of client certificates and their scopes; SIGHUP reads it again",
            .optionalText,
            \.certificates
        ),
        SettingKey(
            name: "access.certificate_scope",
            summary: "What every verified client certificate is granted",
            domain: .choice(AccessSettings.CertificateScope.allCases.map(\.rawValue)),
            value: { .text($0.access.certificateScope.rawValue) },
            apply: {
                if case .text(let word) = $1, let scope = AccessSettings.CertificateScope(rawValue: word) {
                    $0.access.certificateScope = scope
                }
            }
        ),
        SettingKey(
            name: "access.metrics",
            summary: "Who may read metrics: everybody, or whoever has the scope",
            domain: .choice(AccessSettings.Metrics.allCases.map(\.rawValue)),
            value: { .text($0.access.metrics.rawValue) },
            apply: {
                if case .text(let word) = $1, let metrics = AccessSettings.Metrics(rawValue: word) {
                    $0.access.metrics = metrics
                }
            }
        ),
        text("access.cors_origins", "The origins whose pages may read answers in a browser", .origins, \.corsOrigins),
        text(
            "access.allowed_hosts",
            "The hosts that requests may be for; others are answered 421",
            .hosts,
            \.allowedHosts
        ),
    ]

    private static func text(
        _ name: String,
        _ summary: String,
        _ domain: Domain,
        _ path: any WritableKeyPath<AccessSettings, String> & Sendable
    ) -> SettingKey {
        SettingKey(
            name: name,
            summary: summary,
            domain: domain,
            value: { .text($0.access[keyPath: path]) },
            apply: { if case .text(let text) = $1 { $0.access[keyPath: path] = text } }
        )
    }
}
