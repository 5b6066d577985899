internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

extension DocumentEndpoint {
    /// `GET /v1/activations`: what a definition may name as an activation.
    static func activations() -> DocumentEndpoint {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("activations")
        writer.beginArray()
        for kind in Activation.Kind.allCases { writer.value(entry: kind) }
        writer.endArray()
        writer.endObject()
        return DocumentEndpoint("/v1/activations", mediaType: "application/json", content: writer.bytes)
    }

    /// `GET /v1/initializers`: what a definition may name as an initialisation scheme.
    static func initializers() -> DocumentEndpoint {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("initializers")
        writer.beginArray()
        for scheme in Initializer.Scheme.allCases {
            writer.beginObject()
            writer.member("scheme", scheme.rawValue)
            writer.member(aliases: Initializer.aliases.filter { $0.value.scheme == scheme }.keys.sorted())
            writer.key("parameters")
            writer.value(parameters: scheme.parameters)
            writer.member("formula", scheme.formula)
            writer.member("source", scheme.source)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return DocumentEndpoint("/v1/initializers", mediaType: "application/json", content: writer.bytes)
    }
}

extension JSONWriter {
    fileprivate mutating func value(entry kind: Activation.Kind) {
        beginObject()
        member("type", kind.rawValue)
        member(aliases: Activation.aliases.filter { $0.value.kind == kind }.keys.sorted())
        key("parameters")
        value(parameters: kind.parameters)
        member("formula", kind.formula)
        // Range and interval move with the parameters; the catalogue has them for the defaults.
        let activation = Activation(kind)
        key("range")
        value(interval: activation?.range ?? (nil, nil))
        key("effective_interval")
        if let interval = activation?.effectiveInterval { value(interval: interval) } else { null() }
        endObject()
    }

    /// Writes the other names of an entry, if it has any.
    fileprivate mutating func member(aliases: [String]) {
        guard !aliases.isEmpty else { return }
        key("aliases")
        beginArray()
        for alias in aliases { value(alias) }
        endArray()
    }

    private mutating func value(interval: (lower: Double?, upper: Double?)) {
        beginArray()
        for end in [interval.lower, interval.upper] {
            if let end { value(end) } else { null() }
        }
        endArray()
    }

    /// Writes the parameters that an activation or a scheme takes.
    ///
    /// - Parameters:
    ///   - parameters: Their descriptions.
    ///   - given: The values that a client gave, in the same order; nil if it gave none.
    mutating func value(parameters: [ParameterDescription], given: [ParameterValue]? = nil) {
        beginArray()
        for (index, parameter) in parameters.enumerated() {
            beginObject()
            member("name", parameter.name)
            member("required", parameter.defaultValue == nil)
            if let value = parameter.defaultValue {
                key("default")
                DefinitionJSON.write(value, of: parameter.domain, to: &self)
            }
            members(of: parameter.domain)
            if let given {
                key("value")
                DefinitionJSON.write(given[index], of: parameter.domain, to: &self)
            }
            endObject()
        }
        endArray()
    }

    private mutating func members(of domain: ParameterDescription.Domain) {
        switch domain {
        case .number(let bounds):
            member("kind", "number")
            member("bounds", bounds.rawValue)
        case .choice(let words):
            member("kind", "choice")
            key("choices")
            beginArray()
            for word in words { value(word) }
            endArray()
        case .slopeCount: member("kind", "slope_count")
        case .slopes: member("kind", "slopes")
        case .tensor: member("kind", "tensor")
        }
    }
}
