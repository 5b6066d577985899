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
    return
        "whoever reaches \(open.map(\.clientURL).joined(separator: ", ")) can read and change the models, and what is "
        + "said there can be read along: neither TLS nor tokens guard it"
}
