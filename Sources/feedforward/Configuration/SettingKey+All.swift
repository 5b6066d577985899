internal import HTTPServer
internal import InferenceService
internal import Logging
internal import ModelServing
internal import NeuralNetwork

extension SettingKey {
    /// The table of settings, in the order in which they are shown.
    static let all = listening + paces + common + tls + metrics + access

    /// Where to listen, and how much of what comes is read.
    private static let listening: [SettingKey] = [
        SettingKey(
            name: "server.listen",
            summary: "Where to listen; port 0 takes a free one",
            domain: .listeners,
            value: { .text($0.server.listeners.map(\.url).joined(separator: ",")) },
            apply: { if case .text(let text) = $1, let all = Settings.listeners(text) { $0.server.listeners = all } }
        ),
        integer("server.reactors", "The number of reactors; 0 for one per processor that the process may use", 0...256)
        {
            $0.server.reactors ?? 0
        } apply: {
            $0.server.reactors = $1 == 0 ? nil : $1
        },
        integer("server.connections", "The most open connections; one more is answered 503", 1...1_000_000) {
            $0.server.maximumConnections
        } apply: {
            $0.server.maximumConnections = $1
        },
        integer(
            "server.connections_per_address",
            "The most open connections of one address, IPv6 by /64; one more is answered 429; 0 for no limit",
            0...1_000_000
        ) {
            $0.server.maximumConnectionsPerAddress
        } apply: {
            $0.server.maximumConnectionsPerAddress = $1
        },
        integer("server.request_line_bytes", "The longest request line; a longer one is answered 414", 256...65_536) {
            $0.server.requestLineBytes
        } apply: {
            $0.server.requestLineBytes = $1
        },
        integer("server.head_bytes", "The largest head of a request; a larger one is answered 431", 1_024...262_144) {
            $0.server.headBytes
        } apply: {
            $0.server.headBytes = $1
        },
        integer("server.fields", "The most fields of a request; more are answered 431", 8...1_000) {
            $0.server.fieldCount
        } apply: {
            $0.server.fieldCount = $1
        },
        seconds("server.handshake_timeout_seconds", "How long a TLS handshake may take", \.handshakeTimeout),
    ]

    /// The settings of areas that have no file of their own here.
    private static let common: [SettingKey] = [
        integer(
            "server.compression_level",
            "How thoroughly answers are compressed: 1, fast, to 9, thorough; 0 for not at all",
            0...9
        ) {
            $0.server.compressionLevel
        } apply: {
            $0.server.compressionLevel = $1
        },
        integer(
            "server.compression_threshold_bytes",
            "The smallest answer that is worth compressing",
            0...(1 << 30)
        ) {
            $0.server.compressionThreshold
        } apply: {
            $0.server.compressionThreshold = $1
        },
        integer("limits.body_bytes", "The largest body; a larger one is answered 413", 1_024...(1 << 30)) {
            $0.service.bodyLimit
        } apply: {
            $0.service.bodyLimit = $1
        },
        integer(
            "limits.parameter_bytes",
            "The largest body of parameters; a larger one is answered 413",
            1_024...(1 << 34)
        ) {
            $0.service.parameterBodyLimit
        } apply: {
            $0.service.parameterBodyLimit = $1
        },
        integer(
            "limits.received_bytes",
            "The most bytes of requests held at a time by all connections, but for one large body; more is answered 503",
            1_048_576...(1 << 40)
        ) {
            $0.server.receivedBytes
        } apply: {
            $0.server.receivedBytes = $1
        },
        integer(
            "limits.inflation_ratio",
            "The most bytes that one byte of a compressed body expands to, beyond the first 8 MiB",
            1...1_032
        ) {
            $0.server.inflationRatio
        } apply: {
            $0.server.inflationRatio = $1
        },
        integer("limits.parameters", "The most parameters of a network", 1...(1 << 32)) {
            $0.service.limits.network.maximumParameters
        } apply: {
            $0.service.limits.network.maximumParameters = $1
        },
        integer("limits.layers", "The most layers of a network", 1...65_536) {
            $0.service.limits.network.maximumLayers
        } apply: {
            $0.service.limits.network.maximumLayers = $1
        },
        integer("limits.rows", "The most rows of a request", 1...(1 << 30)) {
            $0.service.limits.rows
        } apply: {
            $0.service.limits.rows = $1
        },
        integer("limits.multiply_adds", "The most multiply-adds of a request", 1...1_000_000_000_000_000) {
            $0.service.limits.multiplyAdds
        } apply: {
            $0.service.limits.multiplyAdds = $1
        },
        integer(
            "limits.held_values",
            "The most numbers a request holds at once: rows by widest layer",
            1...(1 << 32)
        ) {
            $0.service.limits.heldValues
        } apply: {
            $0.service.limits.heldValues = $1
        },
        integer("limits.answer_values", "The most numbers in an answer", 1...(1 << 30)) {
            $0.service.limits.answerValues
        } apply: {
            $0.service.limits.answerValues = $1
        },
        integer(
            "compute.workers",
            "The number of compute workers; 0 for one per processor that the process may use",
            0...256
        ) {
            $0.service.workers ?? 0
        } apply: {
            $0.service.workers = $1 == 0 ? nil : $1
        },
        integer("compute.queue", "The most requests that wait for a worker; one more is answered 503", 1...1_000_000) {
            $0.service.queueLimit
        } apply: {
            $0.service.queueLimit = $1
        },
        integer(
            "compute.queue_bytes",
            "The most bytes that those may hold, bodies and rows; more is answered 503",
            1_048_576...(1 << 40)
        ) {
            $0.service.queueBytes
        } apply: {
            $0.service.queueBytes = $1
        },
        SettingKey(
            name: "compute.queue_seconds",
            summary: "The most light work that may wait, by its price; more is answered 503",
            domain: .seconds(0.1...3_600),
            value: { .seconds($0.service.queueTime / .seconds(1)) },
            apply: { if case .seconds(let number) = $1 { $0.service.queueTime = .seconds(number) } }
        ),
        SettingKey(
            name: "compute.heavy_queue_seconds",
            summary: "The most work of more than 0.1 s a piece that may wait, by its price; more is answered 503",
            domain: .seconds(0.1...3_600),
            value: { .seconds($0.service.heavyQueueTime / .seconds(1)) },
            apply: { if case .seconds(let number) = $1 { $0.service.heavyQueueTime = .seconds(number) } }
        ),
        SettingKey(
            name: "models.directory",
            summary: "The folder where models are kept; without one they are kept in memory only",
            domain: .optionalText,
            value: { .text($0.modelsDirectory) },
            apply: { if case .text(let path) = $1 { $0.modelsDirectory = path } }
        ),
        SettingKey(
            name: "models.read_only",
            summary: "Whether that folder is only read, so that any number of processes may share it",
            domain: .boolean,
            value: { .boolean($0.modelsAreReadOnly) },
            apply: { if case .boolean(let truth) = $1 { $0.modelsAreReadOnly = truth } }
        ),
        integer("models.count", "The most models; one more is answered 507", 1...1_000_000) {
            $0.service.models.models
        } apply: {
            $0.service.models.models = $1
        },
        integer("models.parameters", "The most parameters of all models together", 1...(1 << 40)) {
            $0.service.models.parameters
        } apply: {
            $0.service.models.parameters = $1
        },
        integer("models.memory_bytes", "The most memory that all models take together", 1_024...(1 << 46)) {
            $0.service.models.bytes
        } apply: {
            $0.service.models.bytes = $1
        },
        SettingKey(
            name: "log.level",
            summary: "The least important messages that are logged",
            domain: .choice(Logger.Level.allCases.map(\.rawValue)),
            value: { .text($0.logLevel.rawValue) },
            apply: { if case .text(let word) = $1, let level = Logger.Level(rawValue: word) { $0.logLevel = level } }
        ),
        SettingKey(
            name: "log.format",
            summary: "How messages are written to standard error",
            domain: .choice(Settings.LogFormat.allCases.map(\.rawValue)),
            value: { .text($0.logFormat.rawValue) },
            apply: {
                if case .text(let word) = $1, let format = Settings.LogFormat(rawValue: word) { $0.logFormat = format }
            }
        ),
        SettingKey(
            name: "log.access",
            summary: "Whether requests are logged when they are answered",
            domain: .boolean,
            value: { .boolean($0.accessLogIsOn) },
            apply: { if case .boolean(let truth) = $1 { $0.accessLogIsOn = truth } }
        ),
        integer("log.access_one_of", "One of how many requests is logged; those that failed always are", 1...1_000_000)
        {
            $0.accessLogOneOf
        } apply: {
            $0.accessLogOneOf = $1
        },
    ]

    static func integer(
        _ name: String,
        _ summary: String,
        _ range: ClosedRange<Int>,
        value: @escaping @Sendable (Settings) -> Int,
        apply: @escaping @Sendable (inout Settings, Int) -> Void
    ) -> SettingKey {
        SettingKey(
            name: name,
            summary: summary,
            domain: .integer(range),
            value: { .integer(value($0)) },
            apply: { if case .integer(let number) = $1 { apply(&$0, number) } }
        )
    }

    static func seconds(
        _ name: String,
        _ summary: String,
        _ path: any WritableKeyPath<ServerConfiguration, Duration> & Sendable
    ) -> SettingKey {
        SettingKey(
            name: name,
            summary: summary,
            domain: .seconds(0.1...3_600),
            value: { .seconds($0.server[keyPath: path] / .seconds(1)) },
            apply: { if case .seconds(let number) = $1 { $0.server[keyPath: path] = .seconds(number) } }
        )
    }
}
