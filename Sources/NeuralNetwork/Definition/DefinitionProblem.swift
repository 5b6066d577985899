/// One thing that makes a definition impossible, and where it stands.
public struct DefinitionProblem: Error, Sendable, Hashable {
    /// The part of a definition that a problem concerns.
    public enum Place: Sendable, Hashable {
        case network
        case inputSize
        case layers
        case labels
        /// One of the labels, counted from 0.
        case label(Int)
        case inputName
        case outputName
        /// A layer as a whole, counted from 0.
        case layer(Int)
        case units(layer: Int)
        /// A layer's activation, or one parameter of it.
        case activation(layer: Int, parameter: String?)
        /// A layer's weight initialiser, or one parameter of it.
        case weightInitializer(layer: Int, parameter: String?)
        /// A layer's bias initialiser, or one parameter of it.
        case biasInitializer(layer: Int, parameter: String?)
    }

    /// What is wrong, with what the caller needs to mend it.
    public enum Rule: Sendable, Hashable {
        /// A size must be at least 1.
        case notPositive(actual: Int)
        /// A network has at least one layer.
        case noLayers
        /// More layers than the limit.
        case tooManyLayers(actual: Int, limit: Int)
        /// More parameters than the limit; `actual` is nil where the count overflows 64 bits.
        case tooManyParameters(actual: Int?, limit: Int)
        /// glu halves its units, so they must be even.
        case oddUnitsForGLU(actual: Int)
        /// The scheme needs two dimensions; a bias has one.
        case schemeNotForBias(Initializer.Scheme)
        /// A number outside its parameter's bounds.
        case outOfBounds(actual: Double, bounds: NumberBounds)
        /// A number whose float32 is not finite.
        case beyondFloat32(actual: Double)
        /// A word that is none of the parameter's.
        case notAChoice(actual: String, choices: [String])
        /// A lower bound above its upper bound (or equal to it, where they must differ).
        case emptyInterval(lower: Double, upper: Double)
        /// A count of slopes that is neither 1 nor the number of units.
        case wrongSlopeCount(actual: Int, units: Int)
        /// Inline values whose shape is not the tensor's.
        case wrongShape(actual: [Int], expected: [Int])
        /// As many labels as outputs are needed.
        case wrongLabelCount(actual: Int, outputs: Int)
        /// A name that stands twice.
        case duplicateName(String)
        /// A name that means something else, or an empty one.
        case reservedName(String)
    }

    /// Where.
    public let place: Place

    /// What.
    public let rule: Rule

    /// Makes a problem of a rule broken at a place.
    public init(_ place: Place, _ rule: Rule) {
        self.place = place
        self.rule = rule
    }
}

/// Everything that makes a definition impossible; never empty.
public struct DefinitionProblems: Error, Sendable, Hashable {
    /// The problems, in the order of the definition.
    public let all: [DefinitionProblem]

    /// Makes an error of problems.
    ///
    /// - Precondition: At least one.
    public init(_ all: [DefinitionProblem]) {
        precondition(!all.isEmpty, "an error names at least one problem")
        self.all = all
    }
}
