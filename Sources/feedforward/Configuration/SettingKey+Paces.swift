internal import HTTPServer

/// How long things may take, and how fast clients have to be.
extension SettingKey {
    /// The settings, in the order in which they are shown.
    static let paces: [SettingKey] = [
        seconds("server.head_timeout_seconds", "How long a head may take from its first byte", \.headTimeout),
        seconds("server.body_grace_seconds", "How long a body may come too slowly", \.bodyGrace),
        integer(
            "server.body_bytes_per_second",
            "How fast a body has to come; 0 for as slowly as it likes, if anything comes in the time above",
            0...1_000_000_000
        ) {
            $0.server.bodyBytesPerSecond
        } apply: {
            $0.server.bodyBytesPerSecond = $1
        },
        seconds("server.idle_timeout_seconds", "How long a connection may be idle between requests", \.idleTimeout),
        seconds(
            "server.write_timeout_seconds",
            "How long a client may leave an answer unread, or read it too slowly",
            \.writeTimeout
        ),
        integer(
            "server.write_bytes_per_second",
            "How fast an answer has to be read; 0 for as slowly as the client likes, if it reads in the time above",
            0...1_000_000_000
        ) {
            $0.server.writeBytesPerSecond
        } apply: {
            $0.server.writeBytesPerSecond = $1
        },
        SettingKey(
            name: "server.request_timeout_seconds",
            summary: "How long a complete request may wait for its answer; then it is answered 504; 0 for no limit",
            domain: .seconds(0...86_400),
            value: { .seconds($0.server.requestTimeout / .seconds(1)) },
            apply: { if case .seconds(let number) = $1 { $0.server.requestTimeout = .seconds(number) } }
        ),
        SettingKey(
            name: "server.lame_duck_seconds",
            summary: "How long a stop goes on taking connections, for load balancers to notice",
            domain: .seconds(0...3_600),
            value: { .seconds($0.lameDuckTime / .seconds(1)) },
            apply: { if case .seconds(let number) = $1 { $0.lameDuckTime = .seconds(number) } }
        ),
        seconds("server.drain_timeout_seconds", "How long a stop waits for requests under way", \.drainTimeout),
    ]
}
