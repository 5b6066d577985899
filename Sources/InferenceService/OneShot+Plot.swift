internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

extension OneShot {
    /// How many points a plotted curve may be sampled at.
    public static let plotPoints = 2...10_001

    /// How many points a plotted curve is sampled at where nobody says.
    public static let defaultPlotPoints = 241

    /// Draws an activation and its derivative.
    ///
    /// - Parameters:
    ///   - name: The activation's name, or an alias of it.
    ///   - parameters: Its parameters, numbers spelt as in JSON, words as they are; the rest have their defaults.
    ///   - lower: The least pre-activation; nil for one that suits the activation.
    ///   - upper: The largest pre-activation; nil for one that suits the activation.
    ///   - points: At how many of them the curve is sampled, within `plotPoints`.
    /// - Returns: An SVG document, or what is wrong.
    public static func plot(
        activation name: String,
        parameters: [(name: String, text: String)],
        from lower: Double?,
        to upper: Double?,
        points: Int
    ) -> Result<String, Problem> {
        do throws(Problem) {
            let activation = try activation(name, parameters)
            let domain = try domain(of: activation, from: lower, to: upper, points: points)
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
        throw Problem.unknownActivation(name)
    }

    private static func domain(
        of activation: Activation,
        from lower: Double?,
        to upper: Double?,
        points: Int
    ) throws(Problem) -> (lower: Double, upper: Double) {
        let usual = activation.figureDomain
        let domain = (lower: lower ?? usual.lower, upper: upper ?? usual.upper)
        var problems: [InputProblem] = []
        for (name, number) in [("from", domain.lower), ("to", domain.upper)] where !Float(number).isFinite {
            problems.append(InputProblem(JSONPointer().appending(name), "\(number) is not within float32"))
        }
        if problems.isEmpty, Float(domain.lower) >= Float(domain.upper) {
            let detail = "\(domain.lower) is not below \(domain.upper), the end of the range"
            problems.append(InputProblem(JSONPointer().appending("from"), detail))
        }
        if !plotPoints.contains(points) {
            let detail = "expected \(plotPoints.lowerBound) to \(plotPoints.upperBound), found \(points)"
            problems.append(InputProblem(JSONPointer().appending("points"), detail))
        }
        guard problems.isEmpty else { throw Problem(InputProblems(problems)) }
        return domain
    }
}
