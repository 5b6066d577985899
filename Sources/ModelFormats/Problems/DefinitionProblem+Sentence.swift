internal import NeuralNetwork

extension DefinitionProblem.Rule {
    /// What is wrong, with figure, limit and remedy; where it is wrong decides what the figures are figures of.
    func sentence(at place: DefinitionProblem.Place) -> String {
        switch self {
        case .notPositive(let actual):
            "must be at least 1, found \(actual)"
        case .noLayers:
            "a network needs at least one layer"
        case .tooManyLayers(let actual, let limit):
            "\(actual) layers are more than the limit of \(limit)"
        case .tooManyParameters(let actual, let limit):
            "the network would have \(actual.map(String.init) ?? "more than \(Int.max)") parameters, "
                + "over the limit of \(limit); make its layers smaller"
        case .oddUnitsForGLU(let actual):
            "glu halves its units, so they must be even, found \(actual)"
        case .schemeNotForBias(let scheme):
            "\(scheme.rawValue) needs two dimensions and a bias has one; use "
                + alternatives(Initializer.Scheme.allCases.filter { !$0.isForWeightsOnly }.map(\.rawValue))
        case .outOfBounds(let actual, let bounds):
            // A number that float32 rounds to zero is refused where zero is.
            "must be \(bounds.spoken)\(bounds.admits(actual) ? " in float32" : ""), found \(plain(actual))"
        case .beyondFloat32(let actual):
            numberBeyondFloat32(plain(actual))
        case .notAChoice(let actual, let choices):
            unknownValue(actual, choices)
        case .emptyInterval(let lower, let upper):
            lower == upper
                ? "the lower and the upper bound are both \(plain(lower)); the lower one must be less"
                : "the lower bound \(plain(lower)) is above the upper bound \(plain(upper)); swap or change them"
        case .wrongSlopeCount(let actual, let units):
            "prelu has 1 slope or one for each of the \(units) units\(layerName(place)), found \(actual)"
        case .wrongShape(let actual, let expected):
            wrongShape(actual, expected, place)
        case .wrongLabelCount(let actual, let outputs):
            "expected one label for each of the \(outputs) outputs, found \(actual)"
        case .duplicateName(let name):
            "\(quoted(name)) stands twice; each name must be given once"
        case .reservedName(let name):
            name.isEmpty ? "must not be empty" : "\(quoted(name)) is taken, choose another name"
        }
    }

    private func wrongShape(_ actual: [Int], _ expected: [Int], _ place: DefinitionProblem.Place) -> String {
        let tensor =
            switch place {
            case .biasInitializer: "the bias"
            default: "the weight"
            }
        let remedy = actual.count == 2 && actual == expected.reversed() ? "; transpose it, units are rows" : ""
        return "\(tensor)\(layerName(place)) has the shape \(plain(expected)), found \(plain(actual))\(remedy)"
    }

    /// Which layer, said because one list may be given for all of them.
    private func layerName(_ place: DefinitionProblem.Place) -> String {
        place.layer.map { " of layers.\($0)" } ?? ""
    }
}

/// What is said of a word that is none of a parameter's.
func unknownValue(_ actual: String, _ choices: [String]) -> String {
    "unknown value \(quoted(actual))\(remedy(for: actual, among: choices))"
}

extension NumberBounds {
    /// The bounds in words.
    var spoken: String {
        switch self {
        case .any: "finite"
        case .positive: "greater than 0"
        case .nonnegative: "at least 0"
        case .nonzero: "other than 0"
        case .fraction: "from 0 to 1"
        }
    }
}
