internal import ModelFormats
internal import StrictJSON

/// Collects settings from their sources: defaults, then a file, then the environment, then flags; the later one counts.
struct SettingsReader: Sendable {
    /// Where the value of a setting comes from.
    enum Source: Sendable, Equatable, CustomStringConvertible {
        case defaultValue
        case file(String)
        case environment
        case flag

        var description: String {
            switch self {
            case .defaultValue: "default"
            case .file(let path): path
            case .environment: "environment"
            case .flag: "flag"
            }
        }
    }

    /// Settings that cannot be used, one sentence for each.
    struct Failure: Error, Equatable, CustomStringConvertible {
        let problems: [String]
        var description: String { problems.joined(separator: "\n") }
    }

    private(set) var settings = Settings()
    private(set) var sources: [String: Source] = [:]
    private var problems: [String] = []

    /// Begins with every default.
    init() {}

    /// Takes settings from the text of a configuration file.
    mutating func read(file bytes: [UInt8], path: String) {
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes.span)
        } catch {
            problems.append("\(path): \(error.summary)")
            return
        }
        guard document.kind(at: document.root) == .object else {
            problems.append("\(path): expected an object, found \(document.kind(at: document.root).rawValue)")
            return
        }
        document.forEachMember(at: document.root) { area, place in
            guard SettingKey.all.contains(where: { $0.name.hasPrefix(area + ".") }) else {
                refuseUnknown(area, among: areas, in: path)
                return
            }
            guard document.kind(at: place) == .object else {
                problems.append("\(path): \(area): expected an object, found \(document.kind(at: place).rawValue)")
                return
            }
            document.forEachMember(at: place) { member, value in
                let name = "\(area).\(member)"
                guard let key = SettingKey.all.first(where: { $0.name == name }) else {
                    refuseUnknown(name, among: SettingKey.all.map(\.name), in: path)
                    return
                }
                let text =
                    document.string(at: value) ?? document.number(at: value)?.text
                    ?? document.boolean(at: value).map { "\($0)" }
                    ?? (key.domain == .listeners ? Self.list(document, at: value) : nil)
                let isText = document.kind(at: value) == .string || document.kind(at: value) == .array
                let found = isText ? "\"\(text ?? "")\"" : text ?? document.kind(at: value).rawValue
                take(key, text, isText: isText, found: found, from: .file(path), named: "\(path): \(name)")
            }
        }
    }

    /// Takes settings from variables of the environment.
    mutating func read(environment: [(name: String, value: String)]) {
        for (name, value) in environment where name.hasPrefix(SettingKey.environmentPrefix) {
            guard let key = SettingKey.all.first(where: { $0.environmentName == name }) else {
                refuseUnknown(name, among: SettingKey.all.map(\.environmentName), in: "environment")
                continue
            }
            take(key, value, isText: nil, found: "\"\(value)\"", from: .environment, named: name)
        }
    }

    /// Takes one setting from a flag.
    mutating func read(flag: String, for name: String, value: String) {
        guard let key = SettingKey.all.first(where: { $0.name == name }) else { return }
        take(key, value, isText: nil, found: "\"\(value)\"", from: .flag, named: flag)
    }

    /// The settings of all sources.
    ///
    /// - Throws: Every unknown key and every value out of its range.
    func result() throws(Failure) -> Settings {
        guard problems.isEmpty else { throw Failure(problems: problems) }
        return settings
    }

    private mutating func take(
        _ key: SettingKey,
        _ text: String?,
        isText: Bool?,
        found: String,
        from source: Source,
        named label: String
    ) {
        let wantsText =
            switch key.domain {
            case .text, .optionalText, .listeners, .identities, .origins, .hosts, .choice: true
            case .boolean, .integer, .seconds: false
            }
        guard let text, isText == nil || isText == wantsText, let value = key.value(fromText: text) else {
            problems.append("\(label): \(found) is not \(key.domainText)")
            return
        }
        key.apply(&settings, value)
        sources[key.name] = source
    }

    /// The texts of an array, with commas between them; nil if it holds anything else.
    private static func list(_ document: borrowing JSONDocument, at place: JSONDocument.Place) -> String? {
        guard document.kind(at: place) == .array else { return nil }
        var texts: [String]? = []
        document.forEachElement(at: place) { _, element in
            if let text = document.string(at: element) { texts?.append(text) } else { texts = nil }
        }
        return texts?.joined(separator: ",")
    }

    private mutating func refuseUnknown(_ name: String, among names: [String], in place: String) {
        let suggestion = nearestName(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
        problems.append("\(place): no setting is called \(name)\(suggestion)")
    }

    private var areas: [String] {
        var areas: [String] = []
        for key in SettingKey.all {
            let area = String(key.name.prefix { $0 != "." })
            if areas.last != area { areas.append(area) }
        }
        return areas
    }
}

extension SettingsReader {
    /// All settings as the JSON text of a configuration file, two spaces a level.
    static func fileText(of settings: Settings) -> String {
        var lines: [String] = []
        for (index, area) in SettingsReader().areas.enumerated() {
            lines.append(index == 0 ? "{" : "  },")
            lines.append("  \"\(area)\": {")
            let keys = SettingKey.all.filter { $0.name.hasPrefix(area + ".") }
            for (position, key) in keys.enumerated() {
                let member = key.name.dropFirst(area.count + 1)
                let comma = position + 1 < keys.count ? "," : ""
                lines.append("    \"\(member)\": \(key.value(settings))\(comma)")
            }
        }
        lines += ["  }", "}"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// The effective settings for a reader: a line each with name, value and source.
    func table(of settings: Settings) -> String {
        let rows = SettingKey.all.map { ($0.name, $0.value(settings).description, sources[$0.name] ?? .defaultValue) }
        let nameWidth = rows.map(\.0.count).max() ?? 0
        let valueWidth = rows.map(\.1.count).max() ?? 0
        return rows.map { name, value, source in
            name.padded(to: nameWidth) + "  " + value.padded(to: valueWidth) + "  \(source)\n"
        }.joined()
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
