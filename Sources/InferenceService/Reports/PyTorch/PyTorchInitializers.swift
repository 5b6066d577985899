internal import NeuralNetwork

/// Initialisers as calls of `torch.nn.init`.
enum PyTorchInitializers {
    /// The lines that initialise the parameters of a layer.
    ///
    /// - Parameters:
    ///   - layer: The layer.
    ///   - module: The Python expression for its `torch.nn.Linear`.
    ///   - isConstructed: Whether the constructor drew last, so that its draws are what `torch_default` stands for.
    /// - Returns: The lines, without line feeds.
    static func lines(of layer: LayerPlan, _ module: String, isConstructed: Bool) -> [String] {
        let initialized = layer.tensors.filter { $0.role != .slope }
        if initialized.allSatisfy({ $0.initializer?.scheme == .torchDefault }) {
            return isConstructed ? [] : ["\(module).reset_parameters()"]
        }
        return initialized.flatMap { tensor -> [String] in
            guard let initializer = tensor.initializer else { return [] }
            if isConstructed, initializer.scheme == .torchDefault { return [] }
            return lines(of: initializer, tensor, "\(module).\(tensor.role.rawValue)")
        }
    }

    /// Half the width of the interval of a scheme that is uniform around 0, in the order of operations of
    /// `torch.nn.init`; nil for other schemes.
    static func bound(of initializer: Initializer, _ tensor: TensorPlan) -> Double? {
        let (fanIn, fanOut) = (Double(tensor.fanIn), Double(tensor.fanOut))
        switch initializer.scheme {
        case .xavierUniform:
            return 3.squareRoot() * (initializer.number("gain") * (2 / (fanIn + fanOut)).squareRoot())
        case .kaimingUniform:
            let fan = initializer.choice("mode") == "fan_out" ? fanOut : fanIn
            return 3.squareRoot() * ((initializer.gain ?? 1) / fan.squareRoot())
        default:
            return nil
        }
    }

    private static func lines(of initializer: Initializer, _ tensor: TensorPlan, _ target: String) -> [String] {
        switch initializer.scheme {
        case .torchDefault:
            guard tensor.role == .bias else { return ["nn.init.kaiming_uniform_(\(target), a=math.sqrt(5))"] }
            return [
                "bound = 1 / math.sqrt(\(tensor.fanIn))",
                "nn.init.uniform_(\(target), -bound, bound)",
            ]
        case .values:
            guard case .tensor(let values) = initializer.value(of: "values") else { return [] }
            return [copy(values, to: target)]
        case .varianceScaling:
            return scaling(initializer, tensor, target)
        case .uniform, .normal, .zeros, .ones, .constant, .eye, .xavierUniform, .xavierNormal, .kaimingUniform,
            .kaimingNormal, .truncNormal, .orthogonal, .sparse:
            let arguments = zip(initializer.scheme.parameters, initializer.values).compactMap {
                pyTorchArgument($0, $1)
            }
            return ["nn.init.\(initializer.scheme.rawValue)_(\(([target] + arguments).joined(separator: ", ")))"]
        }
    }

    /// The distribution that Keras and JAX mean, for which PyTorch has no name.
    private static func scaling(_ initializer: Initializer, _ tensor: TensorPlan, _ target: String) -> [String] {
        let scale = PythonText.number(initializer.number("scale"))
        let fan =
            switch initializer.choice("mode") {
            case "fan_in": "\(tensor.fanIn)"
            case "fan_out": "\(tensor.fanOut)"
            default: PythonText.number((Double(tensor.fanIn) + Double(tensor.fanOut)) / 2)
            }
        switch initializer.choice("distribution") {
        case "uniform":
            return ["bound = math.sqrt(3 * \(scale) / \(fan))", "nn.init.uniform_(\(target), -bound, bound)"]
        case "normal":
            return ["nn.init.normal_(\(target), std=math.sqrt(\(scale) / \(fan)))"]
        default:
            return [
                "std = math.sqrt(\(scale) / \(fan)) / 0.87962566103423978",
                "nn.init.trunc_normal_(\(target), std=std, a=-2 * std, b=2 * std)",
            ]
        }
    }

    /// A line that copies given values, as numbers while they are few.
    static func copy(_ tensor: InlineTensor, to target: String) -> String {
        let values = tensor.values
        let isEncoded = values.count > 64
        var line = Array("\(target).data.copy_(".utf8)
        if isEncoded {
            PythonText.appendEncoded(values, to: &line)
            line += ".view_as(\(target))".utf8
        } else {
            PythonText.appendTensor(values, shape: tensor.shape, to: &line)
        }
        line += ")".utf8
        return String(decoding: line, as: UTF8.self)
    }
}
