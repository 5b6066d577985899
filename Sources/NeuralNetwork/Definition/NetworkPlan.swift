/// A definition that was found possible, with the shape and the price of what it builds.
///
/// Making a plan allocates nothing that grows with the network's sizes.
public struct NetworkPlan: Sendable, Hashable {
    /// What the plan was made from.
    public let definition: NetworkDefinition

    /// One plan for each layer.
    public let layers: [LayerPlan]

    /// The number of parameters: weights, biases and slopes.
    public let parameterCount: Int

    /// The multiply-adds that one row costs.
    public let multiplyAddsPerRow: Int

    /// What it is expected to take to draw the parameters.
    public let drawingWork: DrawingWork

    /// Checks a definition as a whole and prices it.
    ///
    /// - Parameters:
    ///   - definition: Any definition.
    ///   - limits: How large a network may be.
    /// - Throws: All problems of the definition at once.
    public init(_ definition: NetworkDefinition, limits: NetworkLimits = NetworkLimits()) throws(DefinitionProblems) {
        let problems = DefinitionCheck(definition, limits: limits).problems
        guard problems.isEmpty else { throw DefinitionProblems(problems) }
        // From here on no product or sum can overflow: the check has priced them.
        self.definition = definition
        var inputs = definition.inputSize
        layers = definition.layers.enumerated().map { index, layer in
            defer { inputs = layer.activation.outputWidth(units: layer.units) }
            return LayerPlan(layer, index: index, inputs: inputs)
        }
        parameterCount = layers.reduce(0) { $0 + $1.parameterCount }
        multiplyAddsPerRow = layers.reduce(0) { $0 + $1.multiplyAdds }
        drawingWork = DrawingWork(layers, definition.initializationOrder)
    }

    /// The bytes of the parameters as float32.
    public var parameterBytes: Int { 4 * parameterCount }

    /// The number of elements of an input row.
    public var inputSize: Int { definition.inputSize }

    /// The number of elements of an output row.
    public var outputSize: Int { layers.last?.outputs ?? definition.inputSize }

    /// The widest row that any step of the forward pass holds: an input, pre-activation or output.
    public var widestRow: Int { layers.reduce(inputSize) { Swift.max($0, $1.units) } }
}

/// The shape and the price of one layer.
public struct LayerPlan: Sendable, Hashable {
    /// `layers.N`, counted from 0.
    public let name: String

    /// The definition of the layer.
    public let definition: LayerDefinition

    /// The number of elements that come in.
    public let inputs: Int

    /// The number of elements before the activation.
    public var units: Int { definition.units }

    /// The number of elements that come out.
    public let outputs: Int

    /// The parameter tensors, in the order weight, bias, slope, as far as the layer has them.
    public let tensors: [TensorPlan]

    /// The number of parameters.
    public let parameterCount: Int

    /// The multiply-adds of one row: `inputs * units`.
    public let multiplyAdds: Int

    init(_ layer: LayerDefinition, index: Int, inputs: Int) {
        let name = "layers.\(index)"
        let units = layer.units
        let tensor = { (role: TensorPlan.Role, shape: [Int], initializer: Initializer?) in
            TensorPlan(
                role: role,
                name: "\(name).\(role.rawValue)",
                shape: shape,
                count: shape.reduce(1, *),
                fanIn: inputs,
                fanOut: units,
                initializer: initializer
            )
        }
        var tensors = [tensor(.weight, [units, inputs], layer.weightInitializer)]
        if let bias = layer.biasInitializer { tensors.append(tensor(.bias, [units], bias)) }
        let slopeCount = layer.activation.slopeCount
        if slopeCount > 0 { tensors.append(tensor(.slope, [slopeCount], nil)) }

        self.name = name
        definition = layer
        self.inputs = inputs
        outputs = layer.activation.outputWidth(units: units)
        self.tensors = tensors
        parameterCount = tensors.reduce(0) { $0 + $1.count }
        multiplyAdds = inputs * units
    }
}

/// Name, role and shape of one parameter tensor.
public struct TensorPlan: Sendable, Hashable {
    /// What a tensor is to its layer.
    ///
    /// The raw value ends its name.
    public enum Role: String, Sendable, Hashable {
        case weight, bias, slope
    }

    /// What the tensor is to its layer.
    public let role: Role

    /// `layers.N.weight`, `layers.N.bias` or `layers.N.slope`.
    public let name: String

    /// `[units, inputs]`, `[units]`, or `[1]` or `[units]`.
    public let shape: [Int]

    /// The number of elements.
    public let count: Int

    /// The number of inputs of the layer: the fan-in of its weight.
    public let fanIn: Int

    /// The number of units of the layer: the fan-out of its weight.
    public let fanOut: Int

    /// How the tensor gets its values; nil for a slope, which takes them from the activation.
    public let initializer: Initializer?
}
