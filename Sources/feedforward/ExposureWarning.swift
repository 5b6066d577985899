internal import HTTPServer

/// What an operator should hear about who can reach the service.
///
/// - Parameters:
///   - settings: How the service is set up.
///   - places: Where it listens.
/// - Returns: The warning; nil if only those reach it whom the settings let in.
func exposureWarning(_ settings: Settings, at places: [ListenerConfiguration]) -> String? {
    let open = places.filter { !$0.isLocal && !$0.isSecure }
    guard !open.isEmpty else { return nil }
    guard !settings.access.isInForce else {
        return
            "what is said at \(open.map(\.clientURL).joined(separator: ", ")) can be read along, tokens as well: use "
            + "tls://, or a proxy that does"
    }
    return
        "whoever reaches \(open.map(\.clientURL).joined(separator: ", ")) can read and change the models, and what is "
        + "said there can be read along: neither TLS nor tokens guard it"
}
