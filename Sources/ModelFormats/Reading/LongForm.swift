internal import NeuralNetwork
internal import StrictJSON

extension DefinitionReader {
    static let layerMembers = ["units", "activation", "weight_init", "bias", "bias_init"]

    /// Reads `input_size` and `layers`.
    mutating func readLongForm(_ document: borrowing JSONDocument, _ members: MemberReader) {
        let sizePointer = root.appending("input_size")
        let size = members.place(ofRequired: "input_size", problems: &problems).flatMap {
            readSize(
                document,
                at: $0,
                pointer: sizePointer,
                maximum: limits.maximumParameters,
                problems: &problems
            )
        }
        definition.inputSize = size ?? 1
        origin.inputSize = DefinitionOrigin.Part(pointer: sizePointer, isStandIn: size == nil)

        let pointer = root.appending("layers")
        origin.layerList.pointer = pointer
        guard let place = members.place(ofRequired: "layers", problems: &problems) else {
            origin.layerList.isStandIn = true
            return
        }
        guard let count = document.elementCount(at: place) else {
            problems.note(pointer, "expected an array of layers, found \(spoken(document.kind(at: place)))")
            origin.layerList.isStandIn = true
            return
        }
        guard admitsLayers(count, pointer) else {
            origin.layerList.isStandIn = true
            return
        }
        for (index, element) in elements(of: place, in: document, atMost: count).enumerated() {
            readLayer(document, element, pointer.appending(index), isLast: index == count - 1)
        }
    }

    private mutating func readLayer(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer,
        isLast: Bool
    ) {
        let members = MemberReader(
            document,
            at: place,
            pointer: pointer,
            known: Self.layerMembers,
            problems: &problems
        )
        let unitsPointer = pointer.appending("units")
        let units = members.place(ofRequired: "units", problems: &problems).flatMap {
            readSize(
                document,
                at: $0,
                pointer: unitsPointer,
                maximum: limits.maximumParameters,
                problems: &problems
            )
        }
        appendLayer(
            units: units,
            DefinitionOrigin.Part(pointer: unitsPointer, isStandIn: units == nil),
            whole: pointer,
            activation: readLayerActivation(document, members, pointer, isLast: isLast),
            readLayerWeight(document, members, pointer),
            readLayerBias(document, members, pointer)
        )
    }

    private mutating func readLayerActivation(
        _ document: borrowing JSONDocument,
        _ members: MemberReader,
        _ pointer: JSONPointer,
        isLast: Bool
    ) -> Choice<Activation> {
        guard let place = members.place(of: "activation") else {
            let isStandIn = !members.isObject || members.isMisspelt("activation")
            return Choice(
                value: isLast ? .identity : .relu,
                origin: ChoiceOrigin(pointer: pointer, isStandIn: isStandIn)
            )
        }
        return readActivation(document, place, pointer.appending("activation"))
    }

    private mutating func readLayerWeight(
        _ document: borrowing JSONDocument,
        _ members: MemberReader,
        _ pointer: JSONPointer
    ) -> Choice<Initializer> {
        if let place = members.place(of: "weight_init") {
            return readInitializer(document, place, pointer.appending("weight_init"), .weight)
        }
        var weight = weight
        if members.isMisspelt("weight_init") { weight.origin.isStandIn = true }
        return weight
    }

    private mutating func readLayerBias(
        _ document: borrowing JSONDocument,
        _ members: MemberReader,
        _ pointer: JSONPointer
    ) -> Choice<Initializer>? {
        var bias = bias
        if let place = members.place(of: "bias_init") {
            bias = readInitializer(document, place, pointer.appending("bias_init"), .bias)
            probes.append(.bias(bias))
        } else if members.isMisspelt("bias_init") {
            bias.origin.isStandIn = true
        }
        guard let place = members.place(of: "bias") else { return hasBias ? bias : nil }
        let boolean = readBoolean(document, at: place, pointer: pointer.appending("bias"), problems: &problems)
        return boolean ?? hasBias ? bias : nil
    }
}
