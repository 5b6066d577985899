extension Initializer.Scheme {
    /// The scheme as a formula, in ASCII mathematics.
    public var formula: String {
        switch self {
        case .uniform: "U(a, b)"
        case .normal: "N(mean, std^2)"
        case .zeros: "0"
        case .ones: "1"
        case .constant: "val"
        case .eye: "1 where row = column, 0 elsewhere"
        case .xavierUniform: "U(-bound, bound), bound = gain * sqrt(6 / (fan_in + fan_out))"
        case .xavierNormal: "N(0, std^2), std = gain * sqrt(2 / (fan_in + fan_out))"
        case .kaimingUniform: "U(-bound, bound), bound = gain(nonlinearity, a) * sqrt(3 / fan)"
        case .kaimingNormal: "N(0, std^2), std = gain(nonlinearity, a) / sqrt(fan)"
        case .torchDefault: "U(-bound, bound), bound = 1 / sqrt(fan_in), for weight and bias alike"
        case .values: "the values as given"
        }
    }

    /// The paper or the function that the scheme comes from.
    public var source: String {
        switch self {
        case .uniform: "torch.nn.init.uniform_"
        case .normal: "torch.nn.init.normal_"
        case .zeros: "torch.nn.init.zeros_"
        case .ones: "torch.nn.init.ones_"
        case .constant: "torch.nn.init.constant_"
        case .eye: "torch.nn.init.eye_"
        case .xavierUniform:
            "torch.nn.init.xavier_uniform_; Glorot and Bengio 2010, "
                + "Understanding the difficulty of training deep feedforward neural networks"
        case .xavierNormal:
            "torch.nn.init.xavier_normal_; Glorot and Bengio 2010, "
                + "Understanding the difficulty of training deep feedforward neural networks"
        case .kaimingUniform: "torch.nn.init.kaiming_uniform_; He et al. 2015, Delving deep into rectifiers"
        case .kaimingNormal: "torch.nn.init.kaiming_normal_; He et al. 2015, Delving deep into rectifiers"
        case .torchDefault: "torch.nn.Linear.reset_parameters"
        case .values: "the definition"
        }
    }
}
