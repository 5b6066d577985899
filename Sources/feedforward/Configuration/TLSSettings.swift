internal import HTTPServer

/// The settings of TLS as an operator writes them.
struct TLSSettings: Sendable {
    var certificate = ""
    var key = ""
    var identities = ""
    var clientCertificates = TLSConfiguration.ClientCertificates.none
    var clientAuthorities = ""
    var strictTransportSeconds = 0

    /// What the server makes of them; nil if no certificate is set.
    var configuration: TLSConfiguration? {
        guard !certificate.isEmpty else { return nil }
        let first = TLSConfiguration.Identity(certificateFile: certificate, keyFile: key.isEmpty ? certificate : key)
        var configuration = TLSConfiguration(identities: [first] + (Self.identities(identities) ?? []))
        configuration.clientCertificates = clientCertificates
        configuration.clientAuthorityFile = clientAuthorities
        configuration.strictTransportSeconds = strictTransportSeconds
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
