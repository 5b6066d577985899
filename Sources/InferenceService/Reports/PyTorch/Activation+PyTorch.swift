internal import NeuralNetwork

extension Activation.Kind {
    /// The class in `torch.nn`; for those that PyTorch has as functions only, the class that the script defines.
    var moduleName: String {
        switch self {
        case .identity: "Identity"
        case .sigmoid: "Sigmoid"
        case .logsigmoid: "LogSigmoid"
        case .hardsigmoid: "Hardsigmoid"
        case .tanh: "Tanh"
        case .hardtanh: "Hardtanh"
        case .tanhshrink: "Tanhshrink"
        case .arctan: "Arctan"
        case .step: "Step"
        case .relu: "ReLU"
        case .relu6: "ReLU6"
        case .leakyReLU: "LeakyReLU"
        case .prelu: "PReLU"
        case .rrelu: "RReLU"
        case .elu: "ELU"
        case .selu: "SELU"
        case .celu: "CELU"
        case .gelu: "GELU"
        case .silu: "SiLU"
        case .mish: "Mish"
        case .hardswish: "Hardswish"
        case .softplus: "Softplus"
        case .softsign: "Softsign"
        case .softshrink: "Softshrink"
        case .hardshrink: "Hardshrink"
        case .threshold: "Threshold"
        case .softmax: "Softmax"
        case .logSoftmax: "LogSoftmax"
        case .softmin: "Softmin"
        case .glu: "GLU"
        }
    }

    /// The class that a script has to define, where PyTorch has a function only; nil for the others.
    var moduleDefinition: String? {
        switch self {
        case .arctan:
            """
            class Arctan(nn.Module):
                def forward(self, x):
                    return torch.atan(x)
            """
        case .step:
            """
            class Step(nn.Module):
                def forward(self, x):
                    return torch.where(x.isnan(), x, (x > 0).float())
            """
        default:
            nil
        }
    }
}

extension Activation {
    /// The call that makes the module; nil where none is needed.
    var pyTorchModule: String? {
        guard kind != .identity else { return nil }
        guard kind.moduleDefinition == nil else { return "\(kind.moduleName)()" }
        var arguments = zip(kind.parameters, values).compactMap { pyTorchArgument($0, $1) }
        if [.softmax, .logSoftmax, .softmin].contains(kind) { arguments.append("dim=-1") }
        return "nn.\(kind.moduleName)(\(arguments.joined(separator: ", ")))"
    }

    /// The slopes of a PReLU that are not all alike, so that they have to be copied; nil without such.
    var listedSlopes: [Float]? {
        guard kind == .prelu, case .numbers(let slopes) = value(of: "init") else { return nil }
        return slopes
    }
}

/// A parameter as an argument with its name, which is PyTorch's; nil if it has its default or is no argument.
func pyTorchArgument(_ parameter: ParameterDescription, _ value: ParameterValue) -> String? {
    switch (value, parameter.defaultValue) {
    // A default of 0 is not -0, which makes other bits.
    case (.number(let number), .number(let usual)?): if number.bitPattern == usual.bitPattern { return nil }
    case (_, let usual): if value == usual { return nil }
    }
    switch value {
    case .number(let number): return "\(parameter.name)=\(PythonText.number(number))"
    case .choice(let word): return "\(parameter.name)=\"\(word)\""
    case .count(let count): return "\(parameter.name)=\(count)"
    case .numbers, .tensor: return nil
    }
}
