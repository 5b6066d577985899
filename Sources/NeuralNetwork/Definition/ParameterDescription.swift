/// One parameter that an activation or an initialisation scheme takes.
///
/// The tables `Activation.Kind.parameters` and `Initializer.Scheme.parameters` are made of these. Reading a
/// definition, its canonical form, its JSON Schema and the catalogues all follow the tables, so a parameter is
/// described once.
public struct ParameterDescription: Sendable, Hashable {
    /// What values the parameter may have.
    public enum Domain: Sendable, Hashable {
        /// A finite number within the bounds.
        case number(NumberBounds)
        /// One of the words.
        case choice([String])
        /// How many slopes a PReLU has: 1, or one per unit.
        case slopeCount
        /// A number, or a list of one number per unit.
        case slopes
        /// The elements of the tensor, nested like its shape.
        case tensor
    }

    /// The name, PyTorch's own.
    public let name: String

    /// What values it may have.
    public let domain: Domain

    /// The value it has when it is not given; nil if it must be given.
    public let defaultValue: ParameterValue?

    init(_ name: String, _ domain: Domain, default defaultValue: ParameterValue?) {
        self.name = name
        self.domain = domain
        self.defaultValue = defaultValue
    }

    init(_ name: String, _ bounds: NumberBounds = .any, default defaultValue: Double?) {
        self.init(name, .number(bounds), default: defaultValue.map(ParameterValue.number))
    }
}

/// Which numbers a parameter accepts.
///
/// All of them are finite.
public enum NumberBounds: String, Sendable, Hashable {
    case any
    case positive
    case nonnegative
    case nonzero
    /// From 0 to 1, both included.
    case fraction

    /// Whether the bounds admit `value`.
    public func admits(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        switch self {
        case .any: return true
        case .positive: return value > 0
        case .nonnegative: return value >= 0
        case .nonzero: return value != 0
        case .fraction: return value >= 0 && value <= 1
        }
    }
}

/// The value of a parameter of an activation or of an initialisation scheme.
public enum ParameterValue: Sendable, Hashable {
    /// A number, in the precision in which PyTorch takes it.
    case number(Double)
    /// A word.
    case choice(String)
    /// A whole number.
    case count(Int)
    /// One float32 per unit.
    case numbers([Float])
    /// A whole tensor.
    case tensor(InlineTensor)
}

/// The elements of a tensor that a definition gives inline.
public struct InlineTensor: Sendable, Hashable {
    /// The extents: `[units, inputs]` for a weight, `[units]` for a bias.
    public let shape: [Int]

    /// The elements, row-major; as many as the product of `shape`.
    public let values: [Float]

    /// Makes a tensor of `shape` from its elements in row-major order.
    ///
    /// - Precondition: `values.count` is the product of `shape`.
    public init(shape: [Int], values: [Float]) {
        precondition(values.count == shape.reduce(1, *), "as many values as the shape says")
        self.shape = shape
        self.values = values
    }
}
