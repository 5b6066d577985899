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
        case .truncNormal: "N(mean, std^2) between a and b, drawn again where it falls outside"
        case .orthogonal: "gain * Q, Q R = G with G from N(0, 1) and R's diagonal positive"
        case .sparse: "N(0, std^2), with ceil(sparsity * fan_out) zeros in each column"
        case .varianceScaling:
            "variance scale / fan; truncated_normal: N(0, s^2) between -2 s and 2 s, "
                + "s = sqrt(scale / fan) / 0.87962566103423978; normal: N(0, scale / fan); "
                + "uniform: U(-bound, bound), bound = sqrt(3 * scale / fan)"
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
        case .truncNormal: "torch.nn.init.trunc_normal_"
        case .orthogonal:
            "torch.nn.init.orthogonal_; Saxe, McClelland and Ganguli 2013, "
                + "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks"
        case .sparse: "torch.nn.init.sparse_; Martens 2010, Deep learning via Hessian-free optimization"
        case .varianceScaling:
            "jax.nn.initializers.variance_scaling, keras.initializers.VarianceScaling; glorot: "
                + "Glorot and Bengio 2010, he: He et al. 2015, lecun: LeCun et al. 1998, Efficient BackProp"
        case .torchDefault: "torch.nn.Linear.reset_parameters"
        case .values: "the definition"
        }
    }
}
