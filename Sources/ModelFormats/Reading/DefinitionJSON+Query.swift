public import NeuralNetwork
internal import StrictJSON

extension DefinitionJSON {
    /// Reads an activation whose parameters came as query items.
    ///
    /// - Parameters:
    ///   - name: The name of an activation, or an alias.
    ///   - parameters: Names and texts: numbers and arrays spelt as in JSON, words as they are.
    /// - Returns: The activation; what is not given has its default. Nil if there is none of that name.
    /// - Throws: All problems at once, with the pointer `#/name`.
    public static func readActivation(
        named name: String,
        parameters: [(name: String, text: String)]
    ) throws(InputProblems) -> Activation? {
        try read(name, parameters) { .activation($0) }
    }

    /// Reads an initialiser whose parameters came as query items.
    ///
    /// - Parameters:
    ///   - name: The name of a scheme, or an alias.
    ///   - parameters: Names and texts: numbers and arrays spelt as in JSON, words as they are.
    /// - Returns: The initialiser; what is not given has its default. Nil if there is none of that name.
    /// - Throws: All problems at once, with the pointer `#/name`.
    public static func readInitializer(
        named name: String,
        parameters: [(name: String, text: String)]
    ) throws(InputProblems) -> Initializer? {
        try read(name, parameters) { .weight($0) }
    }

    private static func read<Value: Catalogued>(
        _ name: String,
        _ parameters: [(name: String, text: String)],
        _ probe: (Choice<Value>) -> Probe
    ) throws(InputProblems) -> Value? {
        guard let meaning = Meaning<Value>(name) else { return nil }
        var problems: [InputProblem] = []
        let bytes = json(of: parameters, as: meaning.parameters, &problems)
        guard let choice = read(meaning, bytes, &problems) else { throw InputProblems(problems) }
        problems += probe(choice).problems
        guard problems.isEmpty else { throw InputProblems(problems) }
        return choice.value
    }

    private static func read<Value: Catalogued>(
        _ meaning: Meaning<Value>,
        _ bytes: [UInt8],
        _ problems: inout [InputProblem]
    ) -> Choice<Value>? {
        // `json(of:as:_:)` writes nothing but well-formed members, each once.
        guard let document = try? JSONDocument(bytes.span) else { return nil }
        let members = MemberReader(
            document,
            at: document.root,
            pointer: JSONPointer(),
            known: meaning.parameters.map(\.name),
            problems: &problems
        )
        return readParameters(
            document,
            of: meaning,
            members,
            pointer: JSONPointer(),
            role: .any,
            limits: NetworkLimits(),
            problems: &problems
        )
    }

    /// The query items as an object, so that they are read as a definition's members are.
    private static func json(
        of items: [(name: String, text: String)],
        as parameters: [ParameterDescription],
        _ problems: inout [InputProblem]
    ) -> [UInt8] {
        var writer = JSONWriter()
        var known: Set<String> = []
        writer.beginObject()
        for item in items {
            guard known.insert(item.name).inserted else {
                problems.note(JSONPointer().appending(item.name), "\(quoted(item.name)) is given twice")
                continue
            }
            writer.key(item.name)
            let bytes = Array(item.text.utf8)
            if parameters.contains(where: { $0.name == item.name && !$0.isWord }), isJSON(bytes) {
                writer.raw(bytes)
            } else {
                writer.value(item.text)
            }
        }
        writer.endObject()
        return writer.bytes
    }

    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        // One level is taken by the object around it.
        (try? JSONDocument(bytes.span, depthLimit: JSONDocument.defaultDepthLimit - 1)) != nil
    }
}

extension ParameterDescription {
    /// Whether the parameter is one of some words, spelt without quotation marks in a query.
    fileprivate var isWord: Bool {
        if case .choice = domain { true } else { false }
    }
}
