internal import NeuralNetwork
internal import StrictJSON

extension DefinitionReader {
    /// Reads `layer_sizes`, `activations` and `output_activation`.
    mutating func readShortForm(_ document: borrowing JSONDocument, _ members: MemberReader) {
        let sizes = members.place(ofRequired: "layer_sizes", problems: &problems)
            .flatMap { readLayerSizes(document, $0) }
        if sizes == nil { standInForLayers() }
        let activations = readActivations(document, members, layerCount: sizes.map { $0.count - 1 })
        guard let sizes else { return }

        let pointer = root.appending("layer_sizes")
        origin.layerList.pointer = pointer
        let lastLayer = sizes.count - 2
        for (index, size) in sizes.enumerated() {
            let part = DefinitionOrigin.Part(pointer: pointer.appending(index), isStandIn: size == nil)
            guard index > 0 else {
                definition.inputSize = size ?? 1
                origin.inputSize = part
                continue
            }
            let layer = index - 1
            let activation = activations.choice(forLayer: layer, isLast: layer == lastLayer, root: root)
            appendLayer(units: size, part, whole: part.pointer, activation: activation, weight, hasBias ? bias : nil)
        }
    }

    /// Reads the input size and the units of each layer.
    ///
    /// - Returns: Nil for each size that could not be read; nil altogether if there are none, or too many.
    private mutating func readLayerSizes(_ document: borrowing JSONDocument, _ place: JSONDocument.Place) -> [Int?]? {
        let pointer = root.appending("layer_sizes")
        guard let count = document.elementCount(at: place) else {
            problems.note(
                pointer,
                "expected an array of sizes, found \(spoken(document.kind(at: place)))"
            )
            return nil
        }
        guard count > 1 else {
            problems.note(
                pointer,
                "expected the input size and the units of at least one layer, found \(count == 0 ? "no" : "one") size"
            )
            return nil
        }
        guard admitsLayers(count - 1, pointer) else { return nil }
        let places = elements(of: place, in: document, atMost: count)
        return places.enumerated().map { index, element in
            readSize(
                document,
                at: element,
                pointer: pointer.appending(index),
                maximum: limits.maximumParameters,
                problems: &problems
            )
        }
    }

    /// Reads `activations` and `output_activation`.
    private mutating func readActivations(
        _ document: borrowing JSONDocument,
        _ members: MemberReader,
        layerCount: Int?
    ) -> ShortActivations {
        var activations = ShortActivations()
        if members.isMisspelt("activations") { activations.areStandIns = true }
        let outputPlace = members.place(of: "output_activation")
        if let place = outputPlace {
            let output = readActivation(document, place, root.appending("output_activation"))
            probes.append(.activation(output))
            activations.output = output
        } else if members.isMisspelt("output_activation") {
            activations.outputIsStandIn = true
        }
        guard let place = members.place(of: "activations") else { return activations }
        let pointer = root.appending("activations")
        guard let count = document.elementCount(at: place) else {
            let hidden = readActivation(document, place, pointer)
            probes.append(.activation(hidden))
            activations.hidden = hidden
            return activations
        }

        let list = elements(of: place, in: document, atMost: limits.maximumLayers).enumerated().map {
            readActivation(document, $1, pointer.appending($0))
        }
        activations.list = list
        // More than the layers can be: what is over is checked by itself.
        probes += list.map { .activation($0) }
        if let layerCount, count != layerCount {
            problems.note(
                pointer,
                "expected one activation for each of the \(layerCount) layers after the input, found \(count)"
            )
        }
        if outputPlace != nil {
            problems.note(
                root.appending("output_activation"),
                "activations is an array, which names the activation of the last layer too; leave output_activation out"
            )
        }
        return activations
    }

    /// Whether so many layers may be, before anything is made for each.
    mutating func admitsLayers(_ count: Int, _ pointer: JSONPointer) -> Bool {
        guard count > limits.maximumLayers else { return true }
        problems.note(
            pointer,
            DefinitionProblem.Rule.tooManyLayers(actual: count, limit: limits.maximumLayers).sentence(at: .layers)
        )
        return false
    }

    /// Adds a layer with stand-ins for what could not be read.
    mutating func appendLayer(
        units: Int?,
        _ part: DefinitionOrigin.Part,
        whole: JSONPointer,
        activation: Choice<Activation>,
        _ weight: Choice<Initializer>,
        _ bias: Choice<Initializer>?
    ) {
        definition.layers.append(
            LayerDefinition(
                units: units ?? 1,
                activation: activation.value,
                weightInitializer: weight.value,
                biasInitializer: bias?.value
            )
        )
        origin.layers.append(
            DefinitionOrigin.Layer(
                whole: whole,
                units: part,
                activation: activation.origin,
                weight: weight.origin,
                bias: bias?.origin ?? ChoiceOrigin(pointer: whole, isStandIn: true)
            )
        )
    }
}

/// What the short form says about activations.
struct ShortActivations {
    /// One for each layer.
    var list: [Choice<Activation>]?
    /// The one of all hidden layers.
    var hidden: Choice<Activation>?
    /// The one of the last layer, beside `hidden`.
    var output: Choice<Activation>?
    /// Whether `activations` is misspelt, so that nobody knows what was meant.
    var areStandIns = false
    /// Whether `output_activation` is.
    var outputIsStandIn = false

    /// The activation of a layer.
    func choice(forLayer layer: Int, isLast: Bool, root: JSONPointer) -> Choice<Activation> {
        if let list {
            if list.indices.contains(layer) { return list[layer] }
            return Choice(value: .standIn, origin: ChoiceOrigin(pointer: root, isStandIn: true))
        }
        let sent = isLast ? output : hidden
        let isStandIn = sent == nil && (areStandIns || (isLast && outputIsStandIn))
        return sent
            ?? Choice(
                value: isLast ? .identity : .relu,
                origin: ChoiceOrigin(pointer: root, isStandIn: isStandIn)
            )
    }
}
