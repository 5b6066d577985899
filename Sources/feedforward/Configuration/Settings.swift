internal import HTTPServer
internal import InferenceService
internal import Logging
internal import ModelServing

/// Everything an operator can set.
struct Settings: Sendable {
    /// How the log is written.
    enum LogFormat: String, Sendable, CaseIterable {
        /// One readable line an entry.
        case text
        /// One JSON object a line.
        case json
    }

    /// How the server listens and what it allows.
    var server = ServerConfiguration()
    /// How long a stop leaves the listeners open, for load balancers to notice.
    var lameDuckTime = Duration.zero
    /// How it speaks TLS.
    var tls = TLSSettings()
    /// What the service computes and how much of it.
    var service = InferenceService.Configuration()
    /// Where models are kept; empty to keep them in memory only.
    var modelsDirectory = ""
    /// Whether models are only read from there.
    var modelsAreReadOnly = false
    /// Who may ask for what.
    var access = AccessSettings()
    /// The least important messages that are written.
    var logLevel = Logger.Level.info
    /// How they are written.
    var logFormat = LogFormat.text
    /// Whether requests are logged when they are answered.
    var accessLogIsOn = false
    /// One of how many of them is; those that failed always are.
    var accessLogOneOf = 1

    /// Reads URLs of places to listen, separated by commas; nil if one of them is none.
    static func listeners(_ text: String) -> [ListenerConfiguration]? {
        let all = text.split(separator: ",", omittingEmptySubsequences: false).map { item in
            ListenerConfiguration(url: String(item.drop { $0 == " " }))
        }
        return all.contains(nil) ? nil : all.compactMap(\.self)
    }
}
