internal import HTTPServer
internal import Logging

/// One setting: its name, what it means, what it may be, and where `Settings` keeps it.
///
/// `SettingKey.all` is the one table that reading files and the environment, refusals and `--print-config` follow.
struct SettingKey: Sendable {
    /// What values a setting may have.
    enum Domain: Sendable, Equatable {
        /// Any text that is not empty.
        case text
        /// Any text; without it, there is none.
        case optionalText
        /// Origins of pages, with commas between; without any, there are none.
        case origins
        /// Hosts, with commas between; without any, all of them.
        case hosts
        /// Places to listen, separated by commas.
        case listeners
        /// Pairs of files, separated by commas; without them, there are none.
        case identities
        /// True or false.
        case boolean
        /// A whole number in a range.
        case integer(ClosedRange<Int>)
        /// A number of seconds in a range.
        case seconds(ClosedRange<Double>)
        /// One of the words.
        case choice([String])
    }

    /// A value of a setting, as it stands in a file.
    enum Value: Sendable, Equatable {
        case text(String)
        case boolean(Bool)
        case integer(Int)
        case seconds(Double)
    }

    /// The name, with a point between the object and its member in the file.
    let name: String
    /// What the setting means, in one sentence without its full stop.
    let summary: String
    /// What it may be.
    let domain: Domain
    /// Reads it from settings.
    let value: @Sendable (Settings) -> Value
    /// Puts a value of the domain into settings.
    let apply: @Sendable (inout Settings, Value) -> Void

    /// The name in the environment: `server.port` is `FEEDFORWARD__SERVER__PORT`.
    ///
    /// With two underscores, because an orchestrator that knows a service called `feedforward` sets variables such as
    /// `FEEDFORWARD_SERVICE_PORT` by itself.
    var environmentName: String {
        Self.environmentPrefix + name.split(separator: ".").map { $0.uppercased() }.joined(separator: "__")
    }

    /// What the names of all settings in the environment begin with.
    static let environmentPrefix = "FEEDFORWARD__"

    /// What the setting may be, in words.
    var domainText: String {
        switch domain {
        case .text: "text"
        case .optionalText: "text, or none"
        case .origins: "origins such as https://example.org with commas between, or *, or none"
        case .hosts: "hosts such as example.org with commas between, in lower case and without ports, or none"
        case .listeners: "URLs like tcp://HOST:PORT, tls://HOST:PORT, unix:///PATH or fd://NAME, separated by commas"
        case .identities: "pairs of files, CERTIFICATE:KEY, separated by commas, or none"
        case .boolean: "true or false"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .seconds(let range): "seconds, \(shortest(range.lowerBound)) to \(shortest(range.upperBound))"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        }
    }

    /// The value that text means; nil if the domain has no such value.
    func value(fromText text: String) -> Value? {
        switch domain {
        case .text: return text.isEmpty ? nil : .text(text)
        case .optionalText: return .text(text)
        case .origins: return AccessSettings.areOrigins(text) ? .text(text) : nil
        case .hosts: return AccessSettings.areHosts(text) ? .text(text) : nil
        case .listeners: return Settings.listeners(text) == nil ? nil : .text(text)
        case .identities: return TLSSettings.identities(text) == nil ? nil : .text(text)
        case .boolean: return Bool(text).map { .boolean($0) }
        case .integer(let range):
            guard let number = Int(text), range.contains(number) else { return nil }
            return .integer(number)
        case .seconds(let range):
            guard let number = Double(text), range.contains(number) else { return nil }
            return .seconds(number)
        case .choice(let words): return words.contains(text) ? .text(text) : nil
        }
    }
}

extension SettingKey.Value: CustomStringConvertible {
    /// The value as it would stand in a JSON file.
    var description: String {
        switch self {
        case .text(let text): "\"\(text)\""
        case .boolean(let truth): "\(truth)"
        case .integer(let number): "\(number)"
        case .seconds(let number): shortest(number)
        }
    }
}

/// A number without a point where it is whole.
private func shortest(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
}
