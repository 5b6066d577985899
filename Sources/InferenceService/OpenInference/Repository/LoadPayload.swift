internal import HTTPServer
internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// What a request to load a model brings along.
struct LoadPayload: Sendable {
    static let definitionFile = "file:1/definition.json"
    static let parametersFile = "file:1/parameters.safetensors"

    /// The definition; nil to keep the one that is there.
    private(set) var plan: NetworkPlan?
    /// The bytes of the file with the parameters.
    private(set) var parameters: [UInt8]?

    /// Whether there is a configuration, with or without a definition.
    private var hasConfiguration = false
    private let name: String
    private let limits: EvaluationLimits

    /// Reads the content of a request.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - name: The name of the model.
    ///   - limits: How large a network may be.
    /// - Throws: Everything that is no load of a model, a definition that is impossible.
    init(_ request: borrowing Request, name: String, limits: EvaluationLimits) throws(Problem) {
        self.name = name
        self.limits = limits
        try request.forEachInferenceMember { (fields, key, place, pointer) throws(Problem) in
            guard key == "parameters", let place = fields.unlessNull(place) else { return }
            try fields.check(.object, "an object", at: place, pointer)
            try fields.document.forEachMember(at: place) { (key, place) throws(Problem) in
                try read(key, try fields.string(place, pointer.appending(key)), pointer.appending(key))
            }
            guard hasConfiguration || plan == nil && parameters == nil else {
                throw Problem(InputProblem(pointer, "files need a \"config\" beside them; \"{}\" will do"))
            }
        }
    }

    private mutating func read(_ key: String, _ text: String, _ pointer: JSONPointer) throws(Problem) {
        switch key {
        case "config":
            hasConfiguration = true
            if let definition = try Self.definition(inConfiguration: text, of: name, pointer) {
                try take(definition: Array(definition.utf8), pointer)
            }
        case Self.definitionFile: try take(definition: try Self.decode(text, pointer), pointer)
        case Self.parametersFile: parameters = try Self.decode(text, pointer)
        default:
            let known = ["config", Self.definitionFile, Self.parametersFile]
            throw Problem(.unknown(key, "parameter", among: known, at: pointer))
        }
    }

    /// Takes a definition; a second one has to be the same.
    private mutating func take(definition: [UInt8], _ pointer: JSONPointer) throws(Problem) {
        let plan: NetworkPlan
        do {
            plan = try ValidateOperation(limits: limits).read(definition.span, for: .json)
        } catch {
            // Pointers of the problem count from the root of the definition, which is a document of its own.
            throw Problem(error.kind, "in the definition at \(pointer): \(error.detail)", errors: error.errors)
        }
        guard self.plan == nil || self.plan?.definition == plan.definition else {
            throw Problem(InputProblem(pointer, "\"config\" and \"\(Self.definitionFile)\" have different definitions"))
        }
        self.plan = plan
    }

    private static func decode(_ text: String, _ pointer: JSONPointer) throws(Problem) -> [UInt8] {
        guard let bytes = Base64.decode(text) else {
            throw Problem(InputProblem(pointer, "expected a file in base64 (RFC 4648 section 4), padded"))
        }
        return bytes
    }

    /// The definition in a configuration, which is JSON in a string; nil if it has none.
    private static func definition(
        inConfiguration text: String,
        of name: String,
        _ pointer: JSONPointer
    ) throws(Problem) -> String? {
        let bytes = Array(text.utf8)
        let document: JSONDocument
        do {
            document = try JSONDocument.parsed(bytes.span)
        } catch {
            throw Problem(InputProblem(pointer, "expected a configuration as JSON in a string: \(error.detail)"))
        }
        let fields = InferFields(document)
        try fields.check(.object, "an object in the string", at: document.root, pointer)
        if let place = document.member("name", at: document.root) {
            let found = try fields.string(place, pointer.appending("name"))
            guard found.isEmpty || found == name else {
                let detail = "the configuration is for \(quoted(found)), the path for \(quoted(name))"
                throw Problem(InputProblem(pointer.appending("name"), detail))
            }
        }
        var place = document.root
        var pointer = pointer
        for key in ["parameters", "definition"] {
            guard let member = fields.unlessNull(document.member(key, at: place)) else { return nil }
            pointer = pointer.appending(key)
            try fields.check(.object, "an object", at: member, pointer)
            place = member
        }
        pointer = pointer.appending("string_value")
        guard let value = document.member("string_value", at: place) ?? document.member("stringValue", at: place) else {
            throw Problem(InputProblem(pointer, "missing: the definition as JSON in a string"))
        }
        let definition = try fields.string(value, pointer)
        return definition.isEmpty ? nil : definition
    }
}
