internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import StrictJSON

/// What the logging extension lets clients set.
struct LogSettings: Sendable, Hashable {
    var logsInfo = true
    var logsWarnings = true
    var logsErrors = true
    var verboseLevel = 0
    var format = "default"

    private static let formats = ["default", "ISO8601"]

    /// Takes one setting; null leaves it as it is.
    ///
    /// - Throws: An unknown name or a value that the setting cannot have.
    mutating func set(
        _ name: String,
        _ fields: borrowing InferFields,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) throws(Problem) {
        let isNull = fields.document.kind(at: place) == .null
        switch name {
        case "log_info": if !isNull { logsInfo = try fields.boolean(place, pointer) }
        case "log_warning": if !isNull { logsWarnings = try fields.boolean(place, pointer) }
        case "log_error": if !isNull { logsErrors = try fields.boolean(place, pointer) }
        case "log_verbose_level":
            guard !isNull else { return }
            verboseLevel = try fields.number(place, pointer, in: 0...Int(UInt32.max))
        case "log_format":
            guard let value = try fields.optionalString(place, pointer) else { return }
            guard Self.formats.contains(value) else {
                throw Problem(.unknown(value, "log format", among: Self.formats, at: pointer))
            }
            format = value
        case "log_file":
            // Sending all settings back, as they were answered, changes nothing.
            guard let value = try fields.optionalString(place, pointer), !value.isEmpty else { return }
            throw Problem(InputProblem(pointer, "the log file cannot be set over the network"))
        default: throw Problem(.unknown(name, "setting", among: Self.names, at: pointer))
        }
    }

    private static let names = [
        "log_file", "log_info", "log_warning", "log_error", "log_verbose_level", "log_format",
    ]

    /// The answer with all settings, and no other member: clients compare the whole object.
    var response: Response {
        .inferenceJSON { writer in
            writer.beginObject()
            writer.member("log_file", "")
            writer.member("log_info", logsInfo)
            writer.member("log_warning", logsWarnings)
            writer.member("log_error", logsErrors)
            writer.member("log_verbose_level", verboseLevel)
            writer.member("log_format", format)
            writer.endObject()
        }
    }
}

/// `GET` and `POST /v2/logging`: shows the log settings, and takes some of them.
struct LogSettingsEndpoint: ProtocolEndpoint {
    let route: Route
    private let selection: LogSelection

    private init(_ route: Route, _ selection: LogSelection) {
        self.route = route
        self.selection = selection
    }

    /// Both endpoints, over the same settings.
    static func all(_ selection: LogSelection, contentLimit: Int) -> [LogSettingsEndpoint] {
        [
            LogSettingsEndpoint(Route(.get, "/v2/logging", scope: .infer), selection),
            LogSettingsEndpoint(
                Route(.post, "/v2/logging", contentLimit: contentLimit, scope: .manage),
                selection
            ),
        ]
    }

    func answer(to request: borrowing Request) throws(Problem) -> Response {
        guard route.method == .post else { return selection.current.response }
        var changed = selection.current
        try request.forEachInferenceMember { (fields, name, place, pointer) throws(Problem) in
            try changed.set(name, fields, place, pointer)
        }
        selection.set(changed)
        return changed.response
    }
}
