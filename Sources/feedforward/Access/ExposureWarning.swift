internal import HTTPServer

/// What an operator has to hear who lets everybody in.
///
/// - Parameter settings: The settings that are in force.
/// - Returns: The sentence; nil where only this machine can ask, or clients have to say who they are.
func exposureWarning(_ settings: Settings) -> String? {
    guard !isLoopback(settings.server.host), !settings.access.isInForce else { return nil }
    return "everybody who reaches \(settings.server.host) may use this service and change its models, unencrypted; "
        + "set access.tokens, or listen on 127.0.0.1"
}

/// Whether an address is one of this machine's own.
private func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
}
