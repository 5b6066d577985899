internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

extension OneShot {
    /// How many points a plotted curve may be sampled at.
    public static let plotPoints = 2...10_001

    /// How many points a plotted curve is sampled at where nobody says.
    public static let defaultPlotPoints = 241

    /// Draws an activation and its derivative, or what an initialisation scheme draws for a layer.
    ///
    /// - Parameters:
    ///   - name: The name of an activation or a scheme, or an alias of it.
    ///   - parameters: Its parameters, numbers spelt as in JSON, words as they are; the rest have their defaults.
    ///   - layer: The layer whose weight a scheme draws; nothing to an activation.
    ///   - lower: The least number on the horizontal axis; nil for one that suits the curve.
    ///   - upper: The largest number on the horizontal axis; nil for one that suits the curve.
    ///   - points: At how many places an activation is sampled, within `plotPoints`; nothing to a scheme.
    /// - Returns: An SVG document, or what is wrong.
    public static func plot(
        _ name: String,
        parameters: [(name: String, text: String)],
        layer: PlottedLayer,
        from lower: Double?,
        to upper: Double?,
        points: Int
    ) -> Result<String, Problem> {
        do throws(Problem) {
            if Initializer.Scheme(rawValue: name) != nil || Initializer.aliases[name] != nil {
                return .success(
                    try plotScheme(name, parameters: parameters, layer: layer, from: lower, to: upper)
                )
            }
            guard Activation.Kind(rawValue: name) != nil || Activation.aliases[name] != nil else {
                throw Problem.unknownCurve(name)
            }
            let activation = try activation(name, parameters)
            let domain = try domain(activation.figureDomain, from: lower, to: upper)
            guard plotPoints.contains(points) else {
                let detail = "expected \(plotPoints.lowerBound) to \(plotPoints.upperBound), found \(points)"
                throw Problem(InputProblems([InputProblem(JSONPointer().appending("points"), detail)]))
            }
            return .success(ActivationFigure(activation, over: domain, points: points).text)
        } catch {
            return .failure(error)
        }
    }

    private static func activation(
        _ name: String,
        _ parameters: [(name: String, text: String)]
    ) throws(Problem) -> Activation {
        _ = try Activation.Kind(singleCurve: name)
        do throws(InputProblems) {
            if let activation = try DefinitionJSON.readActivation(named: name, parameters: parameters) {
                return activation
            }
        } catch {
            throw Problem(error)
        }
        throw Problem.unknownCurve(name)
    }

    /// The ends of the horizontal axis: those that were asked for, else the usual ones.
    static func domain(
        _ usual: (lower: Double, upper: Double),
        from lower: Double?,
        to upper: Double?
    ) throws(Problem) -> (lower: Double, upper: Double) {
        let domain = (lower: lower ?? usual.lower, upper: upper ?? usual.upper)
        var problems: [InputProblem] = []
        for (name, number) in [("from", domain.lower), ("to", domain.upper)] where !Float(number).isFinite {
            problems.append(InputProblem(JSONPointer().appending(name), "\(number) is not within float32"))
        }
        if problems.isEmpty, Float(domain.lower) >= Float(domain.upper) {
            let detail = "\(domain.lower) is not below \(domain.upper), the end of the range"
            problems.append(InputProblem(JSONPointer().appending("from"), detail))
        }
        guard problems.isEmpty else { throw Problem(InputProblems(problems)) }
        return domain
    }
}

extension Problem {
    /// The problem of a name that neither an activation nor a scheme has, with the nearest one that is.
    static func unknownCurve(_ name: String) -> Problem {
        let activations = Activation.Kind.allCases.map(\.rawValue) + Activation.aliases.keys.sorted()
        let schemes = Initializer.Scheme.allCases.map(\.rawValue) + Initializer.aliases.keys.sorted()
        let names = activations + schemes
        return Problem(
            .notFound,
            InputProblem.unknown(name, "activation or scheme", among: names, at: JSONPointer()).detail
        )
    }
}
