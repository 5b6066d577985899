internal import NeuralNetwork
internal import StrictJSON

/// Reads one definition: keeps what was read, where it stood, and what was wrong.
struct DefinitionReader {
    static let sharedMembers = [
        "seed", "init_order", "input_name", "output_name", "weight_init", "bias_init", "bias", "labels",
    ]
    static let shortMembers = ["layer_sizes", "activations", "output_activation"]
    static let longMembers = ["input_size", "layers"]

    let root: JSONPointer
    let limits: NetworkLimits
    var problems: [InputProblem] = []
    var definition = NetworkDefinition(inputSize: 1, layers: [])
    var origin: DefinitionOrigin
    /// What is checked by itself, since perhaps no layer has it.
    var probes: [Probe] = []

    /// What layers have that do not say otherwise; the places for what was sent, or of the whole definition.
    var weight: Choice<Initializer>
    var bias: Choice<Initializer>
    var hasBias = true

    init(pointer: JSONPointer, limits: NetworkLimits) {
        root = pointer
        self.limits = limits
        origin = DefinitionOrigin(root: pointer)
        weight = Choice(value: .xavierUniform, origin: ChoiceOrigin(pointer: pointer))
        bias = Choice(value: .zeros, origin: ChoiceOrigin(pointer: pointer))
    }

    /// Reads the definition at a place.
    mutating func read(_ document: borrowing JSONDocument, at place: JSONDocument.Place) {
        let members = MemberReader(
            document,
            at: place,
            pointer: root,
            known: Self.shortMembers + Self.longMembers + Self.sharedMembers,
            problems: &problems
        )
        guard members.isObject else {
            standInForLayers()
            return
        }
        readShared(document, members)
        readLayers(document, members)
        if let place = members.place(of: "labels") { readLabels(document, place) }
    }

    /// Reads the sizes and the layers in the form that the members belong to.
    private mutating func readLayers(_ document: borrowing JSONDocument, _ members: MemberReader) {
        let short = Self.shortMembers.filter { members.place(of: $0) != nil }
        let long = Self.longMembers.filter { members.place(of: $0) != nil }
        switch (short.isEmpty, long.isEmpty) {
        case (false, true):
            readShortForm(document, members)
        case (true, false):
            readLongForm(document, members)
        case (false, false):
            problems.note(
                root,
                "\(listed(short)) of the short form cannot stand beside \(listed(long)) of the long form; "
                    + "use the members of one form"
            )
            standInForLayers()
        case (true, true):
            if !(Self.shortMembers + Self.longMembers).contains(where: members.isMisspelt) {
                problems.note(
                    root,
                    "missing member \"layer_sizes\" (short form), or \"input_size\" and \"layers\" (long form)"
                )
            }
            standInForLayers()
        }
    }

    /// Reads what stands in both forms.
    private mutating func readShared(_ document: borrowing JSONDocument, _ members: MemberReader) {
        if let place = members.place(of: "seed") {
            let seed = readSeed(document, at: place, pointer: root.appending("seed"), problems: &problems)
            definition.seed = seed ?? 0
        }
        if let place = members.place(of: "init_order") { readInitializationOrder(document, place) }
        if let place = members.place(of: "input_name") {
            definition.inputName = readName("input_name", document, place) ?? definition.inputName
        }
        if let place = members.place(of: "output_name") {
            origin.outputNameIsSent = true
            definition.outputName = readName("output_name", document, place) ?? definition.outputName
        }
        if let place = members.place(of: "weight_init") {
            weight = readInitializer(document, place, root.appending("weight_init"), .weight)
        } else if members.isMisspelt("weight_init") {
            weight.origin.isStandIn = true
        }
        if let place = members.place(of: "bias_init") {
            bias = readInitializer(document, place, root.appending("bias_init"), .bias)
        } else if members.isMisspelt("bias_init") {
            bias.origin.isStandIn = true
        }
        if let place = members.place(of: "bias") {
            hasBias = readBoolean(document, at: place, pointer: root.appending("bias"), problems: &problems) ?? true
        }
        probes += [.weight(weight), .bias(bias)]
    }

    /// Reads an initialiser.
    mutating func readInitializer(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer,
        _ role: TensorRole
    ) -> Choice<Initializer> {
        readChoice(document, at: place, pointer: pointer, role: role, limits: limits, problems: &problems)
    }

    /// Reads an activation.
    mutating func readActivation(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) -> Choice<Activation> {
        readChoice(document, at: place, pointer: pointer, role: .any, limits: limits, problems: &problems)
    }

    private mutating func readInitializationOrder(_ document: borrowing JSONDocument, _ place: JSONDocument.Place) {
        let pointer = root.appending("init_order")
        guard let name = readString(document, at: place, pointer: pointer, problems: &problems) else { return }
        if let order = NetworkDefinition.InitializationOrder(rawValue: name) {
            definition.initializationOrder = order
        } else {
            let names = NetworkDefinition.InitializationOrder.allCases.map(\.rawValue)
            problems.note(pointer, unknownValue(name, names))
        }
    }

    private mutating func readName(
        _ key: String,
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place
    ) -> String? {
        let name = readString(document, at: place, pointer: root.appending(key), problems: &problems)
        if name == nil { origin.standInNames.insert(key) }
        return name
    }

    /// The places of the first elements of an array.
    func elements(
        of place: JSONDocument.Place,
        in document: borrowing JSONDocument,
        atMost limit: Int
    ) -> [JSONDocument.Place] {
        var places: [JSONDocument.Place] = []
        document.forEachElement(at: place) { index, element in
            if index < limit { places.append(element) }
        }
        return places
    }

    /// Notes that sizes and layers could not be read, so that the rest is checked with one harmless layer.
    mutating func standInForLayers() {
        origin.inputSize.isStandIn = true
        origin.layerList.isStandIn = true
    }

    private func listed(_ keys: [String]) -> String { keys.map(quoted).joined(separator: " and ") }
}
