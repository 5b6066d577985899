extension NetworkPlan {
    /// Makes the values of all parameter tensors, in the order of the layers and of their tensors.
    ///
    /// What a `Network` does first, for those who need no network.
    ///
    /// - Parameter generator: Left where the last draw left it.
    /// - Returns: One tensor for each of the plan's.
    public func drawParameters(from generator: inout MersenneTwister) -> [ParameterTensor] {
        drawParameters(from: &generator) { () throws(Never) in }
    }

    /// Draws as `drawParameters(from:)` does, and can be broken off.
    ///
    /// - Parameters:
    ///   - generator: Left where the last draw left it.
    ///   - checkpoint: Called before each tensor.
    /// - Returns: One tensor for each of the plan's.
    /// - Throws: What `checkpoint` throws.
    public func drawParameters<Failure: Error>(
        from generator: inout MersenneTwister,
        checkpoint: () throws(Failure) -> Void
    ) throws(Failure) -> [ParameterTensor] {
        try drawParameters(from: &generator, checkpoint: checkpoint) { $0 }
    }

    /// Draws as `drawParameters(from:)` does, but by what `substitute` puts in the place of each initialiser.
    ///
    /// What takes the place of `torch_default` counts only where the order of initialisation is direct.
    func drawParameters<Failure: Error>(
        from generator: inout MersenneTwister,
        checkpoint: () throws(Failure) -> Void,
        _ substitute: (Initializer) -> Initializer
    ) throws(Failure) -> [ParameterTensor] {
        let defaults =
            definition.initializationOrder == .moduleThenInit
            ? try drawDefaults(from: &generator, checkpoint: checkpoint) : [:]
        var parameters: [ParameterTensor] = []
        for layer in layers {
            for tensor in layer.tensors {
                try checkpoint()
                let values: [Float]
                if let initializer = tensor.initializer {
                    values = defaults[tensor.name] ?? substitute(initializer).draw(tensor, from: &generator)
                } else {
                    values = layer.definition.activation.initialSlopes
                }
                parameters.append(ParameterTensor(tensor, drawn: values))
            }
        }
        return parameters
    }

    /// Draws what the constructors of `torch.nn.Linear` draw, weight then bias of all layers, and keeps what no
    /// scheme overwrites, by name.
    private func drawDefaults<Failure: Error>(
        from generator: inout MersenneTwister,
        checkpoint: () throws(Failure) -> Void
    ) throws(Failure) -> [String: [Float]] {
        let constructor = Initializer(.torchDefault, [])
        var kept: [String: [Float]] = [:]
        for tensor in layers.lazy.flatMap(\.tensors) where tensor.role != .slope {
            try checkpoint()
            let values = constructor.draw(tensor, from: &generator)
            if tensor.initializer?.scheme == .torchDefault { kept[tensor.name] = values }
        }
        return kept
    }
}
