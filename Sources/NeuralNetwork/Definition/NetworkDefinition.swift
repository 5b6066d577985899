/// What a network is built from: sizes, activations, initialisers and a seed.
///
/// A plain value that may be impossible; `NetworkPlan` is the proof that it is not.
public struct NetworkDefinition: Sendable, Hashable {
    /// In which order the parameters draw from the generator.
    public enum InitializationOrder: String, Sendable, Hashable, CaseIterable {
        /// Layer after layer, weight then bias, each by its own scheme.
        case direct
        /// First what the constructors of `torch.nn.Linear` draw for all layers, then as `direct`.
        case moduleThenInit = "module_then_init"
    }

    /// The seed, modulo 2^64.
    ///
    /// PyTorch's generator uses its low 32 bits.
    public var seed: UInt64

    /// In which order the parameters draw.
    public var initializationOrder: InitializationOrder

    /// The number of elements of an input row.
    public var inputSize: Int

    /// The layers, first to last.
    public var layers: [LayerDefinition]

    /// One name for each output, if given.
    public var labels: [String]?

    /// What protocols with named tensors call the input.
    public var inputName: String

    /// What protocols with named tensors call the output.
    public var outputName: String

    /// Makes a definition.
    public init(
        seed: UInt64 = 0,
        initializationOrder: InitializationOrder = .direct,
        inputSize: Int,
        layers: [LayerDefinition],
        labels: [String]? = nil,
        inputName: String = "input",
        outputName: String = "output"
    ) {
        self.seed = seed
        self.initializationOrder = initializationOrder
        self.inputSize = inputSize
        self.layers = layers
        self.labels = labels
        self.inputName = inputName
        self.outputName = outputName
    }

    /// The bits of the seed that reach the generator.
    public var effectiveSeed: UInt32 { UInt32(truncatingIfNeeded: seed) }
}

/// One fully connected layer.
public struct LayerDefinition: Sendable, Hashable {
    /// The width before the activation.
    public var units: Int

    /// The function applied to the pre-activations.
    public var activation: Activation

    /// How the weight, `[units, inputs]`, gets its values.
    public var weightInitializer: Initializer

    /// How the bias, `[units]`, gets its values; nil for a layer without one.
    public var biasInitializer: Initializer?

    /// Makes a layer.
    public init(
        units: Int,
        activation: Activation,
        weightInitializer: Initializer = .xavierUniform,
        biasInitializer: Initializer? = .zeros
    ) {
        self.units = units
        self.activation = activation
        self.weightInitializer = weightInitializer
        self.biasInitializer = biasInitializer
    }
}
