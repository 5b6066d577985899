internal import Glibc
internal import InferenceService
internal import Logging
internal import StrictJSON

/// Writes log messages to standard error, one line each; nobody who logs waits for that.
struct StandardErrorLogHandler: LogHandler {
    var logLevel: Logger.Level {
        get { selection.level(from: ownLevel) }
        set { ownLevel = newValue }
    }
    var metadata: Logger.Metadata = [:]
    private let format: Settings.LogFormat
    private let selection: LogSelection
    private var ownLevel: Logger.Level

    init(level: Logger.Level, format: Settings.LogFormat, selection: LogSelection) {
        ownLevel = level
        self.format = format
        self.selection = selection
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard selection.allows(event.level) else { return }
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        switch format {
        case .text:
            var line = "\(Self.timestamp()) \(event.level.rawValue) \(event.message)"
            for (key, value) in all { line += " \(key)=\(value)" }
            // A message must not be able to forge a second line.
            LogWriter.standardError.write(String(line.map { $0.isNewline ? " " : $0 }) + "\n")
        case .json:
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("time")
            writer.value(Self.timestamp())
            writer.key("level")
            writer.value(event.level.rawValue)
            writer.key("message")
            writer.value("\(event.message)")
            for (key, value) in all {
                writer.key(key)
                writer.value("\(value)")
            }
            writer.endObject()
            LogWriter.standardError.write(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        }
    }

    /// The time in UTC as RFC 3339 has it, to the millisecond.
    private static func timestamp() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var parts = tm()
        gmtime_r(&now.tv_sec, &parts)
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let date = "\(parts.tm_year + 1900)-\(digits(Int(parts.tm_mon) + 1, 2))-\(digits(Int(parts.tm_mday), 2))"
        let time = "\(digits(Int(parts.tm_hour), 2)):\(digits(Int(parts.tm_min), 2)):\(digits(Int(parts.tm_sec), 2))"
        return "\(date)T\(time).\(digits(now.tv_nsec / 1_000_000, 3))Z"
    }
}
