internal import HTTPServer

/// What an operator should hear about who can reach the service; nil if that is only whom the settings let in.
///
/// - Parameters:
///   - settings: How the service is set up.
///   - places: Where it listens.
func exposureWarning(_ settings: Settings, at places: [ListenerConfiguration]) -> String? {
    let open = places.filter { !$0.isLocal && !$0.isSecure }
    guard !open.isEmpty else { return nil }
    return
        "whoever reaches \(open.map(\.clientURL).joined(separator: ", ")) can read and change the models, and what is "
        + "said there can be read along: neither TLS nor tokens guard it"
}
