internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

extension Activation.Kind {
    /// The activation that a name or an alias means, which has to have a single curve.
    ///
    /// - Throws: An unknown name, with the nearest one; an activation whose outputs depend on the whole layer.
    init(singleCurve name: String) throws(Problem) {
        guard let kind = Self(rawValue: name) ?? Activation.aliases[name]?.kind else {
            let names = Self.allCases.map(\.rawValue) + Activation.aliases.keys.sorted()
            throw Problem(.notFound, InputProblem.unknown(name, "activation", among: names, at: JSONPointer()).detail)
        }
        guard !kind.actsOnWholeLayer else {
            throw Problem(
                .noSingleCurve,
                "An output of \(kind.rawValue) depends on the whole layer, so it has no single curve."
            )
        }
        self = kind
    }
}
