internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import StrictJSON

/// What the trace extension lets clients set, for the server or for one model; nil for what was not set.
struct TraceSettings: Sendable, Hashable {
    private var levels: [String]?
    private var rate: Int?
    private var count: Int?
    private var frequency: Int?

    private static let knownLevels = ["OFF", "TIMESTAMPS", "TENSORS"]
    private static let mode = "triton"
    private static let names = [
        "trace_level", "trace_rate", "trace_count", "log_frequency", "trace_file", "trace_mode",
    ]

    /// Takes one setting; null takes back what was set.
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
        case "trace_level": levels = isNull ? nil : try Self.levels(fields, place, pointer)
        case "trace_rate": rate = isNull ? nil : try fields.number(place, pointer, in: 0...Int(UInt32.max))
        case "trace_count": count = isNull ? nil : try fields.number(place, pointer, in: -1...Int(Int32.max))
        case "log_frequency":
            frequency = isNull ? nil : try fields.number(place, pointer, in: 0...Int(UInt32.max))
        case "trace_file":
            guard let value = try fields.optionalString(place, pointer), !value.isEmpty else { return }
            throw Problem(InputProblem(pointer, "the trace file cannot be set over the network"))
        case "trace_mode":
            guard let value = try fields.optionalString(place, pointer), value != Self.mode else { return }
            throw Problem(.unknown(value, "trace mode", among: [Self.mode], at: pointer))
        default: throw Problem(.unknown(name, "setting", among: Self.names, at: pointer))
        }
    }

    /// The levels of an array of strings, or of one string.
    private static func levels(
        _ fields: borrowing InferFields,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) throws(Problem) -> [String] {
        var levels: [String] = []
        func add(_ place: JSONDocument.Place, _ pointer: JSONPointer) throws(Problem) {
            let level = try fields.string(place, pointer)
            guard knownLevels.contains(level) else {
                throw Problem(.unknown(level, "trace level", among: knownLevels, at: pointer))
            }
            if !levels.contains(level) { levels.append(level) }
        }
        if fields.document.kind(at: place) == .array {
            try fields.document.forEachElement(at: place) { (index, element) throws(Problem) in
                try add(element, pointer.appending(index))
            }
        } else {
            try add(place, pointer)
        }
        guard levels.count == 1 || !levels.contains("OFF") else {
            throw Problem(InputProblem(pointer, "\"OFF\" stands alone, or not at all"))
        }
        return levels.isEmpty ? ["OFF"] : levels
    }

    /// Whether the times of predictions are traced, given where settings come from that were not set here.
    func tracesTimes(_ general: TraceSettings) -> Bool { (levels ?? general.levels ?? []).contains("TIMESTAMPS") }

    /// One prediction in `rate` is traced, none at 0, and at most `count` of them, all at -1; `general` is where settings
    /// come from that were not set here.
    func sampling(_ general: TraceSettings) -> (rate: Int, count: Int) {
        (rate ?? general.rate ?? Self.defaultRate, count ?? general.count ?? -1)
    }

    private static let defaultRate = 1000

    /// The answer with all settings.
    ///
    /// - Parameter general: Where settings come from that were not set here.
    /// - Returns: All of them and no other member.
    func response(_ general: TraceSettings = TraceSettings()) -> Response {
        .inferenceJSON { writer in
            writer.beginObject()
            writer.key("trace_level")
            writer.beginArray()
            for level in levels ?? general.levels ?? ["OFF"] { writer.value(level) }
            writer.endArray()
            writer.member("trace_rate", "\(sampling(general).rate)")
            writer.member("trace_count", "\(sampling(general).count)")
            writer.member("log_frequency", "\(frequency ?? general.frequency ?? 0)")
            writer.member("trace_file", "")
            writer.member("trace_mode", Self.mode)
            writer.endObject()
        }
    }
}
