internal import NeuralNetwork
internal import StrictJSON

/// Where the parts of a definition stood in what the client sent.
///
/// The engine names places in its own one form; this says what the client calls them, and which parts are stand-ins
/// for what could not be read.
struct DefinitionOrigin {
    /// Where a part that is a single value stood.
    struct Part {
        /// The value, or the object that should have had it.
        var pointer: JSONPointer
        /// Whether it could not be read.
        var isStandIn = false
    }

    /// Where the parts of a layer stood.
    struct Layer {
        var whole: JSONPointer
        var units: Part
        var activation: ChoiceOrigin
        var weight: ChoiceOrigin
        var bias: ChoiceOrigin
    }

    /// The definition.
    let root: JSONPointer
    var inputSize: Part
    /// `layer_sizes` or `layers`.
    var layerList: Part
    var layers: [Layer] = []
    /// The members of names that could not be read.
    var standInNames: Set<String> = []
    /// Whether the output has a name of its own.
    var outputNameIsSent = false
    /// The labels that could not be read.
    var standInLabels: Set<Int> = []
    /// Whether not all labels were read, so that their number is not what was sent.
    var labelsAreCut = false

    init(root: JSONPointer) {
        self.root = root
        inputSize = Part(pointer: root)
        layerList = Part(pointer: root)
    }

    /// The place to show for a problem of the engine.
    ///
    /// - Returns: Nil if the problem concerns a stand-in.
    func pointer(of problem: DefinitionProblem) -> JSONPointer? {
        if case .wrongShape = problem.rule, case .weightInitializer(let layer, _) = problem.place,
            inputsAreStandIn(layer)
        {
            return nil
        }
        switch problem.place {
        case .network:
            return sizesAreWhole ? layerList.pointer : nil
        case .inputSize:
            return inputSize.isStandIn ? nil : inputSize.pointer
        case .layers:
            return layerList.isStandIn ? nil : layerList.pointer
        case .labels:
            // How many there must be depends on the last layer.
            return labelsAreCut || outputsAreStandIn(layers.count - 1) ? nil : member("labels")
        case .label(let index):
            return standInLabels.contains(index) ? nil : member("labels").appending(index)
        case .inputName:
            return standInNames.contains("input_name") ? nil : member("input_name")
        case .outputName:
            if case .duplicateName = problem.rule {
                // Two names are alike: the one to mend is the one that was sent.
                guard standInNames.isEmpty else { return nil }
                return member(outputNameIsSent ? "output_name" : "input_name")
            }
            return standInNames.contains("output_name") ? nil : member("output_name")
        case .layer(let layer), .units(let layer):
            guard layers.indices.contains(layer), !layers[layer].units.isStandIn else { return nil }
            if case .oddUnitsForGLU = problem.rule, layers[layer].activation.isStandIn { return nil }
            if case .units = problem.place { return layers[layer].units.pointer }
            return layers[layer].whole
        case .activation(let layer, let parameter):
            return pointer(layer, \.activation, parameter, problem.rule)
        case .weightInitializer(let layer, let parameter):
            return pointer(layer, \.weight, parameter, problem.rule)
        case .biasInitializer(let layer, let parameter):
            return pointer(layer, \.bias, parameter, problem.rule)
        }
    }

    private func pointer(
        _ layer: Int,
        _ part: KeyPath<Layer, ChoiceOrigin>,
        _ parameter: String?,
        _ rule: DefinitionProblem.Rule
    ) -> JSONPointer? {
        guard layers.indices.contains(layer) else { return nil }
        switch rule {
        case .wrongShape, .wrongSlopeCount, .oddUnitsForGLU:
            guard !layers[layer].units.isStandIn else { return nil }
        default:
            break
        }
        return layers[layer][keyPath: part].pointer(parameter: parameter, rule: rule)
    }

    private func member(_ key: String) -> JSONPointer { root.appending(key) }

    /// Whether every size is what the client sent, so that totals mean something.
    private var sizesAreWhole: Bool {
        !inputSize.isStandIn && !layerList.isStandIn
            && layers.allSatisfy { !$0.units.isStandIn && !$0.activation.isStandIn }
    }

    private func inputsAreStandIn(_ layer: Int) -> Bool {
        layer == 0 ? inputSize.isStandIn : outputsAreStandIn(layer - 1)
    }

    /// Whether nobody knows how many elements come out of a layer.
    func outputsAreStandIn(_ layer: Int) -> Bool {
        guard layers.indices.contains(layer), !layerList.isStandIn else { return true }
        return layers[layer].units.isStandIn || layers[layer].activation.isStandIn
    }
}
